package dev.templatedeployer.query;

/// The logs that the read model is made from.
public enum EventLog {
  /// What happened to deployments.
  DEPLOYMENTS("d"),
  /// What happened to canisters.
  CANISTERS("c");

  private final String letter;

  EventLog(String letter) {
    this.letter = letter;
  }

  /// The letter that stands for it in a written [Position]. Never changes.
  String letter() {
    return letter;
  }
}
