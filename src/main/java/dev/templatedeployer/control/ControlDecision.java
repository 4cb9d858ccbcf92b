package dev.templatedeployer.control;

import java.util.List;

/// What comes of a wish to change what holds.
public sealed interface ControlDecision {

  /// What came of it, or why nothing did, for whoever asked.
  String sentence();

  /// It is done.
  ///
  /// @param records what holds from now on; empty if it held already
  record Accepted(List<ControlRecord<?>> records, String sentence) implements ControlDecision {
    public Accepted {
      records = List.copyOf(records);
    }
  }

  /// It is not done.
  record Refused(Kind kind, String sentence) implements ControlDecision {}

  /// The kinds of refusal.
  enum Kind {
    /// The wish makes no sense.
    INVALID,
    /// What it is about does not exist.
    NOT_FOUND,
    /// What holds already stands against it.
    CONFLICT
  }
}
