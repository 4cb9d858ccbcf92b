package dev.templatedeployer.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The topics of a simulation, or the part of them that a transaction has not committed yet.
final class SimulatedTopics {

  final List<DeploymentCommand> commands = new ArrayList<>();
  final List<DeploymentCommand.Report> reports = new ArrayList<>();
  final List<RecordedEvent> events = new ArrayList<>();
  final List<DeploymentOutcome> outcomes = new ArrayList<>();
  final List<Answer> answers = new ArrayList<>();
  final List<Work> work = new ArrayList<>();

  /// What brings events about.
  enum Source {
    COMMANDS,
    REPORTS,
    TIME
  }

  /// One record that brought events about, or one moment.
  record Cause(Source source, int offset) {}

  record RecordedEvent(DeploymentId id, long version, Cause cause, DeploymentEvent event) {}

  /// The reply to the command at `offset`.
  ///
  /// @param refusal why it was not taken, or null if it was
  record Answer(int offset, @Nullable Refusal refusal) {}

  /// Makes all that a transaction wrote visible at once.
  void commit(SimulatedTopics transaction) {
    events.addAll(transaction.events);
    outcomes.addAll(transaction.outcomes);
    answers.addAll(transaction.answers);
    work.addAll(transaction.work);
  }
}
