package dev.templatedeployer.domain;

import dev.templatedeployer.domain.SimulatedTopics.Answer;
import dev.templatedeployer.domain.SimulatedTopics.Cause;
import dev.templatedeployer.domain.SimulatedTopics.RecordedEvent;
import dev.templatedeployer.domain.SimulatedTopics.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The service of a simulation: the real rules, with a store, an agenda and transactions that are
/// fakes.
///
/// What it reads and writes belongs to one open transaction, until it commits or aborts. The store
/// is written at once, as in Kafka Streams, so an abort has to roll it back.
final class SimulatedService {

  private final SimulatedTopics topics;
  private final Defect defect;
  private final Map<DeploymentId, Instant> lastSeen = new TreeMap<>(SimulatedService::byText);
  private SimulatedTopics transaction = new SimulatedTopics();
  private Positions positions = new Positions(0, 0);
  private Positions committedPositions = positions;
  private Map<DeploymentId, DeploymentRecord> committedStore = Map.of();
  private Instant ownedSince;

  /// Where every deployment stands, with what the open transaction has changed.
  final Map<DeploymentId, DeploymentRecord> store = new TreeMap<>(SimulatedService::byText);

  /// When each deployment that has not ended is due.
  final Map<DeploymentId, Instant> agenda = new TreeMap<>(SimulatedService::byText);

  /// A mistake that a service could be built with, to show that the invariants notice it.
  enum Defect {
    NONE,
    /// Believes reports of every start.
    NO_TOKEN_FENCE,
    /// Takes a repeated request for a new one.
    NO_DEDUPLICATION,
    /// Goes on after an abort with what the aborted transaction wrote to the store.
    NO_ROLLBACK,
    /// Hands out work that is not committed.
    START_BEFORE_COMMIT,
    /// Takes over without rebuilding the agenda.
    FORGOTTEN_AGENDA,
    /// Says nothing of an outcome that a late success replaces.
    SECOND_OUTCOME,
    /// Takes a cancellation for the last word.
    CANCELLED_FOR_GOOD
  }

  private record Positions(int command, int report) {}

  SimulatedService(SimulatedTopics topics, Defect defect, Instant now) {
    this.topics = topics;
    this.defect = defect;
    this.ownedSince = now;
  }

  /// Takes the next command, if there is one.
  boolean takeCommand() {
    int offset = positions.command();
    if (offset == topics.commands.size()) {
      return false;
    }
    positions = new Positions(offset + 1, positions.report());
    Decision decision = take(new Cause(Source.COMMANDS, offset), topics.commands.get(offset));
    transaction.answers.add(
        new Answer(offset, decision instanceof Decision.Refused(var refusal) ? refusal : null));
    return true;
  }

  /// Takes the next report, if there is one.
  boolean takeReport() {
    int offset = positions.report();
    if (offset == topics.reports.size()) {
      return false;
    }
    positions = new Positions(positions.command(), offset + 1);
    DeploymentCommand.Report report = topics.reports.get(offset);
    DeploymentRecord record = store.get(report.id());
    if (record != null && record.token().equals(report.token())) {
      lastSeen.put(report.id(), report.at());
    }
    take(new Cause(Source.REPORTS, offset), report);
    return true;
  }

  /// Attends to every deployment that is due.
  void tick(Instant now) {
    new LinkedHashMap<>(agenda)
        .forEach((id, dueAt) -> {
          if (!dueAt.isAfter(now)) {
            take(new Cause(Source.TIME, 0), new DeploymentCommand.Due(id, lastSeenAt(id), now));
          }
        });
  }

  void commit() {
    topics.commit(transaction);
    transaction = new SimulatedTopics();
    committedPositions = positions;
    committedStore = Map.copyOf(store);
  }

  /// Aborts the open transaction. Whoever owns the partition afterwards reads its records again.
  void abort(Instant now) {
    transaction = new SimulatedTopics();
    positions = committedPositions;
    if (defect != Defect.NO_ROLLBACK) {
      store.clear();
      store.putAll(committedStore);
    }
    takeOver(now);
  }

  /// When an executor of `id` was last heard of. Whoever takes over knows nothing, and gives every
  /// run one lease to be heard of.
  Instant lastSeenAt(DeploymentId id) {
    Instant seen = lastSeen.get(id);
    return seen == null || seen.isBefore(ownedSince) ? ownedSince : seen;
  }

  /// What the open transaction has written.
  SimulatedTopics transaction() {
    return transaction;
  }

  /// The work that executors can read.
  int visibleWork() {
    return topics.work.size()
        + (defect == Defect.START_BEFORE_COMMIT ? transaction.work.size() : 0);
  }

  Work workAt(int offset) {
    int committed = topics.work.size();
    return offset < committed ? topics.work.get(offset) : transaction.work.get(offset - committed);
  }

  boolean hasTakenEverything() {
    return positions.command() == topics.commands.size()
        && positions.report() == topics.reports.size();
  }

  private void takeOver(Instant now) {
    lastSeen.clear();
    ownedSince = now;
    agenda.clear();
    if (defect != Defect.FORGOTTEN_AGENDA) {
      store.keySet().forEach(this::remind);
    }
  }

  private Decision take(Cause cause, DeploymentCommand command) {
    DeploymentRecord record = seenWithDefect(store.get(command.id()), command);
    if (defect == Defect.CANCELLED_FOR_GOOD
        && record != null
        && record.status() == Status.CANCELLED
        && command instanceof DeploymentCommand.Report) {
      return new Decision.Accepted(List.of());
    }
    Decision decision = Deployments.decide(record, commandWithDefect(record, command));
    if (decision instanceof Decision.Accepted(var events)) {
      for (DeploymentEvent event : events) {
        DeploymentRecord after = DeploymentRecords.evolve(record, event);
        publish(cause, record, event, after);
        store.put(command.id(), after);
        record = after;
      }
      remind(command.id());
    }
    return decision;
  }

  private void publish(
      Cause cause,
      @Nullable DeploymentRecord before,
      DeploymentEvent event,
      DeploymentRecord after) {
    transaction.events.add(new RecordedEvent(after.id(), after.version(), cause, event));
    Publications.work(before, event, after).ifPresent(transaction.work::add);
    DeploymentRecord known = defect == Defect.SECOND_OUTCOME ? null : before;
    Publications.outcome(known, after).ifPresent(transaction.outcomes::add);
  }

  private void remind(DeploymentId id) {
    DeploymentRecord record = store.get(id);
    Instant dueAt = record == null ? null : DueTimes.of(record, lastSeenAt(id));
    if (dueAt == null) {
      agenda.remove(id);
    } else {
      agenda.put(id, dueAt);
    }
  }

  private @Nullable DeploymentRecord seenWithDefect(
      @Nullable DeploymentRecord record, DeploymentCommand command) {
    return defect == Defect.NO_DEDUPLICATION && command instanceof DeploymentCommand.Deploy
        ? null
        : record;
  }

  private DeploymentCommand commandWithDefect(
      @Nullable DeploymentRecord record, DeploymentCommand command) {
    return defect == Defect.NO_TOKEN_FENCE
            && record != null
            && command instanceof DeploymentCommand.Succeeded s
        ? new DeploymentCommand.Succeeded(
            s.id(), record.token(), s.executor(), s.details(), s.startedAt(), s.endedAt(), s.at())
        : command;
  }

  private static int byText(DeploymentId a, DeploymentId b) {
    return a.value().compareTo(b.value());
  }
}
