package dev.templatedeployer.domain;

/// The public word for where a deployment stands.
public enum Status {
  /// Accepted; its template is not running.
  PENDING,
  /// Its template is running.
  PROCESSING,
  /// The canister exists.
  COMPLETED,
  /// Ended without success; may be retried.
  FAILED,
  /// Given up.
  CANCELLED;

  /// Whether nothing more happens by itself.
  public boolean isTerminal() {
    return switch (this) {
      case PENDING, PROCESSING -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }
}
