package dev.templatedeployer.bench;

import org.jspecify.annotations.Nullable;

/// What a benchmark found.
///
/// @param firstBatch the first batch of the warm-up, when everything is cold; null if there was
///   none
/// @param result what was measured; the batch of the warm-up that did not end, if one did not
/// @param written what was written for it, or null if that was not counted
public record BenchReport(
    BenchPlan plan,
    Ending ending,
    @Nullable BatchResult firstBatch,
    BatchResult result,
    @Nullable Written written) {

  /// How a benchmark ended.
  public enum Ending {
    /// Every deployment has an outcome.
    COMPLETE,
    /// Nothing happened any more, and outcomes are missing.
    IDLE,
    /// Somebody stopped it.
    STOPPED
  }

  /// Whether every deployment completed exactly once.
  public boolean isFlawless() {
    return ending == Ending.COMPLETE && result.isFlawless();
  }
}
