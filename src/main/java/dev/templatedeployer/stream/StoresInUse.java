package dev.templatedeployer.stream;

/// Why the stores cannot be rebuilt now. The message is a sentence that says what to do.
public final class StoresInUse extends RuntimeException {

  private static final long serialVersionUID = 1;

  StoresInUse(String sentence) {
    super(sentence);
  }
}
