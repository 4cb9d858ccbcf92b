package dev.templatedeployer.domain;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that happened to one deployment. Events are the truth; a record is what they add up
/// to.
///
/// An event keeps its meaning for ever: what should mean something else is a new event.
public sealed interface DeploymentEvent {

  /// When it was decided.
  Instant at();

  /// A deployment was accepted.
  ///
  /// @param startAt when its first attempt may start; work is dispatched at once if that is not
  ///   after `at`, and the deadline is
  record Requested(
      DeploymentId id,
      DeploymentRequest request,
      String caller,
      DeploymentCommand.Terms terms,
      Principal canisterId,
      Instant startAt,
      Instant at)
      implements DeploymentEvent {}

  /// Work for `token` was handed to the executors: a wait was over, or the last dispatch was never
  /// picked up.
  record Dispatched(Token token, Instant at) implements DeploymentEvent {}

  /// An executor called the template.
  record Started(Token token, String executor, Instant startedAt, Instant at)
      implements DeploymentEvent {}

  /// The executor that ran the attempt fell silent, and work for `token`, the attempt's next drive,
  /// was handed out.
  ///
  /// @param lastSeenAt when it was last heard of
  record Redriven(Token token, Instant lastSeenAt, Instant at) implements DeploymentEvent {}

  /// An attempt ended without success and another one will follow.
  ///
  /// @param startedAt when the template was called, or null if nobody knows
  /// @param nextAttemptAt when the next attempt is due
  record AttemptFailed(
      Token token,
      Failure failure,
      @Nullable Instant startedAt,
      Instant endedAt,
      Instant nextAttemptAt,
      Instant at)
      implements DeploymentEvent {}

  /// The canister exists. May follow a failure or a cancellation, and be of an older start than the
  /// newest.
  record Completed(
      Token token, Map<String, String> details, Instant startedAt, Instant endedAt, Instant at)
      implements DeploymentEvent {
    public Completed {
      details = Map.copyOf(details);
    }
  }

  /// The deployment ended without success.
  ///
  /// @param startedAt when the last attempt's template was called, or null if it never was
  record Failed(
      Token token, Failure failure, @Nullable Instant startedAt, Instant endedAt, Instant at)
      implements DeploymentEvent {}

  /// An admin gave a failed deployment another run, beginning with the attempt `token`.
  ///
  /// @param commandId the sender's id for the wish, or null
  record Retried(Token token, @Nullable String commandId, String caller, String reason, Instant at)
      implements DeploymentEvent {}

  /// Somebody wants a deployment given up whose work is with the executors; it is, unless they
  /// report a success.
  record CancelRequested(String caller, String reason, Instant at) implements DeploymentEvent {}

  /// The deployment was given up: nobody had reported a success.
  record Cancelled(Token token, String caller, String reason, Instant at)
      implements DeploymentEvent {}
}
