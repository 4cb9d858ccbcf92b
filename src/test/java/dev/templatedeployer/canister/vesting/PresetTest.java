package dev.templatedeployer.canister.vesting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final BigInteger AMOUNT = BigInteger.valueOf(720_000);

  /// After how many months of 30 days how much of 720,000 is unlocked: just before the cliff, at
  /// it, a month later, a month before the end, and at the end.
  @ParameterizedTest
  @CsvSource({
    "TEAM,      12, 0,     30000, 36, 690000",
    "ADVISORS,   6, 0,     30000, 30, 690000",
    "MARKETING,  3, 72000, 126000, 15, 666000",
    "SEED,      12, 0,     40000, 30, 680000",
    "STRATEGIC,  9, 72000, 115200, 24, 676800",
    "DEFAULT,    6, 0,     40000, 24, 680000"
  })
  void unlocksItsCliffAndThenAPartEveryMonth(
      Preset preset, int cliff, long atCliff, long monthLater, int end, long monthBeforeEnd) {
    assertUnlocked(preset, month(cliff).minusNanos(1), 0);
    assertUnlocked(preset, month(cliff), atCliff);
    assertUnlocked(preset, month(cliff + 1).minusNanos(1), atCliff);
    assertUnlocked(preset, month(cliff + 1), monthLater);
    assertUnlocked(preset, month(end).minusNanos(1), monthBeforeEnd);
    assertUnlocked(preset, month(end), 720_000);
  }

  @Test
  void unlocksTheTreasuryAtOnceAfterTwoYears() {
    assertUnlocked(Preset.TREASURY, month(24).minusNanos(1), 0);
    assertUnlocked(Preset.TREASURY, month(24), 720_000);
  }

  @ParameterizedTest
  @EnumSource
  void unlocksTheLastUnitOfEveryAmount(Preset preset) {
    for (long amount : new long[] {1, 7, 23, 999_999_999_999_999_999L}) {
      var plan = preset.config().plan(0, BigInteger.valueOf(amount), START);

      assertThat(plan.unlocked(plan.end())).isEqualTo(BigInteger.valueOf(amount));
      assertThat(plan.unlocked(plan.end().minusNanos(1))).isLessThan(BigInteger.valueOf(amount));
    }
  }

  private static void assertUnlocked(Preset preset, Instant t, long amount) {
    assertThat(preset.config().plan(0, AMOUNT, START).unlocked(t))
        .as("%s at %s", preset, t)
        .isEqualTo(BigInteger.valueOf(amount));
  }

  private static Instant month(int months) {
    return START.plus(Duration.ofDays(30L * months));
  }
}
