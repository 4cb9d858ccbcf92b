package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import org.jspecify.annotations.Nullable;

/// A command as its sender wrote it, before anybody asked who the sender is and whether it may.
///
/// `commandId` is the sender's own id for it, or null. `requestedBy` is on whose behalf it was
/// sent, or null; it is believed only on a topic that nobody but the service may write.
public sealed interface CommandMessage {

  /// The deployment it is about; the key of its record.
  DeploymentId id();

  /// The sender's own id for the command, or null.
  @Nullable String commandId();

  /// On whose behalf it was sent, or null.
  @Nullable String requestedBy();

  /// Asks for a deployment.
  record Deploy(
      DeploymentId id,
      @Nullable String commandId,
      @Nullable String requestedBy,
      DeploymentRequest request)
      implements CommandMessage {}

  /// Asks to try a failed deployment again.
  ///
  /// @param expectedVersion the version that the sender decided by, or null if any will do
  record Retry(
      DeploymentId id,
      @Nullable String commandId,
      @Nullable String requestedBy,
      String reason,
      @Nullable Long expectedVersion)
      implements CommandMessage {

    /// A retry of whatever version the deployment has.
    public Retry(
        DeploymentId id, @Nullable String commandId, @Nullable String requestedBy, String reason) {
      this(id, commandId, requestedBy, reason, null);
    }
  }

  /// Asks to give a deployment up.
  ///
  /// @param expectedVersion the version that the sender decided by, or null if any will do
  record Cancel(
      DeploymentId id,
      @Nullable String commandId,
      @Nullable String requestedBy,
      String reason,
      @Nullable Long expectedVersion)
      implements CommandMessage {

    /// Gives up whatever version the deployment has.
    public Cancel(
        DeploymentId id, @Nullable String commandId, @Nullable String requestedBy, String reason) {
      this(id, commandId, requestedBy, reason, null);
    }
  }
}
