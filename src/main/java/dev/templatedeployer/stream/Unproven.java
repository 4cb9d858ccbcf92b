package dev.templatedeployer.stream;

import dev.templatedeployer.signature.Verdict;

/// A command whose signature does not prove that its sender wrote it. The message is safe to show.
final class Unproven extends Exception {

  private static final long serialVersionUID = 1;

  private final String code;

  Unproven(Verdict.Unproven verdict) {
    this(verdict.reason(), verdict.sentence());
  }

  Unproven(Verdict.Reason reason, String sentence) {
    super(sentence);
    this.code = reason.name();
  }

  /// Stable upper-case name of the cause.
  String code() {
    return code;
  }

  /// The sentence for people.
  String sentence() {
    return String.valueOf(getMessage());
  }
}
