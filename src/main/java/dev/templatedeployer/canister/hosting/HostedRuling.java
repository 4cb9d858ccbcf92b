package dev.templatedeployer.canister.hosting;

import java.util.List;

/// What an operation causes.
public sealed interface HostedRuling {

  /// The operation was taken. No events means that it was so already.
  record Accepted(List<HostedEvent> events) implements HostedRuling {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /// The operation was not taken and changed nothing.
  ///
  /// @param code stable upper-case name of the rule
  record Refused(String code, String sentence) implements HostedRuling {}
}
