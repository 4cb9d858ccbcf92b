package dev.templatedeployer.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// When a deployment needs attention if nothing is heard of it until then. Every deployment that
/// has not ended has exactly one such time, so none can stay PENDING or PROCESSING for ever.
public final class DueTimes {

  /// Work that is held comes no nearer to its time, however close it is. It is looked at no more
  /// often than this, since there may be very much of it.
  static final Duration WHILE_HELD = Duration.ofSeconds(10);

  private DueTimes() {}

  /// The due time of `record`, or null if it has ended.
  ///
  /// @param lastSeenAt when the executor that runs it was last heard of, or null if that is not
  ///   known
  public static @Nullable Instant of(DeploymentRecord record, @Nullable Instant lastSeenAt) {
    Policy policy = record.terms().policy();
    Instant deadline = record.deadline();
    DeploymentRecord.CancelWish wish = record.cancel();
    return switch (record.phase()) {
      case Phase.Waiting(var until) -> earlier(until, deadline);
      case Phase.Dispatched _, Phase.Redispatched _ when wish != null ->
          wish.at().plus(policy.lease());
      case Phase.Dispatched(var at) -> earlier(at.plus(policy.startTimeout()), deadline);
      case Phase.Redispatched(var at) -> at.plus(policy.startTimeout());
      case Phase.Running(_, var startedAt) ->
          earlier(
              lastHeard(startedAt, lastSeenAt).plus(policy.lease()), timeOut(record, startedAt));
      case Phase.Completed _, Phase.Failed _, Phase.Cancelled _ -> null;
    };
  }

  /// Until when `record`, which is due, is left alone because its work was held for a part of the
  /// time that it had to be begun: exactly that part is added. Empty if it is due nevertheless.
  ///
  /// @param heldSince for how long in all its work was held between a moment and `now`
  /// @param isHeld whether it still is; then nothing is missed for [#WHILE_HELD]
  public static Optional<Instant> putOff(
      DeploymentRecord record, Function<Instant, Duration> heldSince, boolean isHeld, Instant now) {
    if (record.cancel() != null) {
      return Optional.empty();
    }
    Instant until =
        switch (record.phase()) {
          case Phase.Dispatched(var at) ->
              earlier(start(record, at, heldSince, isHeld, now), record.deadline());
          case Phase.Redispatched(var at) -> start(record, at, heldSince, isHeld, now);
          default -> now;
        };
    return Optional.of(until).filter(time -> time.isAfter(now));
  }

  /// Until when `record`, which is due and whose template is not here, is left alone: as long as
  /// its work has to be picked up, from when it was due or, if that is later, when it was first
  /// looked at. Empty if that has passed.
  ///
  /// @param since when this owner took over
  public static Optional<Instant> templateAwaited(
      DeploymentRecord record, DeploymentCommand.Due due, Instant since) {
    Instant dueAt = of(record, due.lastSeenAt());
    if (dueAt == null) {
      return Optional.empty();
    }
    Instant from = since.isAfter(dueAt) ? since : dueAt;
    Instant until = earlier(from.plus(record.terms().policy().startTimeout()), record.deadline());
    return Optional.of(until).filter(time -> time.isAfter(due.at()));
  }

  private static Instant start(
      DeploymentRecord record,
      Instant dispatchedAt,
      Function<Instant, Duration> heldSince,
      boolean isHeld,
      Instant now) {
    Instant due =
        dispatchedAt
            .plus(record.terms().policy().startTimeout())
            .plus(heldSince.apply(dispatchedAt));
    Instant lookAgain = now.plus(WHILE_HELD);
    return isHeld && due.isAfter(now) && due.isBefore(lookAgain) ? lookAgain : due;
  }

  /// When a running attempt counts as timed out although its executor is alive. The executor
  /// interrupts it one lease earlier and says so itself; this is for the one that does not.
  static Instant timeOut(DeploymentRecord record, Instant startedAt) {
    Policy policy = record.terms().policy();
    return startedAt.plus(policy.attemptTimeout()).plus(policy.lease());
  }

  /// When a running attempt was last heard of: at its start, or later.
  static Instant lastHeard(Instant startedAt, @Nullable Instant lastSeenAt) {
    return lastSeenAt == null || lastSeenAt.isBefore(startedAt) ? startedAt : lastSeenAt;
  }

  private static Instant earlier(Instant a, @Nullable Instant b) {
    return b == null || a.isBefore(b) ? a : b;
  }
}
