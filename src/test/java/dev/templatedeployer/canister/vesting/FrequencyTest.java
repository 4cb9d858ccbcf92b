package dev.templatedeployer.canister.vesting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyTest {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /// 3,153,600,000 units over ten years are ten a second.
  static final BigInteger TEN_A_SECOND = BigInteger.valueOf(3_153_600_000L);

  @ParameterizedTest
  @CsvSource({
    "CONTINUOUS,        1",
    "DAILY,         86400",
    "WEEKLY,       604800",
    "MONTHLY,     2592000",
    "QUARTERLY,   7776000",
    "YEARLY,     31536000"
  })
  void releasesAPartEachTimeThatItsPeriodHasPassedAndNotBefore(Frequency every, long seconds) {
    var plan = ScheduleConfig.linear(ScheduleRules.LONGEST, every).plan(0, TEN_A_SECOND, START);

    for (long n = 1; n <= 3; n++) {
      Instant nth = START.plusSeconds(n * seconds);
      assertThat(plan.unlocked(nth)).isEqualTo(BigInteger.valueOf(n * seconds * 10));
      assertThat(plan.unlocked(nth.minusNanos(1)))
          .isEqualTo(BigInteger.valueOf((n - 1) * seconds * 10));
      assertThat(plan.nextUnlock(nth.minusNanos(1))).hasValue(nth);
    }
  }

  @Test
  void mayBeAnyNumberOfSeconds() {
    var custom =
        new ScheduleConfig(
            ScheduleConfig.Kind.LINEAR,
            Duration.ofSeconds(100),
            null,
            null,
            Frequency.CUSTOM,
            33L,
            null,
            null);
    var plan = custom.plan(0, BigInteger.valueOf(1_000), START);

    assertThat(plan.unlocked(START.plusSeconds(32))).isZero();
    assertThat(plan.unlocked(START.plusSeconds(33))).isEqualTo(BigInteger.valueOf(330));
    assertThat(plan.unlocked(START.plusSeconds(99))).isEqualTo(BigInteger.valueOf(990));
    assertThat(plan.unlocked(START.plusSeconds(100))).isEqualTo(BigInteger.valueOf(1_000));
  }
}
