package dev.templatedeployer.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations, written as a number with a unit (`500ms`, `30s`, `5m`, `2h`, `7d`) or in ISO 8601.
final class DurationNotation {

  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18}) ?(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

  /// The units, the longest first.
  private enum Unit {
    D(ChronoUnit.DAYS),
    H(ChronoUnit.HOURS),
    M(ChronoUnit.MINUTES),
    S(ChronoUnit.SECONDS),
    MS(ChronoUnit.MILLIS);

    private final ChronoUnit length;

    Unit(ChronoUnit length) {
      this.length = length;
    }

    Duration times(long count) {
      return Duration.of(count, length);
    }
  }

  private DurationNotation() {}

  static Notation<Duration> atLeast(String noun, Duration least) {
    return Notation.of(
        noun,
        "Write it like 'PT5M' or '5m'.",
        text ->
            read(text)
                .filter(duration -> duration.compareTo(least) >= 0)
                .filter(duration -> duration.compareTo(LONGEST) <= 0),
        DurationNotation::write);
  }

  private static Optional<Duration> read(String text) {
    try {
      var match = NUMBER_AND_UNIT.matcher(text);
      if (!match.matches()) {
        return Optional.of(Duration.parse(text));
      }
      var unit = Unit.valueOf(match.group(2).toUpperCase(Locale.ROOT));
      return Optional.of(unit.times(Long.parseLong(match.group(1))));
    } catch (DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// Writes it in the longest unit that loses nothing: `90s`, but `2m` for 120 seconds.
  private static String write(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    for (var unit : Unit.values()) {
      var count = duration.dividedBy(unit.times(1));
      if (unit.times(count).equals(duration)) {
        return count + unit.name().toLowerCase(Locale.ROOT);
      }
    }
    return duration.toString();
  }
}
