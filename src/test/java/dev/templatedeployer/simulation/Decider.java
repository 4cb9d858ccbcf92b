package dev.templatedeployer.simulation;

import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.simulation.SimulatedLog.Entry;
import dev.templatedeployer.simulation.SimulatedLog.Transaction;
import dev.templatedeployer.stream.StepUnderTest;
import dev.templatedeployer.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// The process that decides: one real step for each partition, and what Kafka Streams does around
/// them. One transaction at a time holds their outputs, their stores and their positions.
final class Decider {

  private final Topics topics;
  private final SimulatedLog log;
  private final Clocks clocks;
  private final Admission admission;
  private final Supplier<Controls> controls;
  private final Defect defect;
  private final List<String> inputs;
  private final List<StepUnderTest.Stores> stores = new ArrayList<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final List<StepUnderTest> steps = new ArrayList<>();
  private @Nullable Transaction transaction;

  /// Whether the process lives.
  boolean isUp;

  /// Whether the process stands still, as under SIGSTOP or in a long collection.
  boolean isPaused;

  /// How far the service falls behind: how old a record then is before it is read.
  long overload;

  /// Whether nothing can be read, as when a broker does not answer.
  boolean isStalled;

  /// How old a record is at present before it is read.
  private long delay;

  /// When the steps last began, by the true time.
  long begunAt;

  Decider(
      Topics topics,
      SimulatedLog log,
      Clocks clocks,
      Admission admission,
      Supplier<Controls> controls,
      Defect defect) {
    this.topics = topics;
    this.log = log;
    this.clocks = clocks;
    this.admission = admission;
    this.controls = controls;
    this.defect = defect;
    this.inputs =
        List.of(topics.commands().name(), topics.adminCommands().name(), topics.reports().name());
    for (int partition = 0; partition < topics.partitions(); partition++) {
      stores.add(new StepUnderTest.Stores());
    }
  }

  /// A new process takes over: whatever the one before had not committed is rolled back.
  void start() {
    rollBack();
    steps.clear();
    for (int partition = 0; partition < topics.partitions(); partition++) {
      steps.add(
          new StepUnderTest(
              partition,
              topics,
              admission,
              controls,
              Set.copyOf(World.TEMPLATES),
              stores.get(partition),
              new Outside()));
    }
    isUp = true;
    isPaused = false;
    begin();
  }

  /// The process dies. Its transaction stays open until the next one comes.
  void crash() {
    isUp = false;
  }

  /// The transaction is aborted, and the same steps begin anew.
  void abort() {
    steps.forEach(StepUnderTest::close);
    rollBack();
    begin();
  }

  void commit() {
    if (transaction != null) {
      log.commit(transaction);
      transaction = null;
    }
    stores.forEach(StepUnderTest.Stores::commit);
    committed.putAll(positions);
  }

  void beat() {
    if (defect != Defect.NO_BEAT) {
      steps.forEach(StepUnderTest::beat);
    }
  }

  /// Takes the next record of some task; says whether there was one.
  boolean take() {
    for (int partition = 0; partition < topics.partitions(); partition++) {
      if (take(partition)) {
        return true;
      }
    }
    return false;
  }

  /// Takes the next record of a task, the one with the lowest time as Kafka Streams does; says
  /// whether there was one.
  boolean take(int partition) {
    Entry oldest = null;
    for (String topic : inputs) {
      Entry next = next(new TopicPartition(topic, partition));
      if (next != null && (oldest == null || next.timestamp() < oldest.timestamp())) {
        oldest = next;
      }
    }
    return taken(oldest);
  }

  /// Falls behind, or catches up. It falls behind slowly, since it reads all the time.
  void elapse(long millis) {
    delay =
        delay < overload
            ? Math.min(overload, delay + millis / 2)
            : Math.max(overload, delay - millis * 10);
  }

  /// Whether it reads everything at once.
  boolean isKeepingUp() {
    return delay == 0 && overload == 0 && !isStalled;
  }

  /// Reads everything at once from now on.
  void keepUp() {
    overload = 0;
    delay = 0;
    isStalled = false;
  }

  /// Whether it has taken everything that was ever sent to it.
  boolean hasTakenEverything() {
    return oldestUnread() == Long.MAX_VALUE;
  }

  /// When the oldest record was appended that is not read yet; [Long#MAX_VALUE] if there is none.
  long oldestUnread() {
    long oldest = Long.MAX_VALUE;
    for (String topic : inputs) {
      for (int partition = 0; partition < topics.partitions(); partition++) {
        var place = new TopicPartition(topic, partition);
        List<Entry> entries = log.entries(place);
        long position = positions.getOrDefault(place, 0L);
        if (position < entries.size()) {
          oldest = Math.min(oldest, entries.get((int) position).at());
        }
      }
    }
    return oldest;
  }

  /// The stores, one for each partition.
  List<StepUnderTest.Stores> stores() {
    return stores;
  }

  List<StepUnderTest> steps() {
    return steps;
  }

  /// Whether nothing is written that is not committed.
  boolean isCommitted() {
    return transaction == null;
  }

  private void begin() {
    steps.forEach(StepUnderTest::init);
    begunAt = clocks.now();
  }

  private void rollBack() {
    if (defect == Defect.RESUME_INSTEAD_OF_ABORT) {
      stores.forEach(StepUnderTest.Stores::commit);
    } else {
      stores.forEach(StepUnderTest.Stores::abort);
    }
    if (transaction != null) {
      log.abort(transaction);
      transaction = null;
    }
    positions.clear();
    if (defect == Defect.POSITIONS_FORGOTTEN) {
      stores.forEach(StepUnderTest.Stores::forgetPositions);
    } else {
      positions.putAll(committed);
    }
  }

  private @Nullable Entry next(TopicPartition place) {
    List<Entry> entries = log.entries(place);
    long position = positions.getOrDefault(place, 0L);
    if (position >= entries.size()) {
      return null;
    }
    Entry next = entries.get((int) position);
    return !isStalled && clocks.now() - next.at() >= delay ? next : null;
  }

  private boolean taken(@Nullable Entry entry) {
    if (entry == null || entry.value() == null || entry.headers() == null) {
      return false;
    }
    positions.put(entry.place(), entry.offset() + 1);
    steps
        .get(entry.place().partition())
        .process(
            entry.place().topic(),
            entry.place().partition(),
            entry.offset(),
            entry.key(),
            entry.value(),
            new RecordHeaders(entry.headers()),
            entry.timestamp());
    return true;
  }

  private final class Outside implements StepUnderTest.Outside {

    @Override
    public Instant now() {
      return Instant.ofEpochMilli(clocks.of(Clocks.SERVICE));
    }

    @Override
    public void send(String topic, byte[] key, byte[] value, Headers headers, long timestamp) {
      if (transaction == null) {
        transaction = new Transaction();
      }
      log.append(topic, key, value, headers, timestamp, transaction);
    }
  }
}
