package dev.templatedeployer.cli;

import java.util.List;

/// Amounts side by side, each as high as its share of the greatest. Nothing is a flat line, and
/// everything else stands out from it.
record Sparkline(List<Bar> bars) {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String IN_ASCII = "_.:-=+*#";
  private static final int HIGHEST = BLOCKS.length() - 1;

  /// One amount.
  ///
  /// @param amount not negative
  /// @param isAlarming whether it is red
  record Bar(long amount, boolean isAlarming) {}

  Sparkline {
    bars = List.copyOf(bars);
  }

  String text(Look look) {
    var heights = look.either(BLOCKS, IN_ASCII);
    var most = bars.stream().mapToLong(Bar::amount).max().orElse(0);
    var text = new StringBuilder();
    for (var bar : bars) {
      var mark = String.valueOf(heights.charAt(height(bar.amount(), most)));
      text.append(bar.amount() == 0 ? look.dim(mark) : bar.isAlarming() ? look.red(mark) : mark);
    }
    return text.toString();
  }

  private static int height(long amount, long most) {
    return amount == 0 ? 0 : Math.toIntExact(Math.ceilDiv(amount * HIGHEST, most));
  }
}
