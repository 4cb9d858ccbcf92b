package dev.templatedeployer.domain;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the world is told because of an event: work for the executors, and the outcome for
/// everybody.
///
/// Both follow from the event and the record after it alone, so they are published in the
/// transaction of the event.
public final class Publications {

  private Publications() {}

  /// What the executors are told, if anything.
  ///
  /// @param before the record before the event, or null if it is the first
  /// @param after the record after the event
  public static Optional<Work> work(
      @Nullable DeploymentRecord before, DeploymentEvent event, DeploymentRecord after) {
    return switch (event) {
      case DeploymentEvent.Requested _, DeploymentEvent.Retried _, DeploymentEvent.Dispatched _ ->
          after.phase() instanceof Phase.Dispatched ? Optional.of(start(after)) : Optional.empty();
      case DeploymentEvent.Redriven _ -> Optional.of(start(after));
      case DeploymentEvent.CancelRequested(_, var reason, _) ->
          Optional.of(stop(after, after.token(), "Cancelled: " + reason));
      case DeploymentEvent.AttemptFailed e ->
          stopIfUnreported(before, after, e.token(), e.failure());
      case DeploymentEvent.Failed e -> stopIfUnreported(before, after, e.token(), e.failure());
      case DeploymentEvent.Completed e -> stopIfOlder(before, after, e.token());
      // Who had the work was told to stop when somebody wished it.
      case DeploymentEvent.Started _, DeploymentEvent.Cancelled _ -> Optional.empty();
    };
  }

  /// The outcome, if the event is the end of a run.
  ///
  /// @param before the record before the event, or null if it is the first
  /// @param after the record after the event
  public static Optional<DeploymentOutcome> outcome(
      @Nullable DeploymentRecord before, DeploymentRecord after) {
    return switch (after.phase()) {
      case Phase.Waiting _, Phase.Dispatched _, Phase.Running _, Phase.Redispatched _ ->
          Optional.empty();
      case Phase.Completed(var details) -> Optional.of(outcome(before, after, null, details, null));
      case Phase.Failed(var failure) ->
          Optional.of(outcome(before, after, failure, Map.of(), null));
      case Phase.Cancelled(_, var reason) ->
          Optional.of(outcome(before, after, null, Map.of(), reason));
    };
  }

  private static Work.Start start(DeploymentRecord record) {
    DeploymentRequest request = record.request();
    return new Work.Start(
        record.id(),
        request.template(),
        record.terms().templateVersion(),
        record.token(),
        request.config(),
        request.owner(),
        record.canisterId(),
        request.labels(),
        record.createdAt(),
        record.deadline(),
        record.terms().policy().attemptTimeout(),
        record.terms().policy().lease());
  }

  /// An executor that reported the end knows it. One that fell silent may still be running, or may
  /// find the work again when it comes back, and has to be told.
  private static Optional<Work> stopIfUnreported(
      @Nullable DeploymentRecord before, DeploymentRecord after, Token token, Failure failure) {
    return before != null && isWithExecutors(before.phase()) && isDecidedByTime(failure)
        ? Optional.of(stop(after, token, failure.message()))
        : Optional.empty();
  }

  /// Once an older start has succeeded, the newest has nothing left to do.
  private static Optional<Work> stopIfOlder(
      @Nullable DeploymentRecord before, DeploymentRecord after, Token succeeded) {
    return before != null && isWithExecutors(before.phase()) && !succeeded.equals(before.token())
        ? Optional.of(stop(after, before.token(), "Start %s succeeded.".formatted(succeeded)))
        : Optional.empty();
  }

  private static boolean isDecidedByTime(Failure failure) {
    return switch (failure.code()) {
      case Failure.TIMED_OUT, Failure.LEASE_LOST, Failure.DEADLINE_PASSED -> true;
      default -> false;
    };
  }

  private static boolean isWithExecutors(Phase phase) {
    return switch (phase) {
      case Phase.Dispatched _, Phase.Running _, Phase.Redispatched _ -> true;
      case Phase.Waiting _, Phase.Completed _, Phase.Failed _, Phase.Cancelled _ -> false;
    };
  }

  private static Work.Stop stop(DeploymentRecord record, Token token, String reason) {
    return new Work.Stop(record.id(), record.request().template(), token, reason);
  }

  private static DeploymentOutcome outcome(
      @Nullable DeploymentRecord before,
      DeploymentRecord after,
      @Nullable Failure failure,
      Map<String, String> details,
      @Nullable String reason) {
    DeploymentRequest request = after.request();
    return new DeploymentOutcome(
        after.id(),
        after.version(),
        after.run(),
        before == null ? null : before.lastOutcomeVersion(),
        after.status(),
        request.template(),
        after.terms().templateVersion(),
        request.owner(),
        after.caller(),
        after.status() == Status.COMPLETED ? after.canisterId() : null,
        failure,
        details,
        reason,
        after.token().attempt(),
        request.config().digest(),
        request.labels(),
        after.createdAt(),
        after.startedAt(),
        after.updatedAt());
  }
}
