package dev.templatedeployer.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The committed records of topics, read without a group by whoever is about to start or to rebuild
/// the stores. Blocks, and belongs to one thread.
final class CommittedRecords implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ASKING = Duration.ofSeconds(20);

  /// How long nothing at all may come although there is more to read.
  private static final Duration STILL = Duration.ofSeconds(60);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /// @param kafka what the client is told, `bootstrap.servers` among it
  CommittedRecords(Map<String, String> kafka) {
    var config = new HashMap<String, Object>(kafka);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// Where what is committed ends now.
  Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    consumer.assign(partitions);
    return consumer.endOffsets(partitions, ASKING);
  }

  /// Where partitions begin now.
  Map<TopicPartition, Long> begins(Set<TopicPartition> partitions) {
    return consumer.beginningOffsets(partitions, ASKING);
  }

  /// Those of `partitions` that hold a record; the ends of transactions are none.
  Set<TopicPartition> holdingRecords(Set<TopicPartition> partitions) {
    var holding = new HashSet<TopicPartition>();
    Map<TopicPartition, Long> open = new HashMap<>(ends(partitions));
    open.values().removeIf(end -> end == 0);
    consumer.assign(open.keySet());
    consumer.seekToBeginning(open.keySet());
    long lastNews = System.nanoTime();
    while (!open.isEmpty()) {
      var some = consumer.poll(POLL);
      holding.addAll(some.partitions());
      boolean isNews =
          open.entrySet()
              .removeIf(end ->
                  holding.contains(end.getKey())
                      || consumer.position(end.getKey(), ASKING) >= end.getValue());
      if (isNews) {
        consumer.pause(
            consumer.assignment().stream()
                .filter(partition -> !open.containsKey(partition))
                .collect(Collectors.toSet()));
        lastNews = System.nanoTime();
      }
      refuseToWait(lastNews, open.keySet());
    }
    return holding;
  }

  /// Reads a partition from an offset up to where it ends now.
  ///
  /// @param taker takes each record
  /// @param progress told how many offsets were passed since it was told last
  void read(
      TopicPartition partition,
      long from,
      Consumer<ConsumerRecord<byte[], byte[]>> taker,
      LongConsumer progress) {
    long end = ends(Set.of(partition)).getOrDefault(partition, 0L);
    long reached = Math.max(from, begins(Set.of(partition)).getOrDefault(partition, 0L));
    consumer.seek(partition, reached);
    long lastNews = System.nanoTime();
    while (reached < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          taker.accept(record);
        }
      }
      long position = Math.min(end, consumer.position(partition, ASKING));
      if (position > reached) {
        progress.accept(position - reached);
        reached = position;
        lastNews = System.nanoTime();
      }
      refuseToWait(lastNews, Set.of(partition));
    }
  }

  /// The record at `offset`, if there is one and it is no end of a transaction.
  Optional<ConsumerRecord<byte[], byte[]>> recordAt(TopicPartition partition, long offset) {
    if (ends(Set.of(partition)).getOrDefault(partition, 0L) <= offset
        || begins(Set.of(partition)).getOrDefault(partition, 0L) > offset) {
      return Optional.empty();
    }
    consumer.seek(partition, offset);
    long lastNews = System.nanoTime();
    while (consumer.position(partition, ASKING) <= offset) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == offset ? Optional.of(record) : Optional.empty();
      }
      refuseToWait(lastNews, Set.of(partition));
    }
    return Optional.empty();
  }

  private static void refuseToWait(long lastNews, Set<TopicPartition> partitions) {
    if (!partitions.isEmpty() && System.nanoTime() - lastNews > STILL.toNanos()) {
      throw new TimeoutException(
          "Nothing came from %s for %d s, although there is more."
              .formatted(List.copyOf(partitions), STILL.toSeconds()));
    }
  }

  /// All partitions of a topic.
  static Set<TopicPartition> all(String topic, int partitions) {
    return IntStream.range(0, partitions)
        .mapToObj(number -> new TopicPartition(topic, number))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
