package dev.templatedeployer.template;

import org.jspecify.annotations.Nullable;

/// A failure that another attempt cannot mend. The deployment fails at once; an admin may still
/// retry it.
public final class PermanentFailure extends TemplateFailure {

  private static final long serialVersionUID = 1;

  /// @param code stable upper-case name of the cause
  public PermanentFailure(String code, String message) {
    this(code, message, null);
  }

  /// @param code stable upper-case name of the cause
  public PermanentFailure(String code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
