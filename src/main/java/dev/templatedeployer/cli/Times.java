package dev.templatedeployer.cli;

import dev.templatedeployer.explain.Lengths;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times and durations in the words of a person.
final class Times {

  private static final DateTimeFormatter ABSOLUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /// Such as `2026-03-01 12:00:00Z (3 s ago)`.
  static String full(Instant time, Instant now) {
    return "%s (%s)".formatted(ABSOLUTE.format(time), relative(time, now));
  }

  /// Such as `3 s ago` or `in 5 min`.
  static String relative(Instant time, Instant now) {
    var distance = Duration.between(time, now);
    if (distance.abs().toMillis() < 1000) {
      return "now";
    }
    return distance.isNegative()
        ? "in " + inLargestUnit(distance.negated())
        : inLargestUnit(distance) + " ago";
  }

  private static String inLargestUnit(Duration duration) {
    if (duration.toSeconds() < 120) {
      return duration.toSeconds() + " s";
    }
    if (duration.toMinutes() < 120) {
      return duration.toMinutes() + " min";
    }
    return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " d";
  }

  /// Such as `412 ms`, `3.2 s`, `2 min 5 s`, `3 h 7 min` or `90 d`.
  static String length(Duration duration) {
    return Lengths.of(duration);
  }
}
