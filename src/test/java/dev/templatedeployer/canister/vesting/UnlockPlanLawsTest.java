package dev.templatedeployer.canister.vesting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.Seeds;
import dev.templatedeployer.canister.vesting.Schedule.Release;
import dev.templatedeployer.canister.vesting.Schedule.Step;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnlockPlanLawsTest {
  static final int CASES = 4_000;

  @Test
  void theRulesFindNothingWrongWithAGeneratedSchedule() {
    Seeds.each(
        CASES,
        random -> {
          var given = GeneratedSchedule.from(random);
          assertThat(
                  ScheduleRules.check(
                      "/schedule",
                      given.schedule(),
                      given.initialBps(),
                      given.amount(),
                      given.start()))
              .isEmpty();
        });
  }

  @Test
  void whatIsUnlockedNeverFallsAndNeverExceedsTheAmount() {
    Seeds.each(
        CASES,
        random -> {
          var given = GeneratedSchedule.from(random);
          var plan = given.plan();
          BigInteger before = BigInteger.ZERO;
          for (Instant t : times(random, given)) {
            BigInteger unlocked = plan.unlocked(t);
            assertThat(unlocked).as("at %s", t).isBetween(before, given.amount());
            before = unlocked;
          }
        });
  }

  @Test
  void everythingIsUnlockedAtTheEndAndNotAMomentEarlier() {
    Seeds.each(
        CASES,
        random -> {
          var given = GeneratedSchedule.from(random);
          var plan = given.plan();
          Instant end = plan.end();
          assertThat(plan.unlocked(end)).isEqualTo(given.amount());
          assertThat(plan.unlocked(end.minusNanos(1))).isLessThan(given.amount());
          assertThat(plan.nextUnlock(end)).isEmpty();
        });
  }

  @Test
  void theNextUnlockIsTheFirstMomentAtWhichThereIsMore() {
    Seeds.each(
        CASES,
        random -> {
          var given = GeneratedSchedule.from(random);
          Instant t = given.time(random);
          BigInteger now = given.plan().unlocked(t);
          given
              .plan()
              .nextUnlock(t)
              .ifPresentOrElse(
                  next -> {
                    assertThat(next).isAfter(t);
                    assertThat(given.plan().unlocked(next)).isGreaterThan(now);
                    assertThat(given.plan().unlocked(next.minusNanos(1))).isEqualTo(now);
                  },
                  () -> assertThat(now).isEqualTo(given.amount()));
        });
  }

  @Test
  void whatIsUnlockedIsWhatTheFormulaSays() {
    Seeds.each(
        CASES,
        random -> {
          var given = GeneratedSchedule.from(random);
          Instant t = given.time(random);
          assertThat(given.plan().unlocked(t)).as("at %s", t).isEqualTo(formula(given, t));
        });
  }

  @Test
  void claimsAddUpToTheSameHoweverTheyAreMade() {
    Seeds.each(
        CASES,
        random -> {
          var given = GeneratedSchedule.from(random);
          Instant last = given.time(random);
          BigInteger once = given.plan().unlocked(last);
          assertThat(claimedInParts(random, given, last)).isEqualTo(once);
          assertThat(claimedInParts(random, given, given.plan().end())).isEqualTo(given.amount());
        });
  }

  /// What was claimed up to `last` by somebody who claims now and then, sometimes all that is
  /// claimable and sometimes less, and in the end all of it.
  private static BigInteger claimedInParts(
      SplittableRandom random, GeneratedSchedule given, Instant last) {
    var plan = given.plan();
    BigInteger claimed = BigInteger.ZERO;
    List<Instant> upToLast = times(random, given).stream().filter(t -> t.isBefore(last)).toList();
    for (Instant t : upToLast) {
      BigInteger claimable = plan.unlocked(t).subtract(claimed);
      assertThat(claimable).as("claimable at %s", t).isNotNegative();
      claimed =
          claimed.add(random.nextBoolean() ? claimable : claimable.divide(BigInteger.valueOf(3)));
    }
    return claimed.add(plan.unlocked(last).subtract(claimed));
  }

  private static List<Instant> times(SplittableRandom random, GeneratedSchedule given) {
    return Stream.generate(() -> given.time(random)).limit(20).sorted().toList();
  }

  /// The formulae of the reference, as they are written there.
  private static BigInteger formula(GeneratedSchedule given, Instant t) {
    if (t.isBefore(given.start())) {
      return BigInteger.ZERO;
    }
    BigInteger amount = given.amount();
    BigInteger init = bps(amount, given.initialBps());
    Duration e = Duration.between(given.start(), t);
    return switch (given.schedule().schedule()) {
      case Schedule.AtOnce() -> amount;
      case Schedule.Single(var d) -> e.compareTo(d) >= 0 ? amount : init;
      case Schedule.Linear(var d, var every) ->
          init.add(ratio(amount.subtract(init), floored(e, every, d), d));
      case Schedule.Cliff(var cliff, var cliffBps, var d, var every) -> {
        if (e.compareTo(cliff) < 0) {
          yield init;
        }
        BigInteger rest = amount.subtract(init).subtract(bps(amount, cliffBps));
        yield init.add(bps(amount, cliffBps))
            .add(ratio(rest, floored(e.minus(cliff), every, d), d));
      }
      case Schedule.Stepped(var steps) -> {
        boolean isOver = e.compareTo(steps.getLast().after()) >= 0;
        BigInteger sum =
            steps.stream()
                .filter(step -> step.after().compareTo(e) <= 0)
                .map(Step::bps)
                .map(bps -> bps(amount, bps))
                .reduce(init, BigInteger::add);
        yield isOver ? amount : sum;
      }
      case Schedule.Custom(var events) ->
          events.stream()
              .filter(event -> !event.at().isAfter(t))
              .map(Release::amount)
              .reduce(init, BigInteger::add);
    };
  }

  private static Duration floored(Duration elapsed, Duration every, Duration duration) {
    if (elapsed.compareTo(duration) >= 0) {
      return duration;
    }
    return every.multipliedBy(elapsed.dividedBy(every));
  }

  private static BigInteger ratio(BigInteger amount, Duration part, Duration whole) {
    return amount
        .multiply(BigInteger.valueOf(part.toSeconds()))
        .divide(BigInteger.valueOf(whole.toSeconds()));
  }

  private static BigInteger bps(BigInteger amount, int bps) {
    return amount.multiply(BigInteger.valueOf(bps)).divide(BigInteger.valueOf(10_000));
  }
}
