package dev.templatedeployer.replay;

import java.util.List;

/// What the rules make of a command.
public sealed interface ReplayDecision {

  /// It causes these events; none if it is already so.
  record Accepted(List<ReplayEvent> events) implements ReplayDecision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /// It causes nothing.
  ///
  /// @param sentence what was asked, what stands against it, and what to do
  record Refused(Kind kind, String sentence) implements ReplayDecision {}

  /// The kinds of refusal.
  enum Kind {
    /// There is no such replay.
    NOT_FOUND,
    /// It makes no sense at any time.
    INVALID,
    /// It does not fit where the replay stands.
    CONFLICT
  }
}
