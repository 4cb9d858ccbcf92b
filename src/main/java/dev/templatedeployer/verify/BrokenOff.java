package dev.templatedeployer.verify;

/// A verification that could not be finished. The message says why and what to do.
public final class BrokenOff extends Exception {

  private static final long serialVersionUID = 1;

  /// @param sentence what was being done, what stands against it, and what to do
  public BrokenOff(String sentence) {
    super(sentence);
  }
}
