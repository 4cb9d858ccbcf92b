package dev.templatedeployer.replay.driving;

/// A filter that makes no sense, or that lets everything through.
public final class UnusableFilter extends Exception {

  private static final long serialVersionUID = 1;

  /// @param sentence what is wrong with it and what to do
  public UnusableFilter(String sentence) {
    super(sentence);
  }

  /// What is wrong with it and what to do.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
