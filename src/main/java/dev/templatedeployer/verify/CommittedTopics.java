package dev.templatedeployer.verify;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// Topics read from their beginnings by a consumer of its own, without a group, and only what is
/// committed. Remembers where it stands in each partition, so that reading can go on there.
///
/// Belongs to the thread that verifies; only [#wakeUp] may be called from another.
final class CommittedTopics implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  /// How long nothing at all may come although there is more to read.
  private static final Duration STILL = Duration.ofSeconds(60);

  private static final Duration ASKING = Duration.ofSeconds(20);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  CommittedTopics(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /// The partitions of `topic`.
  ///
  /// @throws BrokenOff if there is no such topic
  Set<Integer> partitions(String topic) throws BrokenOff {
    List<PartitionInfo> found = consumer.partitionsFor(topic, ASKING);
    if (found == null || found.isEmpty()) {
      throw new BrokenOff(
          "The topic '%s' does not exist. Start the service once; it makes its topics or says what is wrong with them."
              .formatted(topic));
    }
    var numbers = new TreeSet<Integer>();
    found.forEach(info -> numbers.add(info.partition()));
    return numbers;
  }

  /// Where what is committed ends now.
  Map<TopicPartition, Long> ends(String topic, Set<Integer> partitions) {
    Set<TopicPartition> asked = of(topic, partitions);
    assign(asked); // a consumer that reads what is committed warns of the ends of all others
    return consumer.endOffsets(asked, ASKING);
  }

  /// How many offsets there are before `ends`.
  long length(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet(), ASKING);
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - begins.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  /// Goes back to the beginning of some partitions.
  void rewind(String topic, Set<Integer> partitions) {
    of(topic, partitions).forEach(next::remove);
  }

  /// Where the reading of a partition stands.
  long next(String topic, int partition) {
    return next.getOrDefault(new TopicPartition(topic, partition), 0L);
  }

  /// Reads on up to `ends`.
  ///
  /// @param ends the offsets before which to stop, all of which are or will be committed
  /// @throws BrokenOff if nothing comes for a long time
  void read(Map<TopicPartition, Long> ends, Reader reader) throws BrokenOff {
    var open = new HashMap<>(ends);
    open.entrySet().removeIf(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    assign(open.keySet());
    long lastNews = System.nanoTime();
    while (!open.isEmpty()) {
      boolean isNews = poll(open, reader);
      if (open.entrySet().removeIf(end -> hasCome(end.getKey(), end.getValue()))) {
        assign(open.keySet());
        isNews = true;
      }
      lastNews = isNews ? System.nanoTime() : lastNews;
      if (System.nanoTime() - lastNews > STILL.toNanos()) {
        throw new BrokenOff(
            "Nothing came from %s for %s s, although there is more. Look at the brokers, then verify again."
                .formatted(open.keySet(), STILL.toSeconds()));
      }
    }
  }

  /// Reads on for as long as something is awaited, but no longer than `patience`.
  void readOn(
      String topic,
      Set<Integer> partitions,
      BooleanSupplier isAwaited,
      Duration patience,
      Reader reader) {
    if (!isAwaited.getAsBoolean()) {
      return;
    }
    var endless = new HashMap<TopicPartition, Long>();
    of(topic, partitions).forEach(partition -> endless.put(partition, Long.MAX_VALUE));
    assign(endless.keySet());
    long end = System.nanoTime() + patience.toNanos();
    while (isAwaited.getAsBoolean() && System.nanoTime() < end) {
      poll(endless, reader);
      endless.forEach(this::hasCome);
    }
  }

  /// Has the thread that reads stop as soon as it can, by a WakeupException.
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private boolean poll(Map<TopicPartition, Long> ends, Reader reader) {
    boolean isNews = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      var partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() < ends.getOrDefault(partition, 0L)) {
        reader.take(record);
        next.put(partition, record.offset() + 1);
        isNews = true;
      }
    }
    return isNews;
  }

  /// Whether the reading has come to `end`, also past what is no record, such as the end of a
  /// transaction. What was fetched beyond it is read another time.
  private boolean hasCome(TopicPartition partition, long end) {
    long position = Math.min(end, consumer.position(partition, ASKING));
    return next.merge(partition, position, Math::max) >= end;
  }

  private void assign(Set<TopicPartition> partitions) {
    consumer.assign(List.copyOf(partitions));
    for (TopicPartition partition : partitions) {
      Long known = next.get(partition);
      if (known == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, known);
      }
    }
  }

  private static Set<TopicPartition> of(String topic, Set<Integer> partitions) {
    var all = new HashSet<TopicPartition>();
    partitions.forEach(number -> all.add(new TopicPartition(topic, number)));
    return all;
  }

  /// Takes records in, in the order of each partition.
  @FunctionalInterface
  interface Reader {
    void take(ConsumerRecord<byte[], byte[]> record);
  }
}
