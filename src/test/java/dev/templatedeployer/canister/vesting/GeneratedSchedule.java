package dev.templatedeployer.canister.vesting;

import dev.templatedeployer.canister.vesting.Schedule.Release;
import dev.templatedeployer.canister.vesting.Schedule.Step;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// A schedule of any kind with all that belongs to it, such that the rules find nothing wrong: made
/// by chance, small as well as large, short as well as long.
public record GeneratedSchedule(
    ScheduleConfig schedule, int initialBps, BigInteger amount, Instant start) {

  private static final long LONGEST = ScheduleRules.LONGEST.toSeconds();
  private static final Instant AROUND = Instant.parse("2026-03-01T12:00:00Z");

  /// The next one.
  public static GeneratedSchedule from(SplittableRandom random) {
    BigInteger amount = BigInteger.valueOf(random.nextLong(1, upTo(random, 17) + 1));
    Instant start = AROUND.plusSeconds(random.nextInt(90_000_000)).plusNanos(random.nextInt(1_000));
    int initialBps = random.nextBoolean() ? 0 : random.nextInt(10_001);
    return switch (oneOf(random, ScheduleConfig.Kind.values())) {
      case INSTANT -> of(ScheduleConfig.instant(), initialBps, amount, start);
      case SINGLE -> of(ScheduleConfig.single(seconds(random, LONGEST)), initialBps, amount, start);
      case LINEAR -> of(linear(random), initialBps, amount, start);
      case CLIFF -> of(cliff(random, initialBps), initialBps, amount, start);
      case STEPPED -> of(stepped(random, initialBps % 9_000), initialBps % 9_000, amount, start);
      case CUSTOM -> of(custom(random, amount, start), 0, amount, start);
    };
  }

  /// What it makes of its amount.
  public UnlockPlan plan() {
    return schedule.plan(initialBps, amount, start);
  }

  /// A time at which something may happen: often just at, before or after a release.
  public Instant time(SplittableRandom random) {
    var plan = plan();
    long span = Duration.between(start, plan.end()).toSeconds() + 2;
    Instant any = start.plusSeconds(random.nextLong(-span / 10 - 2, span + span / 10));
    return switch (random.nextInt(4)) {
      case 0 -> any.plusNanos(random.nextInt(1_000_000_000));
      case 1 -> plan.nextUnlock(any).orElse(any);
      case 2 -> plan.nextUnlock(any).orElse(any).minusNanos(1);
      default -> any;
    };
  }

  private static GeneratedSchedule of(
      ScheduleConfig schedule, int initialBps, BigInteger amount, Instant start) {
    return new GeneratedSchedule(schedule, initialBps, amount, start);
  }

  private static ScheduleConfig linear(SplittableRandom random) {
    Duration duration = seconds(random, LONGEST);
    return every(random, ScheduleConfig.linear(duration, Frequency.CONTINUOUS), duration);
  }

  private static ScheduleConfig cliff(SplittableRandom random, int initialBps) {
    Duration cliff = seconds(random, LONGEST - 1);
    Duration duration = seconds(random, LONGEST - cliff.toSeconds());
    int cliffBps = random.nextInt(10_001 - initialBps);
    return every(
        random, ScheduleConfig.cliff(cliff, cliffBps, duration, Frequency.CONTINUOUS), duration);
  }

  /// The schedule with a frequency that is not longer than `duration`.
  private static ScheduleConfig every(
      SplittableRandom random, ScheduleConfig schedule, Duration duration) {
    Frequency frequency = oneOf(random, Frequency.values());
    Duration period = frequency.period();
    boolean isCustom = period == null || period.compareTo(duration) > 0;
    return new ScheduleConfig(
        schedule.kind(),
        duration,
        schedule.cliff(),
        schedule.cliffBps(),
        isCustom ? Frequency.CUSTOM : frequency,
        isCustom ? seconds(random, duration.toSeconds()).toSeconds() : null,
        null,
        null);
  }

  private static ScheduleConfig stepped(SplittableRandom random, int initialBps) {
    var steps = new ArrayList<Step>();
    int left = 10_000 - initialBps;
    for (long after : increasing(random, 100)) {
      steps.add(new Step(Duration.ofSeconds(after), 1 + random.nextInt(20)));
    }
    int others = steps.stream().limit(steps.size() - 1L).mapToInt(Step::bps).sum();
    steps.set(steps.size() - 1, new Step(steps.getLast().after(), left - others % left));
    if (others >= left) {
      return ScheduleConfig.stepped(List.of(new Step(steps.getLast().after(), left)));
    }
    return ScheduleConfig.stepped(steps);
  }

  private static ScheduleConfig custom(SplittableRandom random, BigInteger amount, Instant start) {
    var events = new ArrayList<Release>();
    BigInteger left = amount;
    for (long after : increasing(random, 366)) {
      if (left.signum() == 0) {
        break;
      }
      BigInteger part = BigInteger.valueOf(random.nextLong(1, left.longValueExact() + 1));
      events.add(new Release(start.plusSeconds(after), part));
      left = left.subtract(part);
    }
    Release last = events.getLast();
    events.set(events.size() - 1, new Release(last.at(), last.amount().add(left)));
    return ScheduleConfig.custom(events);
  }

  /// Mostly a few, now and then up to `most`.
  private static TreeSet<Long> increasing(SplittableRandom random, int most) {
    int count = 1 + random.nextInt(random.nextInt(10) == 0 ? most : 8);
    var seconds = new TreeSet<Long>();
    while (seconds.size() < count) {
      seconds.add(random.nextLong(1, LONGEST + 1));
    }
    return seconds;
  }

  /// From one second to `most`, short ones as often as long ones.
  private static Duration seconds(SplittableRandom random, long most) {
    return Duration.ofSeconds(random.nextLong(1, Math.min(most, upTo(random, 9)) + 1));
  }

  private static <T> T oneOf(SplittableRandom random, T[] values) {
    return List.of(values).get(random.nextInt(values.length));
  }

  private static long upTo(SplittableRandom random, int digits) {
    return BigInteger.TEN.pow(1 + random.nextInt(digits)).longValueExact();
  }
}
