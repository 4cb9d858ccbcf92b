package dev.templatedeployer.domain;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a deployment needs attention if nothing is heard of it until then. Every deployment that
/// has not ended has exactly one such time, so none can stay PENDING or PROCESSING for ever.
public final class DueTimes {

  private DueTimes() {}

  /// The due time of `record`, or null if it has ended.
  ///
  /// @param lastSeenAt when the executor that runs it was last heard of, or null if that is not
  ///   known
  public static @Nullable Instant of(DeploymentRecord record, @Nullable Instant lastSeenAt) {
    Policy policy = record.terms().policy();
    Instant deadline = record.deadline();
    return switch (record.phase()) {
      case Phase.Waiting(var until) -> earlier(until, deadline);
      case Phase.Dispatched(var at) -> earlier(at.plus(policy.startTimeout()), deadline);
      case Phase.Redispatched(var at) -> at.plus(policy.startTimeout());
      case Phase.Running(_, var startedAt) ->
          earlier(
              lastHeard(startedAt, lastSeenAt).plus(policy.lease()), timeOut(record, startedAt));
      case Phase.Completed _, Phase.Failed _, Phase.Cancelled _ -> null;
    };
  }

  /// Until when `record`, which is due, is left alone because its work could not be started for a
  /// while, or its reports could not be heard: the time within which something has to be heard of
  /// it is counted from the end of that. Empty if it is due nevertheless.
  ///
  /// @param heldUntil when its work was last let go, or `now` if it still is held
  /// @param behindUntil when reports were last read late, or `now` if they still are
  public static Optional<Instant> putOff(
      DeploymentRecord record, Instant heldUntil, Instant behindUntil, Instant now) {
    Policy policy = record.terms().policy();
    Instant start = later(heldUntil, behindUntil).plus(policy.startTimeout());
    Instant until =
        switch (record.phase()) {
          case Phase.Dispatched _ -> earlier(start, record.deadline());
          case Phase.Redispatched _ -> start;
          case Phase.Running _ -> behindUntil.plus(policy.lease());
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

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, @Nullable Instant b) {
    return b == null || a.isBefore(b) ? a : b;
  }
}
