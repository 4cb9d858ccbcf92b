package dev.templatedeployer.replay;

/// Where an item of a replay stands.
public enum ItemStatus {
  /// It will be started.
  WAITING,
  /// It was started and has not ended.
  OPEN,
  /// See [ItemResult.Kind#COMPLETED].
  COMPLETED,
  /// See [ItemResult.Kind#FAILED].
  FAILED,
  /// See [ItemResult.Kind#CANCELLED].
  CANCELLED,
  /// See [ItemResult.Kind#SKIPPED].
  SKIPPED,
  /// See [ItemResult.Kind#REFUSED].
  REFUSED,
  /// The replay was stopped before it was started.
  NOT_STARTED;

  /// The status of an item that ended as `kind`.
  public static ItemStatus of(ItemResult.Kind kind) {
    return switch (kind) {
      case COMPLETED -> COMPLETED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
      case SKIPPED -> SKIPPED;
      case REFUSED -> REFUSED;
    };
  }
}
