package dev.templatedeployer.explain;

import java.time.Duration;

/// Durations in the words of a person.
public final class Lengths {

  private Lengths() {}

  /// Such as `412 ms`, `3.2 s`, `2 min 5 s`, `3 h 7 min` or `90 d`.
  public static String of(Duration duration) {
    var millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return "%d.%d s".formatted(millis / 1000, millis % 1000 / 100);
    }
    if (duration.toHours() < 1) {
      return "%d min".formatted(duration.toMinutes()) + rest(duration.toSecondsPart(), "s");
    }
    return duration.toHours() < 48
        ? "%d h".formatted(duration.toHours()) + rest(duration.toMinutesPart(), "min")
        : "%d d".formatted(duration.toDays()) + rest(duration.toHoursPart(), "h");
  }

  private static String rest(int number, String unit) {
    return number == 0 ? "" : " %d %s".formatted(number, unit);
  }
}
