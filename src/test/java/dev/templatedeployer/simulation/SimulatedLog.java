package dev.templatedeployer.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// A broker in memory: topics with partitions, transactions that readers wait for, markers that
/// take up offsets, and a clock of its own that stamps what others write.
final class SimulatedLog {

  private final int partitions;
  private final Set<String> stamped;
  private final LongSupplier trueTime;
  private final LongSupplier brokerTime;
  private final Map<TopicPartition, Partition> all = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

  /// @param trueTime milliseconds since the epoch
  /// @param brokerTime the same by the clock of the broker
  SimulatedLog(Topics topics, LongSupplier trueTime, LongSupplier brokerTime) {
    this.partitions = topics.partitions();
    this.stamped =
        Set.copyOf(
            List.of(topics.commands(), topics.adminCommands(), topics.reports()).stream()
                .filter(Topic::isInput)
                .map(Topic::name)
                .toList());
    this.trueTime = trueTime;
    this.brokerTime = brokerTime;
  }

  /// A transaction of a producer.
  static final class Transaction {

    private final Set<TopicPartition> touched = new HashSet<>();
    private State state = State.OPEN;

    boolean isOpen() {
      return state == State.OPEN;
    }

    boolean isAborted() {
      return state == State.ABORTED;
    }
  }

  private enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  /// A record, or the marker of a transaction's end, which has no value.
  ///
  /// @param timestamp by the clock of whoever stamped it
  /// @param at when it was really appended
  /// @param transaction what it belongs to, or null if to none
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Entry(
      TopicPartition place,
      long offset,
      byte[] key,
      byte @Nullable [] value,
      @Nullable Headers headers,
      long timestamp,
      long at,
      @Nullable Transaction transaction) {

    boolean isAborted() {
      return transaction != null && transaction.isAborted();
    }

    boolean isPending() {
      return transaction != null && transaction.isOpen();
    }
  }

  private static final class Partition {
    final List<Entry> entries = new ArrayList<>();
    int stable;

    /// Behind the last record that a reader of what is committed may see.
    int stable() {
      while (stable < entries.size() && !entries.get(stable).isPending()) {
        stable++;
      }
      return stable;
    }
  }

  /// What was read, and where reading goes on.
  record Slice(List<Entry> entries, long next) {}

  TopicPartition place(String topic, byte[] key) {
    return new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions);
  }

  /// Appends a record.
  void append(
      String topic,
      byte[] key,
      byte[] value,
      Headers headers,
      long timestamp,
      @Nullable Transaction transaction) {
    TopicPartition place = place(topic, key);
    long time = stamped.contains(topic) ? brokerTime.getAsLong() : timestamp;
    if (transaction != null) {
      transaction.touched.add(place);
    }
    add(place, key, value, headers, time, transaction);
  }

  void commit(Transaction transaction) {
    end(transaction, State.COMMITTED);
  }

  void abort(Transaction transaction) {
    end(transaction, State.ABORTED);
  }

  /// Reads at most `most` records from `from` on.
  ///
  /// @param isUncommittedRead whether the reader also sees what is not committed, or never will be
  Slice read(TopicPartition place, long from, int most, boolean isUncommittedRead) {
    Partition partition = partition(place);
    int end = isUncommittedRead ? partition.entries.size() : partition.stable();
    var read = new ArrayList<Entry>();
    int next = (int) from;
    while (next < end && read.size() < most) {
      Entry entry = partition.entries.get(next++);
      if (entry.value() != null && (isUncommittedRead || !entry.isAborted())) {
        read.add(entry);
      }
    }
    return new Slice(read, Math.max(from, next));
  }

  /// Where a reader stands that has read everything it may.
  long end(TopicPartition place, boolean isUncommittedRead) {
    Partition partition = partition(place);
    return isUncommittedRead ? partition.entries.size() : partition.stable();
  }

  /// Everything that was ever appended to `place`.
  List<Entry> entries(TopicPartition place) {
    return partition(place).entries;
  }

  @Nullable OffsetAndMetadata committed(TopicPartition place) {
    return committed.get(place);
  }

  void commitOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
    committed.putAll(offsets);
  }

  private void end(Transaction transaction, State state) {
    transaction.state = state;
    transaction.touched.stream()
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .forEach(
            place -> add(place, "end".getBytes(UTF_8), null, null, trueTime.getAsLong(), null));
  }

  private void add(
      TopicPartition place,
      byte[] key,
      byte @Nullable [] value,
      @Nullable Headers headers,
      long timestamp,
      @Nullable Transaction transaction) {
    List<Entry> entries = partition(place).entries;
    entries.add(
        new Entry(
            place,
            entries.size(),
            key,
            value,
            headers,
            timestamp,
            trueTime.getAsLong(),
            transaction));
  }

  private Partition partition(TopicPartition place) {
    return all.computeIfAbsent(place, _ -> new Partition());
  }
}
