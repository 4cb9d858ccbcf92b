package dev.templatedeployer.query.filter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How durations and times are written in filters.
final class TimeNotation {

  private static final Pattern DURATION = Pattern.compile("(?:\\d{1,9}[smhdw]){1,5}");
  private static final Pattern PART = Pattern.compile("(\\d+)([smhdw])");
  private static final Pattern DATE = Pattern.compile("[1-8]\\d{3}-\\d\\d-\\d\\d");
  private static final Pattern TIME =
      Pattern.compile(
          "[1-8]\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,3})?)?(Z|[+-]\\d\\d:\\d\\d)?");
  private static final Duration LONGEST = Duration.ofDays(200 * 365L);

  private TimeNotation() {}

  /// A duration such as `24h` or `1d12h`, at most 200 years; empty if `text` is none.
  static Optional<Duration> duration(String text) {
    if (!DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
    }
    return sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
  }

  /// The milliseconds of a day, or the one of a time; empty if `text` is neither.
  static Optional<Span> span(String text) {
    try {
      if (DATE.matcher(text).matches()) {
        LocalDate day = LocalDate.parse(text);
        return Optional.of(new Span(begin(day), begin(day.plusDays(1)) - 1));
      }
      Matcher time = TIME.matcher(text);
      if (!time.matches()) {
        return Optional.empty();
      }
      Instant instant =
          time.group(1) == null
              ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
              : OffsetDateTime.parse(text).toInstant();
      return Optional.of(new Span(instant.toEpochMilli(), instant.toEpochMilli()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// A time that [#span] reads.
  static String text(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static long begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
