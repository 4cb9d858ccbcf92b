package dev.templatedeployer.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stretches of the same length that a while up to now consists of. The first one begins at a
/// multiple of their length since 1970, and the last one is usually not over yet.
///
/// @param from where the first one begins
/// @param to now
/// @param step the length of each, in whole minutes
public record TimeSteps(Instant from, Instant to, Duration step) {

  /// The most of them.
  public static final int MOST = 1_500;

  /// The longest while.
  public static final Duration LONGEST = Duration.ofDays(31);

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final List<Duration> USUAL =
      List.of(SHORTEST, Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));

  /// Those of the last `since`.
  ///
  /// @param step their length; null for the shortest usual one of which there are not too many
  /// @throws UnanswerableQuestion with all that is wrong with them
  public static TimeSteps until(Instant now, Duration since, @Nullable Duration step) {
    if (since.compareTo(SHORTEST) < 0 || since.compareTo(LONGEST) > 0) {
      throw new UnanswerableQuestion(
          "since", "'since' has to be from one minute to 31 days, such as '1h'.");
    }
    Duration length = step == null ? usual(since) : step;
    if (length.compareTo(SHORTEST) < 0 || length.toMillis() % SHORTEST.toMillis() != 0) {
      throw new UnanswerableQuestion(
          "step", "'step' has to be one minute or several whole ones, such as '5m'.");
    }
    if (length.compareTo(since) > 0) {
      throw new UnanswerableQuestion("step", "'step' has to be no longer than 'since'.");
    }
    if (since.dividedBy(length) > MOST) {
      throw new UnanswerableQuestion(
          "step",
          "These would be %d steps, and %d are the most. Make 'step' longer, or 'since' shorter."
              .formatted(since.dividedBy(length), MOST));
    }
    long millis = length.toMillis();
    long begin = now.minus(since).toEpochMilli();
    return new TimeSteps(Instant.ofEpochMilli(begin - Math.floorMod(begin, millis)), now, length);
  }

  /// Where the step begins that `millis` since 1970 lie in.
  Instant begin(long millis) {
    long first = from.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis - first, step.toMillis()));
  }

  /// Where the last one ends: after now.
  Instant end() {
    return begin(to.toEpochMilli()).plus(step);
  }

  private static Duration usual(Duration since) {
    return USUAL.stream().filter(step -> since.dividedBy(step) <= MOST).findFirst().orElseThrow();
  }
}
