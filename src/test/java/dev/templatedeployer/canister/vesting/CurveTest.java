package dev.templatedeployer.canister.vesting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.canister.vesting.Curve.Point;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void hasEvenlySpacedPointsWithBothEnds() {
    assertThat(Curve.of(START, START.plusSeconds(10), 3, CurveTest::seconds))
        .containsExactly(point(0), point(5), point(10));
  }

  @Test
  void hasNoTwoPointsAtTheSameTime() {
    assertThat(Curve.of(START, START.plusSeconds(2), 500, CurveTest::seconds))
        .containsExactly(point(0), point(1), point(2));
    assertThat(Curve.of(START, START, 50, CurveTest::seconds)).containsExactly(point(0));
  }

  @Test
  void endsAtTheVeryLastMoment() {
    Instant last = START.plusSeconds(9).plusNanos(1);

    assertThat(Curve.of(START, last, 2, CurveTest::seconds))
        .extracting(Point::at)
        .containsExactly(START, last);
  }

  @Test
  void hasFiftyPointsUnlessAskedOtherwise() {
    assertThat(Curve.pointsOf(Map.of())).isEqualTo(50);
    assertThat(Curve.pointsOf(Map.of("points", "500"))).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "501", "-3", "many", "2.5", "99999999999"})
  void refusesANumberOfPointsThatMakesNoSense(String points) {
    assertThatThrownBy(() -> Curve.pointsOf(Map.of("points", points)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a number of points for a curve. Ask for 2 to 500.".formatted(points));
  }

  private static BigInteger seconds(Instant at) {
    return BigInteger.valueOf(Duration.between(START, at).toSeconds());
  }

  private static Point point(long second) {
    return new Point(START.plusSeconds(second), BigInteger.valueOf(second));
  }
}
