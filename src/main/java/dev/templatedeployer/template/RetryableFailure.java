package dev.templatedeployer.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A failure that another attempt may mend. The attempt is repeated as the template's policy says.
public final class RetryableFailure extends TemplateFailure {

  private static final long serialVersionUID = 1;

  private final @Nullable Duration retryAfter;

  /// @param code stable upper-case name of the cause
  public RetryableFailure(String code, String message) {
    this(code, message, null, null);
  }

  /// @param code stable upper-case name of the cause
  /// @param retryAfter the shortest wait before the next attempt, or null to leave it to the policy
  public RetryableFailure(
      String code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(code, message, cause);
    this.retryAfter = retryAfter;
  }

  /// The shortest wait before the next attempt, or null to leave it to the policy.
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
