package dev.templatedeployer.control;

/// Nothing can be changed at present. The message says why, and what to do.
public final class ControlUnavailable extends Exception {

  private static final long serialVersionUID = 1;

  /// @param sentence for whoever asked
  public ControlUnavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /// @param sentence for whoever asked
  public ControlUnavailable(String sentence) {
    super(sentence);
  }
}
