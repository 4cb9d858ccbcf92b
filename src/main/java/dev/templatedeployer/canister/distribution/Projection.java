package dev.templatedeployer.canister.distribution;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What will be unlocked for all participants together, day by day. A day has 24 hours, counted
/// from the moment that is asked for.
///
/// Comes from the totals in a step a day, however many participants there are; [Distribution] says
/// how exact that is. A distribution that nobody activated yet is seen as if it were activated at
/// that moment.
final class Projection {

  private static final String DAYS = "days";
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private Projection() {}

  /// One day.
  ///
  /// @param at the end of the day
  /// @param unlocks what is unlocked within it
  /// @param unlocked what is unlocked by its end, claimed or not
  record Day(Instant at, BigInteger unlocks, BigInteger unlocked) {}

  /// The days that the parameters of the view ask for.
  ///
  /// @throws IllegalArgumentException with a sentence for the asker, if that is no number of days,
  ///   or too late for days to follow
  static List<Day> of(Distribution distribution, Instant at, Map<String, String> parameters) {
    if (at.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "Nothing can be projected from '%s' on. Ask for a time before '%s'."
              .formatted(at, LATEST));
    }
    Distribution d = distribution.asIfActivated(at);
    return IntStream.rangeClosed(1, daysOf(parameters))
        .mapToObj(i -> day(d, at.plus(Duration.ofDays(i))))
        .toList();
  }

  private static Day day(Distribution d, Instant end) {
    BigInteger unlocked = d.unlocked(end);
    BigInteger before = d.unlocked(end.minus(Duration.ofDays(1)));
    return new Day(end, unlocked.subtract(before).max(BigInteger.ZERO), unlocked);
  }

  private static int daysOf(Map<String, String> parameters) {
    String asked = parameters.getOrDefault(DAYS, String.valueOf(USUAL_DAYS));
    int days = asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : 0;
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException(
          "'%s' is not a number of days for a projection. Ask for 1 to %d."
              .formatted(asked, MOST_DAYS));
    }
    return days;
  }
}
