package dev.templatedeployer.canister.vesting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.vesting.Schedule.Release;
import dev.templatedeployer.canister.vesting.Schedule.Step;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UnlockPlanTest {
  static final Instant START = Instant.parse("2026-03-01T12:00:00.250Z");
  static final BigInteger THOUSAND = BigInteger.valueOf(1_000);

  @Nested
  class AnInstantSchedule {
    final UnlockPlan plan = ScheduleConfig.instant().plan(0, THOUSAND, START);

    @Test
    void unlocksEverythingAtTheStartAndNothingBefore() {
      assertUnlocked(plan, START.minusNanos(1), 0);
      assertUnlocked(plan, START, 1_000);
      assertThat(plan.end()).isEqualTo(START);
    }

    @Test
    void isUnlockedNextAtTheStart() {
      assertThat(plan.nextUnlock(START.minusSeconds(9))).hasValue(START);
      assertThat(plan.nextUnlock(START)).isEmpty();
    }
  }

  @Nested
  class ASingleSchedule {
    final UnlockPlan plan = ScheduleConfig.single(days(10)).plan(500, THOUSAND, START);

    @Test
    void keepsAllButTheInitialPartUntilItsTime() {
      assertUnlocked(plan, START, 50);
      assertUnlocked(plan, at(days(10)).minusNanos(1), 50);
      assertUnlocked(plan, at(days(10)), 1_000);
    }

    @Test
    void isUnlockedNextAtItsTime() {
      assertThat(plan.nextUnlock(START)).hasValue(at(days(10)));
      assertThat(plan.end()).isEqualTo(at(days(10)));
    }
  }

  @Nested
  class ALinearSchedule {
    @Test
    void releasesAPartOnlyWhenTheFrequencySaysSo() {
      var plan = ScheduleConfig.linear(days(10), Frequency.DAILY).plan(1_000, THOUSAND, START);

      assertUnlocked(plan, START, 100);
      assertUnlocked(plan, at(days(1)).minusNanos(1), 100);
      assertUnlocked(plan, at(days(1)), 190);
      assertUnlocked(plan, at(days(9)).plusSeconds(86_399), 910);
      assertUnlocked(plan, at(days(10)), 1_000);
      assertThat(plan.nextUnlock(at(days(3)))).hasValue(at(days(4)));
    }

    @Test
    void releasesEverySecondIfItIsContinuous() {
      var plan =
          ScheduleConfig.linear(Duration.ofSeconds(1_000), Frequency.CONTINUOUS)
              .plan(0, THOUSAND, START);

      assertUnlocked(plan, START.plusSeconds(1), 1);
      assertUnlocked(plan, START.plusSeconds(999), 999);
      assertThat(plan.nextUnlock(START.plusMillis(1_500))).hasValue(START.plusSeconds(2));
    }

    @Test
    void endsOnTimeEvenIfThePeriodsDoNotFillTheDuration() {
      var plan = ScheduleConfig.linear(days(10), Frequency.WEEKLY).plan(0, THOUSAND, START);

      assertUnlocked(plan, at(days(7)), 700);
      assertUnlocked(plan, at(days(10)).minusNanos(1), 700);
      assertUnlocked(plan, at(days(10)), 1_000);
      assertThat(plan.nextUnlock(at(days(8)))).hasValue(at(days(10)));
    }

    @Test
    void multipliesBeforeItDivides() {
      var tiny = BigInteger.valueOf(7);
      var plan = ScheduleConfig.linear(days(100), Frequency.DAILY).plan(0, tiny, START);

      assertUnlocked(plan, at(days(14)), 0);
      assertUnlocked(plan, at(days(15)), 1);
      assertUnlocked(plan, at(days(99)), 6);
      assertUnlocked(plan, at(days(100)), 7);
    }

    @Test
    void passesOverPeriodsInWhichNothingIsReleased() {
      var plan = ScheduleConfig.linear(days(100), Frequency.DAILY).plan(0, BigInteger.TWO, START);

      assertThat(plan.nextUnlock(START)).hasValue(at(days(50)));
    }
  }

  @Nested
  class ACliffSchedule {
    final UnlockPlan plan =
        ScheduleConfig.cliff(days(90), 2_000, days(100), Frequency.DAILY)
            .plan(1_000, THOUSAND, START);

    @Test
    void unlocksTheInitialPartThenTheCliffThenTheRestEvenly() {
      assertUnlocked(plan, START, 100);
      assertUnlocked(plan, at(days(90)).minusNanos(1), 100);
      assertUnlocked(plan, at(days(90)), 300);
      assertUnlocked(plan, at(days(91)), 307);
      assertUnlocked(plan, at(days(190)), 1_000);
    }

    @Test
    void isUnlockedNextAtTheCliff() {
      assertThat(plan.nextUnlock(at(days(2)))).hasValue(at(days(90)));
      assertThat(plan.nextUnlock(at(days(90)))).hasValue(at(days(91)));
      assertThat(plan.end()).isEqualTo(at(days(190)));
    }

    @Test
    void isUnlockedNextAfterTheCliffIfTheCliffItselfUnlocksNothing() {
      var withoutCliffPart =
          ScheduleConfig.cliff(days(90), 0, days(100), Frequency.MONTHLY).plan(0, THOUSAND, START);

      assertThat(withoutCliffPart.nextUnlock(START)).hasValue(at(days(120)));
    }

    @Test
    void mayUnlockEverythingAtTheCliff() {
      var all = ScheduleConfig.cliff(days(90), 9_000, days(9), Frequency.DAILY);

      assertUnlocked(all.plan(1_000, THOUSAND, START), at(days(90)), 1_000);
      assertThat(all.plan(1_000, THOUSAND, START).end()).isEqualTo(at(days(90)));
    }
  }

  @Nested
  class ASteppedSchedule {
    final UnlockPlan plan =
        ScheduleConfig.stepped(
                List.of(
                    new Step(days(1), 3_333), new Step(days(2), 3_333), new Step(days(3), 3_334)))
            .plan(0, BigInteger.valueOf(10), START);

    @Test
    void unlocksAShareAtEachStep() {
      assertUnlocked(plan, START, 0);
      assertUnlocked(plan, at(days(1)), 3);
      assertUnlocked(plan, at(days(2)), 6);
    }

    @Test
    void leavesNoDustAtTheLastStep() {
      assertUnlocked(plan, at(days(3)), 10);
      assertThat(plan.end()).isEqualTo(at(days(3)));
    }
  }

  @Nested
  class ACustomSchedule {
    final ScheduleConfig schedule =
        ScheduleConfig.custom(
            List.of(
                new Release(at(days(1)), BigInteger.valueOf(100)),
                new Release(at(days(7)), BigInteger.valueOf(800))));

    @Test
    void unlocksSetAmountsAtSetTimes() {
      var plan = schedule.plan(1_000, THOUSAND, START);

      assertUnlocked(plan, START, 100);
      assertUnlocked(plan, at(days(1)), 200);
      assertUnlocked(plan, at(days(7)).minusNanos(1), 200);
      assertUnlocked(plan, at(days(7)), 1_000);
    }

    @Test
    void unlocksSharesForAHolderWhoHasLess() {
      var plan = schedule.plan(0, BigInteger.valueOf(10), START);

      assertUnlocked(plan, at(days(1)), 1);
      assertUnlocked(plan, at(days(7)), 10);
    }

    @Test
    void countsWhatLiesBeforeTheStartFromTheStartOn() {
      var plan = schedule.plan(1_000, THOUSAND, at(days(3)));

      assertUnlocked(plan, at(days(2)), 0);
      assertUnlocked(plan, at(days(3)), 200);
    }
  }

  @Nested
  class TheLargestAmountOverTheLongestTime {
    final BigInteger largest = BigInteger.TEN.pow(17);

    @Test
    void isNotTooLargeToBeMultipliedBySeconds() {
      var plan =
          ScheduleConfig.linear(ScheduleRules.LONGEST, Frequency.CONTINUOUS)
              .plan(0, largest, START);

      // 10^17 * 315,359,999 / 315,360,000, which does not fit into 64 bits before it is divided
      assertThat(plan.unlocked(at(ScheduleRules.LONGEST).minusSeconds(1)))
          .isEqualTo(new BigInteger("99999999682902080"));
      assertThat(plan.unlocked(at(ScheduleRules.LONGEST))).isEqualTo(largest);
    }

    @Test
    void isUnlockedByAnySchedule() {
      for (ScheduleConfig schedule :
          List.of(
              ScheduleConfig.single(ScheduleRules.LONGEST),
              ScheduleConfig.cliff(days(1), 1, days(3_649), Frequency.CONTINUOUS),
              ScheduleConfig.stepped(List.of(new Step(ScheduleRules.LONGEST, 9_999))),
              ScheduleConfig.custom(
                  List.of(
                      new Release(at(days(1)), BigInteger.TEN.pow(13).multiply(ALMOST_ALL)))))) {
        var plan = schedule.plan(1, largest, START);
        assertThat(plan.unlocked(plan.end())).isEqualTo(largest);
        assertThat(plan.unlocked(START)).isEqualTo(BigInteger.TEN.pow(13));
      }
    }

    @Test
    void canBeAskedForAtTheFirstAndTheLastMomentThereIs() {
      var plan =
          ScheduleConfig.cliff(days(90), 1_000, days(3_000), Frequency.MONTHLY)
              .plan(0, largest, START);

      assertThat(plan.unlocked(Instant.MIN)).isZero();
      assertThat(plan.unlocked(Instant.MAX)).isEqualTo(largest);
      assertThat(plan.nextUnlock(Instant.MIN)).hasValue(at(days(90)));
      assertThat(plan.nextUnlock(Instant.MAX)).isEmpty();
    }

    private static final BigInteger ALMOST_ALL = BigInteger.valueOf(9_999);
  }

  private static void assertUnlocked(UnlockPlan plan, Instant t, long amount) {
    assertThat(plan.unlocked(t)).as("at %s", t).isEqualTo(BigInteger.valueOf(amount));
  }

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }

  private static Instant at(Duration afterStart) {
    return START.plus(afterStart);
  }
}
