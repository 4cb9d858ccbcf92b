package dev.templatedeployer.domain;

import dev.templatedeployer.domain.SimulatedTopics.Answer;
import dev.templatedeployer.domain.SimulatedTopics.Cause;
import dev.templatedeployer.domain.SimulatedTopics.RecordedEvent;
import dev.templatedeployer.domain.SimulatedTopics.Source;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds after every step of a simulation. Reads each topic on from where it stopped, so that
/// a step costs what it wrote.
final class SimulationInvariants {

  private final SimulatedTopics topics;
  private final SimulatedService service;
  private final SimulatedExecutors executors;
  private final Map<DeploymentId, DeploymentRecord> folded = new HashMap<>();
  private final Map<DeploymentId, DeploymentOutcome> lastOutcomes = new HashMap<>();
  private final Map<DeploymentId, Token> lastStarts = new HashMap<>();
  private final Set<Work.Start> committedStarts = new HashSet<>();
  private final Map<Source, Cause> lastCauses = new EnumMap<>(Source.class);
  private int events;
  private int outcomes;
  private int answers;
  private int work;
  private int calls;

  /// An invariant does not hold.
  static final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1;

    Breach(String invariant, Object evidence) {
      super("%s. Seen: %s".formatted(invariant, evidence));
    }
  }

  SimulationInvariants(
      SimulatedTopics topics, SimulatedService service, SimulatedExecutors executors) {
    this.topics = topics;
    this.service = service;
    this.executors = executors;
  }

  /// Checks what the last step changed.
  void check() {
    for (; events < topics.events.size(); events++) {
      checkEvent(topics.events.get(events));
    }
    for (; outcomes < topics.outcomes.size(); outcomes++) {
      checkOutcome(topics.outcomes.get(outcomes));
    }
    for (; answers < topics.answers.size(); answers++) {
      checkAnswer(topics.answers.get(answers));
    }
    for (; work < topics.work.size(); work++) {
      checkWork(topics.work.get(work));
    }
    for (; calls < executors.calls.size(); calls++) {
      Work.Start call = executors.calls.get(calls);
      hold(committedStarts.contains(call), "I8 A template is called for a committed start", call);
    }
    checkStore();
    checkAgenda();
  }

  /// Checks what holds once nothing more happens by itself.
  void checkAtRest() {
    hold(
        topics.answers.size() == topics.commands.size(),
        "I1 Every command is answered",
        topics.answers.size() + " of " + topics.commands.size());
    folded.forEach((id, record) -> {
      hold(record.status().isTerminal(), "I7 Every deployment ends", record);
      DeploymentOutcome outcome = lastOutcomes.get(id);
      hold(
          outcome != null && outcome.run() == record.run() && outcome.status() == record.status(),
          "I2 Every run has an outcome",
          id + " has " + outcome);
      hold(
          record.status() != Status.COMPLETED || executors.canisters.contains(id),
          "I8 What completed has a canister",
          record);
      hold(
          record.status() == Status.COMPLETED || !executors.reportedCanisters.contains(id),
          "I9 What failed or was cancelled has no canister that anybody lived to report",
          record);
    });
  }

  private void checkEvent(RecordedEvent recorded) {
    DeploymentRecord before = folded.get(recorded.id());
    hold(
        recorded.version() == (before == null ? 1 : before.version() + 1),
        "I4 Versions are 1, 2, 3 without gaps",
        recorded);
    hold(isCaused(recorded), "I3 Every event has a cause that explains it", recorded);
    if (before != null && recorded.cause().source() == Source.REPORTS) {
      Token token = tokenOf(recorded.event());
      hold(
          token.equals(before.token())
              || (recorded.event() instanceof DeploymentEvent.Completed
                  && token.compareTo(before.token()) < 0),
          "I6 Only the newest start is believed, unless an older one succeeded",
          recorded);
    }
    Cause last = lastCauses.put(recorded.cause().source(), recorded.cause());
    hold(
        last == null || last.offset() <= recorded.cause().offset(),
        "I4 Every record is decided once, in order",
        recorded);
    folded.put(recorded.id(), DeploymentRecords.evolve(before, recorded.event()));
  }

  private boolean isCaused(RecordedEvent recorded) {
    Cause cause = recorded.cause();
    DeploymentCommand command =
        switch (cause.source()) {
          case COMMANDS -> topics.commands.get(cause.offset());
          case REPORTS -> topics.reports.get(cause.offset());
          case TIME -> null;
        };
    if (command != null && !command.id().equals(recorded.id())) {
      return false;
    }
    return switch (recorded.event()) {
      case DeploymentEvent.Requested e ->
          command instanceof DeploymentCommand.Deploy deploy
              && deploy.request().equals(e.request())
              && deploy.caller().equals(e.caller());
      case DeploymentEvent.Retried e ->
          command instanceof DeploymentCommand.Retry retry
              && Objects.equals(retry.commandId(), e.commandId());
      case DeploymentEvent.CancelRequested _ -> command instanceof DeploymentCommand.Cancel;
      case DeploymentEvent.Dispatched _, DeploymentEvent.Redriven _ -> command == null;
      case DeploymentEvent.Started e -> isReportOf(command, e.token());
      case DeploymentEvent.Completed e ->
          command instanceof DeploymentCommand.Succeeded && isReportOf(command, e.token());
      case DeploymentEvent.AttemptFailed e -> command == null || isFailureOf(command, e.token());
      case DeploymentEvent.Failed e -> command == null || isFailureOf(command, e.token());
      case DeploymentEvent.Cancelled e ->
          command == null
              || command instanceof DeploymentCommand.Cancel
              || isFailureOf(command, e.token());
    };
  }

  private static boolean isFailureOf(DeploymentCommand command, Token token) {
    return command instanceof DeploymentCommand.AttemptFailed && isReportOf(command, token);
  }

  private static boolean isReportOf(@Nullable DeploymentCommand command, Token token) {
    return command instanceof DeploymentCommand.Report report && report.token().equals(token);
  }

  private static Token tokenOf(DeploymentEvent event) {
    return switch (event) {
      case DeploymentEvent.Started e -> e.token();
      case DeploymentEvent.AttemptFailed e -> e.token();
      case DeploymentEvent.Completed e -> e.token();
      case DeploymentEvent.Failed e -> e.token();
      case DeploymentEvent.Cancelled e -> e.token();
      case DeploymentEvent.Requested _,
          DeploymentEvent.Dispatched _,
          DeploymentEvent.Redriven _,
          DeploymentEvent.Retried _,
          DeploymentEvent.CancelRequested _ ->
          throw new Breach("I3 A report causes no such event", event);
    };
  }

  private void checkOutcome(DeploymentOutcome outcome) {
    DeploymentOutcome last = lastOutcomes.put(outcome.id(), outcome);
    hold(
        Objects.equals(outcome.replaces(), last == null ? null : last.version()),
        "I2 An outcome names the one it replaces",
        outcome);
    hold(
        last == null
            || outcome.run() > last.run()
            || (last.status() != Status.COMPLETED && outcome.status() == Status.COMPLETED),
        "I2 A run has one outcome, unless a late success replaces it",
        outcome);
  }

  private void checkAnswer(Answer answer) {
    hold(answer.offset() == answers, "I1 Every command is answered once, in order", answer);
    DeploymentCommand command = topics.commands.get(answer.offset());
    if (command instanceof DeploymentCommand.Deploy deploy) {
      DeploymentRecord record = Objects.requireNonNull(folded.get(deploy.id()));
      boolean isTheFirst =
          deploy.request().equals(record.request()) && deploy.caller().equals(record.caller());
      hold(
          isTheFirst == (answer.refusal() == null),
          "I1 The same request is taken again, and no other under its id",
          answer);
    }
  }

  private void checkWork(Work piece) {
    if (piece instanceof Work.Start start) {
      committedStarts.add(start);
      Token last = lastStarts.put(start.id(), start.token());
      hold(
          last == null || start.token().compareTo(last) > 0,
          "I6 Every start has a higher token than the one before",
          start);
    }
  }

  private void checkStore() {
    var expected = new HashMap<>(folded);
    for (RecordedEvent recorded : service.transaction().events) {
      expected.put(
          recorded.id(), DeploymentRecords.evolve(expected.get(recorded.id()), recorded.event()));
    }
    hold(expected.equals(service.store), "I5 The store is the fold of the events", service.store);
  }

  private void checkAgenda() {
    hold(
        service.store.keySet().containsAll(service.agenda.keySet()),
        "I7 The agenda names only deployments that exist",
        service.agenda);
    service.store.forEach((id, record) ->
        hold(
            Objects.equals(service.agenda.get(id), DueTimes.of(record, service.lastSeenAt(id))),
            "I7 What has not ended is on the agenda once, and nothing else is",
            record));
  }

  private static void hold(boolean holds, String invariant, Object evidence) {
    if (!holds) {
      throw new Breach(invariant, evidence);
    }
  }
}
