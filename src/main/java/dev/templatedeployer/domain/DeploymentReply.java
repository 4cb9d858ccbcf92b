package dev.templatedeployer.domain;

import org.jspecify.annotations.Nullable;

/// The answer to a command: taken, and its outcome will follow; or refused.
///
/// The same command sent again gets an equal reply.
///
/// @param id the deployment; what the sender waits for, so a taken command reads `Pending(id)`
/// @param commandId the sender's own id for the command, or null if it gave none
/// @param refusal why it was not taken, or null if it was
public record DeploymentReply(
    DeploymentId id, @Nullable String commandId, @Nullable Refusal refusal) {

  /// Whether the command was taken.
  public boolean isPending() {
    return refusal == null;
  }
}
