package dev.templatedeployer.stream;

/// A record that cannot be acted upon. The message is safe to show: it never quotes the record's
/// bytes.
final class Unreadable extends Exception {

  private static final long serialVersionUID = 1;

  private final String code;

  /// @param code stable upper-case name of the cause
  Unreadable(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  String code() {
    return code;
  }

  /// The sentence for people.
  String sentence() {
    return String.valueOf(getMessage());
  }
}
