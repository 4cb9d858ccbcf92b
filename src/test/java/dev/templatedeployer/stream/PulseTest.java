package dev.templatedeployer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PulseTest {

  final Pulse pulse = new Pulse();

  @Test
  void isWellWhileEverythingRises() {
    for (int second = 0; second < 30; second++) {
      look(second, Map.of("a", (double) second, "b", 2.0 * second));
      assertThat(stuck(second)).isFalse();
    }
  }

  @Test
  void isStuckWhenOneOfThemStandsStillForMoreThanFiveSeconds() {
    for (int second = 0; second <= 5; second++) {
      look(second, Map.of("a", (double) second, "b", 1.0));
      assertThat(stuck(second)).as("after %d s", second).isFalse();
    }
    look(6, Map.of("a", 6.0, "b", 1.0));

    assertThat(pulse.stuck(at(6))).contains("b");
  }

  @Test
  void isWellOnlyAMomentAfterItHasBegunToBeatAgain() {
    look(0, Map.of("a", 1.0));
    look(8, Map.of("a", 1.0));
    look(9, Map.of("a", 2.0));
    assertThat(stuck(9)).isTrue();
    look(11, Map.of("a", 4.0));
    assertThat(stuck(11)).isTrue();
    look(12, Map.of("a", 5.0));
    assertThat(stuck(12)).isFalse();
  }

  @Test
  void missesNothingThatHasEnded() {
    look(0, Map.of("a", 1.0, "b", 1.0));
    look(4, Map.of("b", 2.0));
    look(8, Map.of("b", 3.0));
    assertThat(stuck(8)).isFalse();
  }

  @Test
  void beginsAnewWithACounterThatBeginsAnew() {
    look(0, Map.of("a", 700.0));
    look(4, Map.of("a", 0.0));
    look(8, Map.of("a", 0.0));
    assertThat(stuck(8)).isFalse();
  }

  private void look(int second, Map<String, Double> counters) {
    pulse.look(counters, at(second));
  }

  private boolean stuck(int second) {
    return pulse.stuck(at(second)).isPresent();
  }

  private static long at(int second) {
    return TimeUnit.SECONDS.toNanos(second);
  }
}
