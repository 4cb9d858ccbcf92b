package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whoever waited for the outcome of a deployment does not wait any more. Says nothing about the
/// deployment, which goes on by itself.
public final class NoOutcome extends Exception {

  private static final long serialVersionUID = 1;

  private final DeploymentId id;
  private final Reason reason;

  /// Why nobody waits any more.
  public enum Reason {
    /// It had not ended in time.
    TIMED_OUT,
    /// An outcome came that this client cannot read.
    UNREADABLE,
    /// The client was closed.
    CLOSED
  }

  private NoOutcome(DeploymentId id, Reason reason, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.id = id;
    this.reason = reason;
  }

  /// The deployment that was waited for.
  public DeploymentId id() {
    return id;
  }

  /// Why, for programs.
  public Reason reason() {
    return reason;
  }

  static NoOutcome timedOut(DeploymentId id, Duration patience) {
    return new NoOutcome(
        id,
        Reason.TIMED_OUT,
        "The deployment '%s' was sent and had not ended after %d ms. It goes on: ask for it later, send the same deployment again to wait on, or subscribe to outcomes."
            .formatted(id, patience.toMillis()),
        null);
  }

  static NoOutcome unreadable(DeploymentId id, Throwable trouble) {
    return new NoOutcome(
        id,
        Reason.UNREADABLE,
        "The outcome of the deployment '%s' cannot be read: %s Use a client as new as the service."
            .formatted(id, trouble.getMessage()),
        trouble);
  }

  static NoOutcome closed(DeploymentId id) {
    return new NoOutcome(
        id,
        Reason.CLOSED,
        "The client was closed before the deployment '%s' ended. It goes on: ask for it later, or send the same deployment again to wait on."
            .formatted(id),
        null);
  }
}
