package dev.templatedeployer.bench.suite;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// One axis of a [Plot].
///
/// @param ticks the first and the last of them are its ends
/// @param isLogarithmic whether equal steps are equal factors; then all values are above zero
record Axis(String label, List<Tick> ticks, boolean isLogarithmic) {

  private static final int MOST_STEPS = 6;

  Axis {
    ticks = List.copyOf(ticks);
  }

  /// A place on it with a label.
  record Tick(double value, String label) {}

  /// From zero to a round number above all values.
  static Axis upTo(String label, DoubleStream values) {
    var most = Math.max(values.max().orElse(1), 1e-9);
    var step = step(most);
    var ticks = new ArrayList<Tick>();
    for (var i = 0; i == 0 || ticks.getLast().value() < most; i++) {
      ticks.add(tick(i * step));
    }
    return new Axis(label, ticks, false);
  }

  /// Powers of ten around all values.
  static Axis powersOfTen(String label, DoubleStream values) {
    var all = values.filter(value -> value > 0).summaryStatistics();
    var from = (int) Math.floor(Math.log10(all.getCount() == 0 ? 1 : all.getMin()));
    var to = (int) Math.ceil(Math.log10(all.getCount() == 0 ? 10 : all.getMax()));
    var ticks = new ArrayList<Tick>();
    for (var i = from; i <= Math.max(to, from + 1); i++) {
      ticks.add(tick(Math.pow(10, i)));
    }
    return new Axis(label, ticks, true);
  }

  /// 1, 2 or 5 times a power of ten, so that there are few steps up to `most`.
  private static double step(double most) {
    var power = Math.pow(10, Math.floor(Math.log10(most)) - 1);
    for (var factor : new double[] {1, 2, 5, 10, 20, 50}) {
      if (most / (factor * power) <= MOST_STEPS) {
        return factor * power;
      }
    }
    return most;
  }

  private static Tick tick(double value) {
    var label =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%,.0f", value)
            : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    return new Tick(value, label);
  }

  /// Where a value is: 0 at the first tick, 1 at the last.
  double share(double value) {
    var first = scaled(ticks.getFirst().value());
    var last = scaled(ticks.getLast().value());
    return Math.clamp((scaled(value) - first) / (last - first), 0, 1);
  }

  private double scaled(double value) {
    return isLogarithmic ? Math.log10(Math.max(value, 1e-9)) : value;
  }
}
