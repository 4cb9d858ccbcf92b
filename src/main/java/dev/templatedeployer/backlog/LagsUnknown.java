package dev.templatedeployer.backlog;

/// The lag could not be measured. The message is a sentence for whoever asked.
final class LagsUnknown extends Exception {

  private static final long serialVersionUID = 1;

  private final String sentence;

  LagsUnknown(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
