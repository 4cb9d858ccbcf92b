package dev.templatedeployer.canister.vesting;

import static java.util.Objects.requireNonNull;

import dev.templatedeployer.canister.vesting.Schedule.Release;
import dev.templatedeployer.canister.vesting.Schedule.Step;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A schedule as its sender wrote it: a kind, and the fields that any kind may need side by side,
/// so that [ScheduleRules] can say precisely which are missing and which have no meaning.
///
/// @param duration how long until everything is unlocked; after the cliff, if there is one
/// @param cliff how long nothing is unlocked
/// @param cliffBps the share of the whole amount that the cliff unlocks
/// @param every how often a part is released; null for [Frequency#CONTINUOUS]
/// @param everySeconds how often, if `every` is [Frequency#CUSTOM]
public record ScheduleConfig(
    Kind kind,
    @Nullable Duration duration,
    @Nullable Duration cliff,
    @Nullable Integer cliffBps,
    @Nullable Frequency every,
    @Nullable Long everySeconds,
    @Nullable List<Step> steps,
    @Nullable List<Release> events) {

  /// The kinds of schedule.
  public enum Kind {
    /// [Schedule.AtOnce]
    INSTANT,
    /// [Schedule.Single]
    SINGLE,
    /// [Schedule.Linear]
    LINEAR,
    /// [Schedule.Cliff]
    CLIFF,
    /// [Schedule.Stepped]
    STEPPED,
    /// [Schedule.Custom]
    CUSTOM
  }

  public ScheduleConfig {
    steps = steps == null ? null : List.copyOf(steps);
    events = events == null ? null : List.copyOf(events);
  }

  /// Everything at the start.
  public static ScheduleConfig instant() {
    return new ScheduleConfig(Kind.INSTANT, null, null, null, null, null, null, null);
  }

  /// Everything when `duration` has passed.
  public static ScheduleConfig single(Duration duration) {
    return new ScheduleConfig(Kind.SINGLE, duration, null, null, null, null, null, null);
  }

  /// Evenly over `duration`.
  public static ScheduleConfig linear(Duration duration, Frequency every) {
    return new ScheduleConfig(Kind.LINEAR, duration, null, null, every, null, null, null);
  }

  /// `cliffBps` after `cliff`, and what remains evenly over `duration` from there.
  public static ScheduleConfig cliff(
      Duration cliff, int cliffBps, Duration duration, Frequency every) {
    return new ScheduleConfig(Kind.CLIFF, duration, cliff, cliffBps, every, null, null, null);
  }

  /// At each step its share.
  public static ScheduleConfig stepped(List<Step> steps) {
    return new ScheduleConfig(Kind.STEPPED, null, null, null, null, null, steps, null);
  }

  /// At set times set amounts.
  public static ScheduleConfig custom(List<Release> events) {
    return new ScheduleConfig(Kind.CUSTOM, null, null, null, null, null, null, events);
  }

  /// The schedule that this describes. Ask only when [ScheduleRules] found nothing wrong with it.
  public Schedule schedule() {
    return switch (kind) {
      case INSTANT -> new Schedule.AtOnce();
      case SINGLE -> new Schedule.Single(requireNonNull(duration));
      case LINEAR -> new Schedule.Linear(requireNonNull(duration), requireNonNull(period()));
      case CLIFF ->
          new Schedule.Cliff(
              requireNonNull(cliff),
              requireNonNull(cliffBps),
              requireNonNull(duration),
              requireNonNull(period()));
      case STEPPED -> new Schedule.Stepped(requireNonNull(steps));
      case CUSTOM -> new Schedule.Custom(requireNonNull(events));
    };
  }

  /// What this unlocks of `amount` from `start` on. Ask only when [ScheduleRules] found nothing
  /// wrong with it.
  public UnlockPlan plan(int initialBps, BigInteger amount, Instant start) {
    return UnlockPlan.of(schedule(), initialBps, amount, start);
  }

  /// The time between two releases, or null if it should have been said and was not.
  @Nullable Duration period() {
    if (every != Frequency.CUSTOM) {
      return (every == null ? Frequency.CONTINUOUS : every).period();
    }
    return everySeconds == null ? null : Duration.ofSeconds(everySeconds);
  }
}
