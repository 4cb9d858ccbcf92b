package dev.templatedeployer.canister.vesting;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// When an amount is unlocked, counted from a start. Beside every schedule stands `initialBps`, the
/// share that is unlocked at the start; what a schedule says is about the rest, unless it says
/// otherwise.
///
/// What a sender writes is a [ScheduleConfig]; [ScheduleRules] checks it, and an [UnlockPlan] is
/// what a schedule makes of one amount.
public sealed interface Schedule {

  /// Everything at the start.
  record AtOnce() implements Schedule {}

  /// Everything when `duration` has passed: a plain time lock.
  record Single(Duration duration) implements Schedule {}

  /// Evenly over `duration`, one part each time that `every` has passed.
  record Linear(Duration duration, Duration every) implements Schedule {}

  /// Nothing before `cliff`; then `cliffBps` of the whole amount at once, and what remains evenly
  /// over `duration` from there.
  record Cliff(Duration cliff, int cliffBps, Duration duration, Duration every)
      implements Schedule {}

  /// At each step its share of the whole amount.
  record Stepped(List<Step> steps) implements Schedule {
    public Stepped {
      steps = List.copyOf(steps);
    }
  }

  /// At set times set amounts. If they do not add up to what is to be unlocked, as where one
  /// schedule serves many holders, they are shares of it.
  record Custom(List<Release> events) implements Schedule {
    public Custom {
      events = List.copyOf(events);
    }
  }

  /// One step of a [Stepped] schedule.
  ///
  /// @param after how long after the start
  /// @param bps which share of the whole amount
  record Step(Duration after, int bps) {}

  /// One release of a [Custom] schedule.
  record Release(Instant at, BigInteger amount) {}
}
