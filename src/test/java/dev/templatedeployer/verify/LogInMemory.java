package dev.templatedeployer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.Decision;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Deployments;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.DeploymentRow;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The log of one partition and what a service makes of it, written by the rules themselves; and a
/// verifier that reads it, as slowly and in as many pieces as a test wants.
final class LogInMemory {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final EventCodec EVENTS = new EventCodec(new BuiltInSchemaIds());
  static final RecordCodec RECORDS = new RecordCodec();
  static final Sources SOURCES =
      new Sources(
          "deployments.events",
          "app-deployments-changelog",
          "canisters.events",
          EVENTS::decode,
          new CanisterEventCodec(new BuiltInSchemaIds())::decode,
          _ -> 0);

  /// What a template said of a run that went wrong.
  static final Failure BUSY = new Failure("NODE_BUSY", "The node is busy.", true);

  static final Failure HOPELESS = new Failure("NO_SUCH_TOKEN", "There is no such token.", false);

  /// A record of a topic.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two, and nobody changes the bytes
  record Entry(byte[] key, byte @Nullable [] value, byte @Nullable [] hash) {

    Entry with(byte @Nullable [] other) {
      return new Entry(key, other, hash);
    }

    Entry withHash(byte @Nullable [] other) {
      return new Entry(key, value, other);
    }

    Entry withKey(String other) {
      return new Entry(other.getBytes(UTF_8), value, hash);
    }
  }

  /// How long both topics were after a decision.
  record Commit(int events, int changelog) {}

  final List<Entry> events = new ArrayList<>();
  final List<Entry> changelog = new ArrayList<>();
  final List<Commit> commits = new ArrayList<>(List.of(new Commit(0, 0)));
  final Map<String, DeploymentRecord> records = new LinkedHashMap<>();
  private final Map<String, EventHash> hashes = new LinkedHashMap<>();
  private Instant now = NOON;

  /// Has `id` asked for.
  LogInMemory deploy(String id) {
    var request =
        new DeploymentRequest(
            new TemplateName("lock"),
            null,
            new Config("{\"a\":1}".getBytes(UTF_8), "any"),
            new Principal("aaaaa-aa"),
            Map.of("team", "blue", "zone", "a", "tier", "gold"),
            null,
            null);
    var terms = new DeploymentCommand.Terms("1.0.0", Policy.STANDARD);
    return take(new DeploymentCommand.Deploy(new DeploymentId(id), request, "shop", terms, tick()));
  }

  LogInMemory started(String id) {
    return take(
        new DeploymentCommand.Started(new DeploymentId(id), token(id), "executor-1", now, tick()));
  }

  LogInMemory succeeded(String id) {
    return take(
        new DeploymentCommand.Succeeded(
            new DeploymentId(id),
            token(id),
            "executor-1",
            Map.of("shard", "7", "address", "lock-42"),
            now,
            now,
            tick()));
  }

  LogInMemory failed(String id, Failure failure) {
    return take(
        new DeploymentCommand.AttemptFailed(
            new DeploymentId(id), token(id), "executor-1", failure, null, now, now, tick()));
  }

  LogInMemory retried(String id) {
    return take(
        new DeploymentCommand.Retry(new DeploymentId(id), "r-1", "ann", "It is back.", tick()));
  }

  /// Lets `commands` of all sorts come to some deployments.
  LogInMemory live(SplittableRandom random, int deployments, int commands) {
    for (int i = 0; i < commands; i++) {
      String id = "web-" + random.nextInt(deployments);
      if (!records.containsKey(id)) {
        deploy(id);
        continue;
      }
      var name = new DeploymentId(id);
      switch (random.nextInt(9)) {
        case 0, 1 -> started(id);
        case 2 -> succeeded(id);
        case 3 -> failed(id, BUSY);
        case 4 -> failed(id, HOPELESS);
        case 5 -> retried(id);
        case 6 -> take(new DeploymentCommand.Cancel(name, "ann", "Not wanted.", tick()));
        case 7 -> deploy(id);
        default -> {
          now = now.plusSeconds(random.nextInt(90_000));
          take(new DeploymentCommand.Due(name, null, now));
        }
      }
    }
    return this;
  }

  /// Has a command decided, and writes what follows from it in one transaction.
  LogInMemory take(DeploymentCommand command) {
    String id = command.id().value();
    if (Deployments.decide(records.get(id), command) instanceof Decision.Accepted(var caused)
        && !caused.isEmpty()) {
      caused.forEach(event -> append(command.id(), event));
      store(id);
      commits.add(new Commit(events.size(), changelog.size()));
    }
    return this;
  }

  /// Writes an event that follows on the last, with its hash.
  void append(DeploymentId id, DeploymentEvent event) {
    DeploymentRecord after = DeploymentRecords.evolve(records.get(id.value()), event);
    var cause = new RecordedEvent.Cause("deployments.commands", 0, events.size(), null);
    byte[] value = EVENTS.encode(new RecordedEvent(id, after.version(), cause, event));
    EventHash hash = hashes.getOrDefault(id.value(), EventHash.NONE).then(value);
    events.add(new Entry(id.value().getBytes(UTF_8), value, hash.bytes()));
    records.put(id.value(), after);
    hashes.put(id.value(), hash);
  }

  /// Writes what is known of `id` to the changelog.
  void store(String id) {
    DeploymentRecord record = records.get(id);
    EventHash hash = hashes.get(id);
    if (record == null || hash == null) {
      throw new IllegalStateException("There is no '%s'.".formatted(id));
    }
    changelog.add(
        new Entry(id.getBytes(UTF_8), RECORDS.encode(new StoredRecord(record, hash)), null));
  }

  /// What is known of `id`.
  DeploymentRecord record(String id) {
    return Objects.requireNonNull(records.get(id));
  }

  /// The rows of a read model that has come to the end of `events`.
  List<DeploymentRow> rows() {
    return rowsAfter(events.size());
  }

  /// The rows of a read model that has read the first `count` events.
  List<DeploymentRow> rowsAfter(int count) {
    var folds = new LinkedHashMap<String, DeploymentRecord>();
    for (Entry entry : events.subList(0, count)) {
      RecordedEvent recorded = decoded(entry);
      folds.compute(
          recorded.id().value(), (_, before) -> DeploymentRecords.evolve(before, recorded.event()));
    }
    return folds.values().stream().map(LogInMemory::row).toList();
  }

  static RecordedEvent decoded(Entry entry) {
    try {
      return EVENTS.decode(entry.value());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static DeploymentRow row(DeploymentRecord record) {
    Failure failure = record.phase() instanceof Phase.Failed(var why) ? why : null;
    var summary =
        new DeploymentSummary(
            record.id(),
            record.version(),
            record.status(),
            record.request().template(),
            record.terms().templateVersion(),
            record.request().owner(),
            record.caller(),
            record.canisterId(),
            record.token(),
            record.run(),
            failure == null ? null : failure.code(),
            failure == null ? null : failure.message(),
            record.request().labels(),
            record.createdAt(),
            record.updatedAt());
    return new DeploymentRow(record.id().value(), summary, 0, record, record.version());
  }

  /// What is found by somebody who reads everything while nothing changes.
  Findings.Snapshot verified() {
    return verified(rows());
  }

  /// The same with other rows in the read model.
  Findings.Snapshot verified(List<DeploymentRow> rows) {
    var reader = new Reader();
    reader.changelogTo(changelog.size());
    reader.eventsTo(events.size());
    reader.check.eventsAreRead();
    return reader.compare(rows, events.size());
  }

  private Token token(String id) {
    DeploymentRecord record = records.get(id);
    return record == null ? Token.FIRST : record.token();
  }

  private Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  /// Somebody who verifies, and stops where a test wants.
  final class Reader {

    final Findings findings = new Findings();
    final SliceCheck check = new SliceCheck(SOURCES, null, findings);
    private int nextEvent;
    private int nextValue;

    void changelogTo(int end) {
      for (; nextValue < end; nextValue++) {
        Entry entry = changelog.get(nextValue);
        check.changelog(new Spot(SOURCES.changelog(), 0, nextValue), entry.key(), entry.value());
      }
    }

    void eventsTo(int end) {
      for (; nextEvent < end; nextEvent++) {
        Entry entry = events.get(nextEvent);
        check.event(event(nextEvent), entry.key(), entry.value(), entry.hash());
      }
    }

    /// Reads on while something is awaited, as far as there is anything.
    void readOn() {
      while (check.awaitsChangelog() && nextValue < changelog.size()) {
        changelogTo(nextValue + 1);
      }
      while (check.awaitsEvents() && nextEvent < events.size()) {
        eventsTo(nextEvent + 1);
      }
    }

    /// Compares with rows that reflect the first `reached` events.
    Findings.Snapshot compare(List<DeploymentRow> rows, int reached) {
      rows.forEach(check::row);
      check.rowsAreRead();
      eventsTo(reached);
      var namer = new Namer(SOURCES, check.finish());
      for (int i = 0; i < changelog.size(); i++) {
        namer.changelog(
            new Spot(SOURCES.changelog(), 0, i), changelog.get(i).key(), changelog.get(i).value());
      }
      for (int i = 0; i < events.size(); i++) {
        Entry entry = events.get(i);
        namer.event(event(i), entry.key(), entry.value(), entry.hash());
      }
      namer.name(findings);
      return findings.snapshot();
    }

    int nextEvent() {
      return nextEvent;
    }

    private static Spot event(int offset) {
      return new Spot(SOURCES.events(), 0, offset);
    }
  }
}
