package dev.templatedeployer;

/// The service cannot start. The message is a sentence, or several lines of them, for the person
/// who started it: what is wrong, and what to do.
public final class CannotStart extends Exception {

  private static final long serialVersionUID = 1;

  CannotStart(String sentence) {
    super(sentence);
  }

  CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
