package dev.templatedeployer.bench;

/// What one batch of deployments came to.
///
/// @param count how many were to be sent
/// @param sent how many were
/// @param failed how many ended otherwise than completed
/// @param missing how many were sent and have no outcome
/// @param duplicates outcomes beyond the first of a deployment
/// @param nanos from the first send to the last outcome
public record BatchResult(
    int count,
    int sent,
    int completed,
    int failed,
    int missing,
    int duplicates,
    long nanos,
    LatencyMillis latency) {

  /// Completed deployments a second, from the first send to the last outcome.
  public double completedPerSecond() {
    return nanos == 0 ? 0 : completed * 1e9 / nanos;
  }

  /// Whether every deployment has an outcome.
  boolean isEnded() {
    return sent == count && missing == 0;
  }

  /// Whether every deployment completed exactly once.
  public boolean isFlawless() {
    return completed == count && duplicates == 0;
  }
}
