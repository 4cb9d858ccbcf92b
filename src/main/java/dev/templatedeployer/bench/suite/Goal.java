package dev.templatedeployer.bench.suite;

/// What a figure must reach.
///
/// @param isCeiling whether it must be no more than `bound`, rather than no less
record Goal(String figure, double bound, boolean isCeiling) {

  static Goal atLeast(String figure, double bound) {
    return new Goal(figure, bound, false);
  }

  static Goal atMost(String figure, double bound) {
    return new Goal(figure, bound, true);
  }

  boolean isReachedBy(double value) {
    return isCeiling ? value <= bound : value >= bound;
  }
}
