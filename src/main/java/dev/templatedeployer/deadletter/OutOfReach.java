package dev.templatedeployer.deadletter;

/// The broker did not answer as it should, or not in time.
public final class OutOfReach extends Exception {

  private static final long serialVersionUID = 1;

  OutOfReach(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  OutOfReach(String sentence) {
    super(sentence);
  }
}
