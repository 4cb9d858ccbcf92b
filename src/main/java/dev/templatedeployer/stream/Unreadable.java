package dev.templatedeployer.stream;

import dev.templatedeployer.domain.Refusal;

/// A record that cannot be acted upon. The message is safe to show: it never quotes the record's
/// bytes.
final class Unreadable extends Exception {

  private static final long serialVersionUID = 1;

  private final String code;
  private final Refusal.Kind kind;

  /// @param code stable upper-case name of the cause
  Unreadable(String code, String sentence) {
    this(code, sentence, Refusal.Kind.INVALID_PAYLOAD);
  }

  /// @param code stable upper-case name of the cause
  /// @param kind how its sender is refused
  Unreadable(String code, String sentence, Refusal.Kind kind) {
    super(sentence);
    this.code = code;
    this.kind = kind;
  }

  /// How its sender is refused.
  Refusal.Kind kind() {
    return kind;
  }

  String code() {
    return code;
  }

  /// The sentence for people.
  String sentence() {
    return String.valueOf(getMessage());
  }
}
