package dev.templatedeployer.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that may change one deployment. What a backend or an admin asks, what an executor
/// reports, and the passing of time are all commands.
///
/// `at` is the time of the record that brought the command, as the broker stamped it; `id` is that
/// record's key.
public sealed interface DeploymentCommand {

  /// The deployment it is about.
  DeploymentId id();

  /// When the broker took it in.
  Instant at();

  /// Asks for a deployment.
  ///
  /// @param caller the authenticated sender
  /// @param terms what the service grants, settled at admission; never part of what makes two
  ///   requests the same
  record Deploy(DeploymentId id, DeploymentRequest request, String caller, Terms terms, Instant at)
      implements DeploymentCommand {}

  /// What the service settles when it lets a request in.
  ///
  /// @param templateVersion the version that will run
  /// @param policy how its attempts will be driven
  record Terms(String templateVersion, Policy policy) {}

  /// Asks to try a failed deployment again, with the config as stored.
  ///
  /// @param commandId the sender's id for this wish, so that a resend is harmless; null if the
  ///   sender gave none
  /// @param expectedVersion the version that the sender decided by: a deployment that has moved on
  ///   since is left alone; null if any will do
  record Retry(
      DeploymentId id,
      @Nullable String commandId,
      String caller,
      String reason,
      @Nullable Long expectedVersion,
      Instant at)
      implements DeploymentCommand {

    /// A retry of whatever version the deployment has.
    public Retry(
        DeploymentId id, @Nullable String commandId, String caller, String reason, Instant at) {
      this(id, commandId, caller, reason, null, at);
    }
  }

  /// Asks to give a deployment up.
  ///
  /// @param expectedVersion the version that the sender decided by: a deployment that has moved on
  ///   since is left alone; null if any will do
  record Cancel(
      DeploymentId id, String caller, String reason, @Nullable Long expectedVersion, Instant at)
      implements DeploymentCommand {

    /// Gives up whatever version the deployment has.
    public Cancel(DeploymentId id, String caller, String reason, Instant at) {
      this(id, caller, reason, null, at);
    }
  }

  /// Says that time has passed a deployment's due time.
  ///
  /// @param lastSeenAt when the executor that runs it was last heard of, or null if never since
  ///   this owner took over
  record Due(DeploymentId id, @Nullable Instant lastSeenAt, Instant at)
      implements DeploymentCommand {}

  /// Says that the work of a deployment went with its topic, so that nobody will begin it.
  record WorkLost(DeploymentId id, Instant at) implements DeploymentCommand {}

  /// What an executor says of a start. Sent for the start that `token` names.
  sealed interface Report extends DeploymentCommand {

    /// Which start of the template it is about.
    Token token();

    /// When the template was called, by the executor's clock.
    Instant startedAt();
  }

  /// The template was called and is still running.
  ///
  /// @param executor the name of the process that runs it
  record Started(DeploymentId id, Token token, String executor, Instant startedAt, Instant at)
      implements Report {}

  /// The template is running yet.
  record Heartbeat(DeploymentId id, Token token, String executor, Instant startedAt, Instant at)
      implements Report {}

  /// The template returned.
  ///
  /// @param details what it wants an admin to see, at most a few short entries
  record Succeeded(
      DeploymentId id,
      Token token,
      String executor,
      Map<String, String> details,
      Instant startedAt,
      Instant endedAt,
      Instant at)
      implements Report {
    public Succeeded {
      details = Map.copyOf(details);
    }
  }

  /// The template ended without success.
  ///
  /// @param retryAfterMillis the wait that the template asked for, in milliseconds; null if it
  ///   named none
  record AttemptFailed(
      DeploymentId id,
      Token token,
      String executor,
      Failure failure,
      @Nullable Long retryAfterMillis,
      Instant startedAt,
      Instant endedAt,
      Instant at)
      implements Report {}
}
