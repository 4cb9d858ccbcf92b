package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/// Decides each operation on a canister, and folds what it causes. The only writer of the
/// `canisters` store, where a head and each row have an entry of their own: an operation writes the
/// head and the rows that it touched; and of the `taken-canister-commands` store, where it leaves
/// its id.
///
/// As with deployments, everything a record causes is worked out first, by [CanisterDecisions], and
/// only then written and sent. Runs on a stream thread, which owns the stores.
final class HostCanisters implements Processor<byte[], byte[], byte[], Object> {

  private static final Duration BEAT = Duration.ofMillis(100);

  /// The key of a row that is only ever deleted.
  private static final byte[] NOBODY = {0};

  private final CanisterDecisions decisions;
  private final ObjectMapper json;
  private final PromptCommits commits;
  private final InputPositions positions;
  private final Detours detours;

  // Set by init, which Kafka Streams calls before anything else.
  private ProcessorContext<byte[], Object> context;
  private KeyValueStore<byte[], byte[]> store;
  private WindowStore<byte[], byte[]> taken;
  private Cancellable marking;

  @SuppressWarnings("NullAway.Init")
  HostCanisters(
      CanisterDecisions decisions,
      ObjectMapper json,
      PromptCommits commits,
      InputPositions positions,
      Detours detours) {
    this.decisions = decisions;
    this.json = json;
    this.commits = commits;
    this.positions = positions;
    this.detours = detours;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    this.store = context.getStateStore(CanisterPath.CANISTERS);
    this.taken = context.getStateStore(CanisterPath.TAKEN_COMMANDS);
    KeyValueStore<byte[], byte[]> read = context.getStateStore(CanisterPath.INPUT_POSITIONS);
    positions.open(context.taskId(), read::get, read::put);
    marking = context.schedule(BEAT, PunctuationType.WALL_CLOCK_TIME, this::markTaken);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("A record came from no topic."));
    if (!positions.advance(place, record.timestamp())) {
      return;
    }
    apply(decisions.on(record, place, new Stored()), record.timestamp());
    commits.processed(context, record.timestamp());
  }

  /// Gives the store of taken commands a beginning. What a window store has come to is noted in its
  /// segments. One without any is taken for damaged at the next start, and all stores of the task
  /// are thrown away with it. The row lies in the past, so that it makes no other row old.
  private void markTaken(long now) {
    marking.cancel();
    taken.put(NOBODY, null, now - TakenCommand.KEPT.dividedBy(2).toMillis());
  }

  /// From here on nothing may go wrong but Kafka itself, and then the whole transaction is aborted.
  private void apply(CanisterDecided decided, long at) {
    decided.write().forEach((key, value) -> store.put(key.getBytes(UTF_8), value));
    TakenCommand command = decided.taken();
    if (command != null) {
      taken.put(command.key(), command.row(), at);
    }
    for (Outgoing outgoing : decided.send()) {
      detours.of(outgoing).ifPresent(way -> context.forward(way.record(), way.sink()));
    }
  }

  /// What the store holds.
  private final class Stored implements CanisterDecisions.Lookup {

    @Override
    public @Nullable StoredCanister canister(Principal id) {
      byte[] value = ForeignFault.inStore(() -> store.get(id.text().getBytes(UTF_8)));
      return value == null ? null : StoredCanister.of(value, json);
    }

    @Override
    public @Nullable JsonBytes row(Principal id, RowKey key) {
      byte[] row =
          ForeignFault.inStore(() -> store.get(CanisterOutputs.storeKey(id, key).getBytes(UTF_8)));
      return row == null ? null : new JsonBytes(row);
    }

    @Override
    public @Nullable TakenCommand taken(byte[] key, Instant since) {
      long from = Math.max(0, since.toEpochMilli());
      byte[] row = ForeignFault.inStore(() -> first(key, from));
      return row == null ? null : TakenCommand.of(key, row);
    }

    private byte @Nullable [] first(byte[] key, long from) {
      try (WindowStoreIterator<byte[]> rows = taken.fetch(key, from, Long.MAX_VALUE)) {
        return rows.hasNext() ? rows.next().value : null;
      }
    }
  }
}
