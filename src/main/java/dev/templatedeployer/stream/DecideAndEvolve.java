package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.StoredRecord;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides each command and report, and folds what it causes. The only writer of the `deployments`
/// store.
///
/// Everything a record causes is worked out first, by [Decisions], and only then written and sent;
/// so either all of it is in the transaction, or none of it. Runs on a stream thread, which owns
/// the store and the agenda: nothing here blocks or starts work of its own.
final class DecideAndEvolve implements Processor<byte[], byte[], byte[], Object> {

  private static final Logger LOG = LoggerFactory.getLogger(DecideAndEvolve.class);

  /// Most overdue deployments of each sort that are looked at in one beat, so that commands are not
  /// kept waiting.
  private static final int DUE_PER_BEAT = 100;

  /// A process that looks at its clock later than this many beats after the last time did not run.
  private static final int MOST_BEATS_APART = 10;

  /// What came in while nobody owned the task is read within this time of its beginning: until then
  /// its silence says nothing.
  private static final Duration TO_READ_ON = Duration.ofSeconds(6);

  /// How long a deployment is left alone whose due time could not be acted upon, because of a bug
  /// or of a stored value that cannot be read.
  private static final Duration AFTER_A_BUG = Duration.ofMinutes(1);

  private final Decisions decisions;
  private final RecordCodec codec;
  private final Duration beat;
  private final PromptCommits commits;
  private final DecisionMetrics metrics;
  private final InputPositions positions;
  private final Detours detours;
  private final LostWork lostWork;

  // Set by init, which Kafka Streams calls before anything else, and once more when it has rolled
  // the store back: what is known beside the store may be of a transaction that was aborted.
  private ProcessorContext<byte[], Object> context;
  private KeyValueStore<byte[], byte[]> store;
  private Agenda agenda;
  private AgendaRebuild rebuild;
  private LogClock clock;
  private Instant ownedSince;

  @SuppressWarnings("NullAway.Init")
  DecideAndEvolve(
      Decisions decisions,
      RecordCodec codec,
      Duration beat,
      PromptCommits commits,
      DecisionMetrics metrics,
      InputPositions positions,
      Detours detours,
      LostWork lostWork) {
    this.decisions = decisions;
    this.codec = codec;
    this.beat = beat;
    this.commits = commits;
    this.metrics = metrics;
    this.positions = positions;
    this.detours = detours;
    this.lostWork = lostWork;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    this.store = context.getStateStore(DeploymentPath.DEPLOYMENTS);
    KeyValueStore<byte[], byte[]> read = context.getStateStore(DeploymentPath.INPUT_POSITIONS);
    positions.open(context.taskId(), read::get, read::put);
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    this.ownedSince = now;
    this.agenda = new Agenda();
    this.rebuild = new AgendaRebuild(store, this::open, agenda, System::nanoTime);
    this.clock = new LogClock(now.minus(TO_READ_ON), beat.multipliedBy(MOST_BEATS_APART));
    rebuildAgenda(now);
    lostWork.look(agenda.open()); // what is decided from here on goes to topics that are there
    context.schedule(
        beat, PunctuationType.WALL_CLOCK_TIME, time -> actOnWhatIsDue(Instant.ofEpochMilli(time)));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("A record came from no topic."));
    clock.read(record.timestamp(), context.currentSystemTimeMs());
    if (!positions.advance(place, record.timestamp())) {
      return;
    }
    apply(decisions.on(record, place, this::stored, agenda::seen));
    commits.processed(context, record.timestamp());
  }

  @Override
  public void close() {
    metrics.closed(context.taskId());
  }

  private void actOnWhatIsDue(Instant now) {
    Instant heardUntil = clock.heardUntil(now);
    rebuildAgenda(heardUntil);
    for (Agenda.Entry entry : agenda.planned(now, DUE_PER_BEAT)) {
      apply(onDue(entry, now));
    }
    for (Agenda.Entry entry : agenda.awaited(heardUntil, DUE_PER_BEAT)) {
      apply(onDue(entry, heardUntil));
    }
    if (rebuild.isDone()) {
      handOutLostWork(now);
    }
    metrics.open(context.taskId(), agenda.size(), agenda.overdue(now, heardUntil));
  }

  private Decided onDue(Agenda.Entry entry, Instant now) {
    try {
      StoredRecord stored = stored(entry.id());
      if (stored == null) {
        agenda.remove(entry.id());
        return Decided.NOTHING;
      }
      var due = new DeploymentCommand.Due(entry.id(), entry.lastSeenAt(), now);
      Optional<Instant> later =
          decisions
              .putOff(stored.record(), now)
              .or(() -> decisions.awaitTemplate(due, stored, ownedSince));
      if (later.isPresent()) {
        agenda.postpone(entry, later.get());
        return Decided.NOTHING;
      }
      Decided decided = decisions.onDue(due, stored);
      if (decided.write() == null) {
        agenda.note(stored.record()); // it stands elsewhere than the entry says
      }
      return decided;
    } catch (RuntimeException | Error e) {
      ForeignFault.passOn(e);
      LOG.atError()
          .addKeyValue("deploymentId", entry.id())
          .setCause(e)
          .log("a due time could not be acted upon; trying again in a minute");
      agenda.postpone(entry, now.plus(AFTER_A_BUG));
      return Decided.NOTHING;
    }
  }

  private void handOutLostWork(Instant now) {
    lostWork.look(agenda.open());
    for (DeploymentId id : lostWork.next(DUE_PER_BEAT)) {
      StoredRecord stored = stored(id);
      if (stored != null && lostWork.isLost(stored.record())) {
        apply(decisions.onWorkLost(new DeploymentCommand.WorkLost(id, now), stored));
      }
    }
  }

  /// From here on nothing may go wrong but Kafka itself, and then the whole transaction is aborted.
  private void apply(Decided decided) {
    Decided.Write write = decided.write();
    if (write != null) {
      store.put(write.key(), write.value());
      agenda.note(write.record());
      if (write.record().status().isTerminal()) {
        metrics.ended(write.record());
      }
    }
    for (Outgoing outgoing : decided.send()) {
      detours.of(outgoing).ifPresent(way -> context.forward(way.record(), way.sink()));
    }
  }

  private @Nullable StoredRecord stored(DeploymentId id) {
    byte[] value = ForeignFault.inStore(() -> store.get(id.value().getBytes(UTF_8)));
    return value == null ? null : decode(value);
  }

  private StoredRecord decode(byte[] value) {
    try {
      return codec.decode(value);
    } catch (Undecodable e) {
      throw unreadable(e);
    }
  }

  private boolean isTerminal(byte[] value) {
    try {
      return codec.isTerminal(value);
    } catch (Undecodable e) {
      throw unreadable(e);
    }
  }

  private static UnreadableFact unreadable(Undecodable e) {
    return new UnreadableFact(DeploymentPath.DEPLOYMENTS, e);
  }

  private void rebuildAgenda(Instant now) {
    if (rebuild.isDone()) {
      return;
    }
    rebuild.advance(now);
    if (rebuild.isDone()) {
      LOG.atInfo()
          .addKeyValue("task", context.taskId())
          .addKeyValue("records", rebuild.records())
          .addKeyValue("open", agenda.size())
          .addKeyValue("took", rebuild.took())
          .log("agenda rebuilt");
    }
    metrics.rebuilding(context.taskId(), !rebuild.isDone());
  }

  /// The deployment in `row`, if it has not ended. One that cannot be read is left out: it must not
  /// keep all others from being decided, and is in the way of none but its own commands.
  private Optional<DeploymentRecord> open(KeyValue<byte[], byte[]> row) {
    try {
      return isTerminal(row.value) ? Optional.empty() : Optional.of(decode(row.value).record());
    } catch (UnreadableFact e) {
      LOG.atError()
          .addKeyValue("deploymentId", new String(row.key, UTF_8))
          .setCause(e)
          .log(
              "a deployment was left out of the agenda, since what is stored about it cannot be read");
      return Optional.empty();
    }
  }

  /// Finds what is stored of a deployment.
  @FunctionalInterface
  interface Lookup {
    /// The record of `id`, or null if there is none.
    @Nullable StoredRecord stored(DeploymentId id);
  }
}
