package dev.templatedeployer.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Times as people type them: `2026-03-01T12:00:00Z`, or from now on as `+10m` and `-2h`.
final class Moment implements ITypeConverter<Instant> {

  private static final Pattern FROM_NOW = Pattern.compile("([+-])(\\d{1,9})([smhd])");

  private final InstantSource clock;

  Moment(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    var fromNow = FROM_NOW.matcher(text);
    if (fromNow.matches()) {
      var distance = Duration.of(Long.parseLong(fromNow.group(2)), unit(fromNow.group(3)));
      var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      return fromNow.group(1).equals("+") ? now.plus(distance) : now.minus(distance);
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw new TypeConversionException("not a time");
    }
  }

  private static ChronoUnit unit(String letter) {
    return switch (letter) {
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }
}
