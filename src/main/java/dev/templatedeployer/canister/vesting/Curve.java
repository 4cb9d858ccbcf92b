package dev.templatedeployer.canister.vesting;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// An amount over time as points that a plot can draw, evenly spaced on whole seconds from the
/// first moment to the last, both included.
public final class Curve {

  private static final String POINTS = "points";
  private static final int USUAL_POINTS = 50;
  private static final int LEAST_POINTS = 2;
  private static final int MOST_POINTS = 500;

  private Curve() {}

  /// One point of a curve.
  public record Point(Instant at, BigInteger amount) {}

  /// How many points the parameters of a view ask for.
  ///
  /// @throws IllegalArgumentException with a sentence for the asker, if that is no number of points
  public static int pointsOf(Map<String, String> parameters) {
    String asked = parameters.getOrDefault(POINTS, String.valueOf(USUAL_POINTS));
    int points = asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : 0;
    if (points < LEAST_POINTS || points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "'%s' is not a number of points for a curve. Ask for %d to %d."
              .formatted(asked, LEAST_POINTS, MOST_POINTS));
    }
    return points;
  }

  /// The curve of `amount` from `first` to `last`. Fewer points than asked for if there are not so
  /// many seconds between the two.
  ///
  /// @param last not before `first`
  public static List<Point> of(
      Instant first, Instant last, int points, Function<Instant, BigInteger> amount) {
    long seconds = Duration.between(first, last).toSeconds();
    Stream<Instant> before =
        LongStream.range(0, points - 1L)
            .mapToObj(i -> first.plusSeconds(seconds * i / (points - 1)))
            .filter(at -> at.isBefore(last));
    return Stream.concat(before, Stream.of(last))
        .distinct()
        .map(at -> new Point(at, amount.apply(at)))
        .toList();
  }
}
