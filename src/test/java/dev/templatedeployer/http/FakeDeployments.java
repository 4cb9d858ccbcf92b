package dev.templatedeployer.http;

import dev.templatedeployer.client.Answer;
import dev.templatedeployer.client.DeploymentCommands;
import dev.templatedeployer.client.NoAnswer;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.Decision;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Deployments;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.Asker;
import dev.templatedeployer.query.Change;
import dev.templatedeployer.query.CommittedChanges;
import dev.templatedeployer.query.DeploymentCount;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.EventLog;
import dev.templatedeployer.query.Freshness;
import dev.templatedeployer.query.LogPartition;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Place;
import dev.templatedeployer.query.Placed;
import dev.templatedeployer.query.Position;
import dev.templatedeployer.query.Sort;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Deployments in memory, by the real rules: what takes the commands and what is asked are one.
/// There is one partition, and all of it happens at noon.
final class FakeDeployments implements DeploymentCommands, DeploymentViews, Freshness {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final LogPartition PARTITION = new LogPartition(EventLog.DEPLOYMENTS, 0);

  private final Admission admission;
  private final List<Placed<RecordedEvent>> log = new ArrayList<>();
  private final Map<DeploymentId, DeploymentRecord> records = new LinkedHashMap<>();

  /// The commands that came, and their headers.
  final List<CommandMessage> commands = new ArrayList<>();

  final List<Map<String, String>> headers = new ArrayList<>();

  /// What the last list was asked with.
  @Nullable Filter lastFilter;

  @Nullable Sort lastSort;

  @Nullable Paging lastPaging;

  /// Answers no command, if not null.
  @Nullable NoAnswer silence;

  /// Thrown by whoever looks for one deployment, if not null.
  @Nullable Throwable bug;

  /// In whose name one deployment was last looked for.
  @Nullable String lastAsker;

  /// Whether the read model stands still, so that nothing new is ever seen.
  boolean isBehind;

  /// Who follows what happens here.
  final CommittedChanges changes = new CommittedChanges(Position.START);

  private final FakeCanisters canisters;

  /// @param canisters waited for together with these
  FakeDeployments(Admission admission, FakeCanisters canisters) {
    this.admission = admission;
    this.canisters = canisters;
  }

  @Override
  public synchronized CompletableFuture<Answer> send(
      CommandMessage command, Map<String, String> commandHeaders) {
    commands.add(command);
    headers.add(commandHeaders);
    if (silence != null) {
      return CompletableFuture.failedFuture(silence);
    }
    Decision decision = decide(command);
    Refusal refusal = decision instanceof Decision.Refused(var why) ? why : null;
    if (decision instanceof Decision.Accepted(var events)) {
      var cause = new RecordedEvent.Cause("admin", 0, commands.size(), command.commandId());
      events.forEach(event -> happened(command.id(), event, cause));
    }
    DeploymentRecord record = records.get(command.id());
    return CompletableFuture.completedFuture(
        new Answer(
            new DeploymentReply(command.id(), command.commandId(), refusal),
            record == null ? null : record.version()));
  }

  /// Lets something happen by the passing of time.
  synchronized void happened(String id, DeploymentEvent... events) {
    for (DeploymentEvent event : events) {
      happened(new DeploymentId(id), event, RecordedEvent.Cause.TIME);
    }
    notifyAll();
  }

  @Override
  public synchronized dev.templatedeployer.query.Answer<Optional<DeploymentRecord>> deployment(
      DeploymentId id) {
    lastAsker = Asker.NAME.orElse("nobody");
    switch (bug) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
    return answer(Optional.ofNullable(records.get(id)));
  }

  @Override
  public synchronized dev.templatedeployer.query.Answer<List<DeploymentRecord>> deployments(
      List<DeploymentId> ids) {
    return answer(ids.stream().filter(records::containsKey).map(records::get).toList());
  }

  @Override
  public synchronized dev.templatedeployer.query.Answer<Page<DeploymentSummary>> deployments(
      Filter filter, Sort sort, Paging paging) {
    lastFilter = filter;
    lastSort = sort;
    lastPaging = paging;
    List<DeploymentSummary> all =
        records.values().stream()
            .filter(record -> filter.matches(DeploymentSummary.of(record)))
            .map(DeploymentSummary::of)
            .toList()
            .reversed();
    int from = paging.cursor() == null ? 0 : Integer.parseInt(paging.cursor());
    int to = Math.min(all.size(), from + paging.limit());
    return answer(new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null));
  }

  @Override
  public synchronized dev.templatedeployer.query.Answer<Page<Placed<RecordedEvent>>> events(
      DeploymentId id, Paging paging) {
    lastPaging = paging;
    return answer(
        new Page<>(log.stream().filter(placed -> placed.event().id().equals(id)).toList(), null));
  }

  @Override
  public dev.templatedeployer.query.Answer<List<DeploymentCount>> counts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Position position() {
    return new Position(new TreeMap<>(Map.of(PARTITION, (long) log.size())));
  }

  @Override
  public boolean awaitPosition(Position atLeast, Duration timeout) {
    return position().reaches(atLeast);
  }

  @Override
  public synchronized Optional<DeploymentRecord> awaitDeployment(
      DeploymentId id, Predicate<DeploymentRecord> wish, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      DeploymentRecord record = records.get(id);
      if (!isBehind && record != null && wish.test(record)) {
        return Optional.of(record);
      }
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return Optional.empty();
      }
      wait(millis);
    }
  }

  @Override
  public Optional<Position> awaitCanister(Principal id, long version, Duration timeout) {
    return canisters.shown(id, version);
  }

  private void happened(DeploymentId id, DeploymentEvent event, RecordedEvent.Cause cause) {
    DeploymentRecord record = DeploymentRecords.evolve(records.get(id), event);
    records.put(id, record);
    log.add(
        new Placed<>(
            new RecordedEvent(id, record.version(), cause, event),
            new Place(PARTITION, log.size())));
    changes.tell(new Change(position(), List.of(DeploymentSummary.of(record))));
  }

  private Decision decide(CommandMessage message) {
    DeploymentRecord record = records.get(message.id());
    String caller = String.valueOf(message.requestedBy());
    return switch (message) {
      case CommandMessage.Deploy(var id, _, _, var request) ->
          switch (admission.admit(caller, id, request, NOON)) {
            case Admission.Verdict.Refused(var refusal) -> new Decision.Refused(refusal);
            case Admission.Verdict.Admitted(var terms) ->
                Deployments.decide(
                    record, new DeploymentCommand.Deploy(id, request, caller, terms, NOON));
          };
      case CommandMessage.Retry(var id, var commandId, _, var reason, var expected) ->
          Deployments.decide(
              record, new DeploymentCommand.Retry(id, commandId, caller, reason, expected, NOON));
      case CommandMessage.Cancel(var id, _, _, var reason, var expected) ->
          Deployments.decide(
              record, new DeploymentCommand.Cancel(id, caller, reason, expected, NOON));
    };
  }

  private <T> dev.templatedeployer.query.Answer<T> answer(T value) {
    return new dev.templatedeployer.query.Answer<>(value, position());
  }
}
