package dev.templatedeployer.query.filter;

/// A number of a deployment that a filter can ask for.
public enum NumberField {
  /// The attempts that it has begun.
  ATTEMPTS("attempts"),
  /// 1 for the first run, one more for each manual retry.
  RUN("run");

  private final String word;

  NumberField(String word) {
    this.word = word;
  }

  /// How filters call it.
  public String word() {
    return word;
  }

  /// The number of a deployment.
  public long of(Facts facts) {
    return switch (this) {
      case ATTEMPTS -> facts.token().attempt();
      case RUN -> facts.run();
    };
  }
}
