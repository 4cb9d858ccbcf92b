package dev.templatedeployer.domain;

import java.util.List;

/// What a command causes: events, or a refusal. Never both.
public sealed interface Decision {

  /// The command was taken. No events means that it was so already, or that it came too late to
  /// matter.
  record Accepted(List<DeploymentEvent> events) implements Decision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /// The command was not taken and changed nothing.
  record Refused(Refusal refusal) implements Decision {}
}
