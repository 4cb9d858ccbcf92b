package dev.templatedeployer.bench.suite;

import java.util.Arrays;

/// The values of one figure over several rounds.
///
/// @param median the middle one, or the mean of the two in the middle
record Spread(double median, double least, double most, int rounds) {

  /// @throws IllegalArgumentException if there are none
  static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Nothing was measured.");
    }
    var sorted = values.clone();
    Arrays.sort(sorted);
    var middle = sorted.length / 2;
    var median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }
}
