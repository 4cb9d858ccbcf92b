package dev.templatedeployer.template;

import org.jspecify.annotations.Nullable;

/// Why a template could not create its canister. The message is kept with the deployment and shown
/// to people: say what was being done, what is wrong and what to do, and put no secret in it.
///
/// Anything else that a template throws counts as a [RetryableFailure] with the code `UNEXPECTED`.
public abstract sealed class TemplateFailure extends Exception
    permits PermanentFailure, RetryableFailure {

  private static final long serialVersionUID = 1;

  private final String code;

  TemplateFailure(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// Stable upper-case name of the cause, such as `QUOTA_EXCEEDED`.
  public String code() {
    return code;
  }
}
