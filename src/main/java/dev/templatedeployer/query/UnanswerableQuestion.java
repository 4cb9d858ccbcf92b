package dev.templatedeployer.query;

/// A question that makes no sense. The message is a sentence for the asker.
public final class UnanswerableQuestion extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String parameter;

  UnanswerableQuestion(String parameter, String sentence) {
    super(sentence);
    this.parameter = parameter;
  }

  /// The part of the question that is wrong, such as `cursor`.
  public String parameter() {
    return parameter;
  }
}
