package dev.templatedeployer.query.filter;

import java.time.Instant;

/// A time of a deployment that a filter can ask for.
public enum TimeField {
  /// When it was accepted.
  CREATED("created"),
  /// When something last happened to it.
  UPDATED("updated");

  private final String word;

  TimeField(String word) {
    this.word = word;
  }

  /// How filters call it.
  public String word() {
    return word;
  }

  /// The time of a deployment.
  public Instant of(Facts facts) {
    return switch (this) {
      case CREATED -> facts.createdAt();
      case UPDATED -> facts.updatedAt();
    };
  }
}
