package dev.templatedeployer.query.filter;

import dev.templatedeployer.query.filter.BadFilter.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Values that compare: `>1`, `<=24h`, `2026-11-01..2026-11-07`, or `3` alone.
///
/// @param operator `<`, `<=`, `>`, `>=`, `=` or `..`; empty if there is none
/// @param first what stands behind the operator, or before `..`
/// @param last what stands behind `..`, else the same as `first`
/// @param value the whole
record Comparison(String operator, String first, String last, Letters value) {

  private static final List<String> OPERATORS = List.of(">=", "<=", ">", "<", "=");
  private static final long MOST = 999_999_999_999_999_999L;
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  /// Spans of numbers.
  static List<Span> numbers(List<Letters> values) throws BadFilter {
    var spans = new ArrayList<Span>();
    for (Letters value : values) {
      Comparison comparison = of(value);
      spans.add(
          comparison.span(comparison.number(comparison.first), comparison.number(comparison.last)));
    }
    return spans;
  }

  /// Spans of times, said by how long ago they are.
  static List<Span> ages(List<Letters> values, Instant now) throws BadFilter {
    var spans = new ArrayList<Span>();
    for (Letters value : values) {
      spans.add(of(value).ages(now));
    }
    return spans;
  }

  /// Spans of times, said by the times.
  static List<Span> times(List<Letters> values) throws BadFilter {
    var spans = new ArrayList<Span>();
    for (Letters value : values) {
      spans.add(of(value).times());
    }
    return spans;
  }

  /// Spans of times, said either way.
  static List<Span> agesOrTimes(List<Letters> values, Instant now) throws BadFilter {
    var spans = new ArrayList<Span>();
    for (Letters value : values) {
      Comparison comparison = of(value);
      boolean isAge = TimeNotation.duration(comparison.first).isPresent();
      spans.add(isAge ? comparison.ages(now) : comparison.times());
    }
    return spans;
  }

  private static Comparison of(Letters value) {
    for (String operator : OPERATORS) {
      if (value.startsPlainly(operator)) {
        String rest = value.text().substring(operator.length());
        return new Comparison(operator, rest, rest, value);
      }
    }
    int dots = value.text().indexOf("..");
    return dots < 0
        ? new Comparison("", value.text(), value.text(), value)
        : new Comparison(
            "..", value.text().substring(0, dots), value.text().substring(dots + 2), value);
  }

  private Span ages(Instant now) throws BadFilter {
    long millis = now.toEpochMilli();
    long near = millis - age(first).toMillis();
    long far = millis - age(last).toMillis();
    return switch (operator) {
      case "<" -> new Span(near + 1, Long.MAX_VALUE);
      case "<=" -> new Span(near, Long.MAX_VALUE);
      case ">" -> new Span(Long.MIN_VALUE, near - 1);
      case ">=" -> new Span(Long.MIN_VALUE, near);
      case ".." -> checked(far, near);
      default ->
          throw value.bad(
              Kind.BAD_VALUE,
              "is one exact age. Say less or more, as in '<%s', or a range, as in '1h..2h'."
                  .formatted(first));
    };
  }

  private Span times() throws BadFilter {
    return span(time(first), time(last));
  }

  /// What the operator makes of two spans, which are the same unless it is `..`.
  private Span span(Span from, Span to) throws BadFilter {
    return switch (operator) {
      case "<" -> new Span(Long.MIN_VALUE, writable(from.min() - 1));
      case "<=" -> new Span(Long.MIN_VALUE, from.max());
      case ">" -> new Span(writable(from.max() + 1), Long.MAX_VALUE);
      case ">=" -> new Span(from.min(), Long.MAX_VALUE);
      default -> checked(from.min(), to.max());
    };
  }

  /// The nearest number that can be written in a filter.
  private static long writable(long number) {
    return Math.clamp(number, -MOST, MOST);
  }

  private Span checked(long min, long max) throws BadFilter {
    if (min > max) {
      throw value.bad(
          Kind.BAD_VALUE,
          "ends before it begins. Swap both sides: '%s..%s'.".formatted(last, first));
    }
    return new Span(min, max);
  }

  private Span number(String text) throws BadFilter {
    if (!NUMBER.matcher(text).matches()) {
      throw value.bad(
          Kind.BAD_VALUE, "is no whole number. Write it as in '2', '>1', '<=3' or '1..3'.");
    }
    long number = Long.parseLong(text);
    return new Span(number, number);
  }

  private Duration age(String text) throws BadFilter {
    Optional<Duration> age = TimeNotation.duration(text);
    if (age.isPresent()) {
      return age.get();
    }
    throw value.bad(
        Kind.BAD_VALUE,
        TimeNotation.span(text).isPresent()
            ? "is a time and no age. Write it as in 'created:>=2026-11-01', or say an age, as in '<24h'."
            : "is no age. Write it as in '<24h', '>=7d' or '1h..2h', with the units s, m, h, d and w.");
  }

  private Span time(String text) throws BadFilter {
    Optional<Span> time = TimeNotation.span(text);
    if (time.isPresent()) {
      return time.get();
    }
    throw value.bad(
        Kind.BAD_VALUE,
        TimeNotation.duration(text).isPresent()
            ? "is an age and no time. Write it as in 'age:<%s', or say a time, as in '>=2026-11-01T06:00Z'."
                .formatted(text)
            : "is no time. Write it as in '>=2026-11-01', '<2026-11-01T06:00Z' or '2026-11-01..2026-11-07'.");
  }
}
