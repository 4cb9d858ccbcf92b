package dev.templatedeployer.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/// How long completed deployments took, from the time they were due to the time their outcome was
/// read, in milliseconds.
///
/// @param distribution how the whole is spread, from the fastest to the slowest
public record LatencyMillis(
    double p50, double p95, double p99, double max, List<AtPercentile> distribution) {

  private static final int DIGITS = 3;
  private static final double MICROS_OF_A_MILLI = 1_000;
  private static final List<Double> PERCENTILES =
      List.of(0.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 97.5, 99.0, 99.5, 99.9, 99.99, 100.0);

  public LatencyMillis {
    distribution = List.copyOf(distribution);
  }

  /// So many percent took no longer.
  public record AtPercentile(double percent, double millis) {}

  /// Sums up how long each took.
  public static LatencyMillis ofMicros(long... each) {
    var micros = new Histogram(DIGITS);
    for (var one : each) {
      micros.recordValue(one);
    }
    return of(micros);
  }

  static LatencyMillis of(Histogram micros) {
    return new LatencyMillis(
        at(micros, 50),
        at(micros, 95),
        at(micros, 99),
        micros.getMaxValue() / MICROS_OF_A_MILLI,
        PERCENTILES.stream().map(p -> new AtPercentile(p, at(micros, p))).toList());
  }

  private static double at(Histogram micros, double percent) {
    return micros.getValueAtPercentile(percent) / MICROS_OF_A_MILLI;
  }
}
