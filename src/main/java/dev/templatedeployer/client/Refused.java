package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Refusal;

/// The service did not take a command, and has said why. The same command sent again is refused
/// again, unless the kind is `TEMPORARILY_UNAVAILABLE`.
public final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final DeploymentId id;
  private final transient Refusal refusal;

  Refused(DeploymentId id, Refusal refusal) {
    super(refusal.sentence());
    this.id = id;
    this.refusal = refusal;
  }

  /// The deployment that the command was about.
  public DeploymentId id() {
    return id;
  }

  /// The kind of refusal, and everything that is wrong with the payload.
  public Refusal refusal() {
    return refusal;
  }
}
