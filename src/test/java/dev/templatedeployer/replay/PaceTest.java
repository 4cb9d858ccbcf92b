package dev.templatedeployer.replay;

import static dev.templatedeployer.replay.ReplayExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  @ParameterizedTest
  @CsvSource({"0.5, 120", "10, 20", "97, 10", "1000, 5"})
  void keepsTheRateHoweverUnevenlyItIsAsked(double rate, int seconds) {
    var pace = new Pace(rate);
    int passed = 0;
    Instant end = NOON.plusSeconds(seconds);
    int turn = 0;
    for (Instant now = NOON; now.isBefore(end); turn++) {
      int allowance = pace.allowance(now);
      pace.passed(allowance);
      passed += allowance;
      Duration wait = pace.untilNext().plusMillis(turn % 3 == 0 ? 40 : 1);
      now = now.plus(wait);
    }
    assertThat((double) passed / seconds).isCloseTo(rate, Percentage.withPercentage(10));
  }

  @Test
  void makesUpForNothingInARush() {
    var pace = new Pace(100);
    pace.passed(pace.allowance(NOON));

    assertThat(pace.allowance(NOON.plusSeconds(60))).isEqualTo(25);
  }

  @Test
  void doesNotMindAClockThatGoesBack() {
    var pace = new Pace(10);
    pace.passed(pace.allowance(NOON));

    assertThat(pace.allowance(NOON.minusSeconds(5))).isZero();
    assertThat(pace.allowance(NOON.plusMillis(100))).isEqualTo(1);
  }

  @Test
  void tellsWhenToAskAgain() {
    var pace = new Pace(10);
    pace.passed(pace.allowance(NOON));

    assertThat(pace.untilNext().toMillis()).isCloseTo(100, within(1L));
  }
}
