package dev.templatedeployer.stream;

import dev.templatedeployer.domain.DeploymentRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The way through a store from which an agenda is built anew, a piece at a time. In one go it
/// could take longer than the open transaction of another task of the same thread may stay open.
///
/// Deployments that change meanwhile are noted as always. What the agenda knows already is newer
/// than what is found here, and stays.
final class AgendaRebuild {

  /// How long a piece takes.
  static final Duration PIECE = Duration.ofMillis(20);

  /// So many records are read between two looks at the clock.
  static final int AT_ONCE = 64;

  private final KeyValueStore<byte[], byte[]> store;
  private final Function<KeyValue<byte[], byte[]>, Optional<DeploymentRecord>> open;
  private final Agenda agenda;
  private final LongSupplier nanos;
  private byte @Nullable [] next = {};
  private long records;
  private long took;

  /// @param open the deployment in a row of the store, if it has not ended
  /// @param nanos a clock that only runs forward, in nanoseconds
  AgendaRebuild(
      KeyValueStore<byte[], byte[]> store,
      Function<KeyValue<byte[], byte[]>, Optional<DeploymentRecord>> open,
      Agenda agenda,
      LongSupplier nanos) {
    this.store = store;
    this.open = open;
    this.agenda = agenda;
    this.nanos = nanos;
  }

  /// Whether the whole store was gone through.
  boolean isDone() {
    return next == null;
  }

  /// Goes on for [#PIECE].
  ///
  /// @param now when the executors of what is found count as heard of
  void advance(Instant now) {
    byte[] from = next;
    if (from == null) {
      return;
    }
    long began = nanos.getAsLong();
    try (KeyValueIterator<byte[], byte[]> rest = store.range(from, null)) {
      byte[] last = from;
      for (int i = 0; rest.hasNext() && (i == 0 || i % AT_ONCE != 0 || hasTime(began)); i++) {
        KeyValue<byte[], byte[]> row = rest.next();
        open.apply(row).ifPresent(record -> find(record, now));
        last = row.key;
        records++;
      }
      next = rest.hasNext() ? Arrays.copyOf(last, last.length + 1) : null;
    }
    took += nanos.getAsLong() - began;
  }

  /// How many records were gone through.
  long records() {
    return records;
  }

  /// How long that took.
  Duration took() {
    return Duration.ofNanos(took);
  }

  private boolean hasTime(long began) {
    return nanos.getAsLong() - began < PIECE.toNanos();
  }

  private void find(DeploymentRecord record, Instant now) {
    if (!agenda.knows(record.id())) {
      agenda.seen(record, now);
    }
  }
}
