package dev.templatedeployer.query.filter;

import dev.templatedeployer.domain.DeploymentRecord;

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
  public long of(DeploymentRecord record) {
    return switch (this) {
      case ATTEMPTS -> record.token().attempt();
      case RUN -> record.run();
    };
  }
}
