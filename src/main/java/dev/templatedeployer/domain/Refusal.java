package dev.templatedeployer.domain;

import java.util.List;

/// Why a command was not taken, for its sender.
///
/// @param kind what sort of refusal, for programs
/// @param sentence what was asked, what stands against it, and what to do
/// @param violations everything that is wrong with the payload; empty unless `kind` is
///   `INVALID_PAYLOAD`
public record Refusal(Kind kind, String sentence, List<Violation> violations) {

  /// The kinds of refusal.
  public enum Kind {
    /// The sender may not do this.
    UNAUTHORIZED,
    /// The payload breaks a rule.
    INVALID_PAYLOAD,
    /// The id is taken by another request.
    CONFLICT,
    /// There is no such deployment.
    NOT_FOUND,
    /// The deployment has not failed.
    NOT_RETRYABLE,
    /// The deployment has ended already.
    NOT_CANCELLABLE,
    /// The service cannot take it now, but may later.
    TEMPORARILY_UNAVAILABLE
  }

  public Refusal {
    violations = List.copyOf(violations);
  }

  /// A refusal without violations.
  public static Refusal of(Kind kind, String sentence) {
    return new Refusal(kind, sentence, List.of());
  }

  /// One thing that is wrong with a payload.
  ///
  /// @param field JSON Pointer of the place, empty for the whole
  /// @param code stable upper-case name of the rule
  /// @param message a sentence for a person; never quotes a value that may be secret
  public record Violation(String field, String code, String message) {}
}
