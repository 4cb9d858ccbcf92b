package dev.templatedeployer.stream;

/// A stored value that this program cannot read: it was damaged, or written by a newer program.
///
/// No fault of the record that asks for it, and none that another try would mend; and all else in
/// the store is well. So that record alone is put with the dead letters, from where it can be sent
/// again.
final class UnreadableFact extends RuntimeException {

  private static final long serialVersionUID = 1;

  static final String CODE = "STORED_VALUE_UNREADABLE";

  UnreadableFact(String store, Throwable cause) {
    super(
        "The store '%s' holds a value that cannot be read. Run the version of the service that wrote it, or delete the state directory, which is rebuilt; then redrive the dead letters of this code."
            .formatted(store),
        cause);
  }

  /// The sentence for people.
  String sentence() {
    return String.valueOf(getMessage());
  }
}
