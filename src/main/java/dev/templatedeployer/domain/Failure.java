package dev.templatedeployer.domain;

/// Why an attempt, or a deployment, did not succeed, for people and for programs.
///
/// @param code stable upper-case name of the cause, such as `TIMED_OUT`
/// @param message a sentence for a person, at most [#MAX_MESSAGE] characters
/// @param retryable whether the same attempt again may succeed
public record Failure(String code, String message, boolean retryable) {

  /// The most characters of a message that are kept.
  public static final int MAX_MESSAGE = 2048;

  /// The most characters of a code that are kept.
  public static final int MAX_CODE = 64;

  /// The attempt ran longer than its time limit.
  public static final String TIMED_OUT = "TIMED_OUT";

  /// The executor that ran the attempt fell silent, as often as the policy bears.
  public static final String LEASE_LOST = "LEASE_LOST";

  /// The deployment's deadline passed before an attempt succeeded.
  public static final String DEADLINE_PASSED = "DEADLINE_PASSED";

  /// The template is not part of the service any more, or not yet.
  public static final String TEMPLATE_MISSING = "TEMPLATE_MISSING";

  public Failure {
    code = truncated(code, MAX_CODE);
    message = truncated(message, MAX_MESSAGE);
  }

  private static String truncated(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
