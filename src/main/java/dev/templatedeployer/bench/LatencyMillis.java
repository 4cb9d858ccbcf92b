package dev.templatedeployer.bench;

import org.HdrHistogram.Histogram;

/// How long completed deployments took, from the time they were due to the time their outcome was
/// read, in milliseconds.
public record LatencyMillis(double p50, double p95, double p99, double max) {

  private static final double MICROS_OF_A_MILLI = 1_000;

  static LatencyMillis of(Histogram micros) {
    return new LatencyMillis(
        micros.getValueAtPercentile(50) / MICROS_OF_A_MILLI,
        micros.getValueAtPercentile(95) / MICROS_OF_A_MILLI,
        micros.getValueAtPercentile(99) / MICROS_OF_A_MILLI,
        micros.getMaxValue() / MICROS_OF_A_MILLI);
  }
}
