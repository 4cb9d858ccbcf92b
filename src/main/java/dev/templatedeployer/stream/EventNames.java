package dev.templatedeployer.stream;

import dev.templatedeployer.domain.DeploymentEvent;

/// What events are called in the `ce_type` header. Kept for life.
final class EventNames {

  private EventNames() {}

  static String of(DeploymentEvent event) {
    return switch (event) {
      case DeploymentEvent.Requested _ -> "requested";
      case DeploymentEvent.Dispatched _ -> "dispatched";
      case DeploymentEvent.Started _ -> "started";
      case DeploymentEvent.Redriven _ -> "redriven";
      case DeploymentEvent.AttemptFailed _ -> "attempt-failed";
      case DeploymentEvent.Completed _ -> "completed";
      case DeploymentEvent.Failed _ -> "failed";
      case DeploymentEvent.Retried _ -> "retried";
      case DeploymentEvent.CancelRequested _ -> "cancel-requested";
      case DeploymentEvent.Cancelled _ -> "cancelled";
    };
  }
}
