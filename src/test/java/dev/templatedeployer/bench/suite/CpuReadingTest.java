package dev.templatedeployer.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuReadingTest {

  private static final CpuReading BEFORE = new CpuReading(Map.of("broker", 4.0), 10, 0);
  private static final CpuReading AFTER =
      new CpuReading(Map.of("broker", 6.0, "service", 1.0), 15, 2_000_000_000L);

  @Test
  void tellsWhatEachProgramUsedAndCountsANewOneFromItsStart() {
    assertThat(AFTER.since(BEFORE)).isEqualTo(Map.of("broker", 2.0, "service", 1.0));
  }

  @Test
  void tellsHowManyCoresOthersKeptBusy() {
    assertThat(AFTER.coresOfOthersSince(BEFORE)).isEqualTo(1.0); // 5 s of 2 s, 3 of them ours
  }

  @Test
  void saysNothingOfOthersIfTheMachineDoesNotTell() {
    var silent = new CpuReading(Map.of(), Double.NaN, 1_000_000_000L);
    assertThat(silent.coresOfOthersSince(BEFORE)).isNaN();
  }
}
