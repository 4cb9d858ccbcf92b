package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.topics.BrokerTrouble;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// The least that any exactly-once service does: read a record, write a record, and commit both
/// together every 10 ms. What the broker and this machine carry of that is the limit that all other
/// figures are to be compared with.
final class RawLoop {

  private static final int ROUNDS = 3;
  private static final int POLLED = 500;
  private static final Duration BETWEEN_COMMITS = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private RawLoop() {}

  /// Moves `count` records, once to warm up and then three times, and deletes them again.
  ///
  /// @return records a second
  static Spread recordsPerSecond(String brokers, int count)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    try (var topics = RawTopics.create(brokers)) {
      fill(topics, (count + POLLED) * (ROUNDS + 1)); // a round ends with a poll: it may move more
      return measure(topics, count);
    } catch (KafkaException e) {
      throw BrokerTrouble.of(e, brokers);
    }
  }

  private static void fill(RawTopics topics, int count) {
    var random = new SplittableRandom(1);
    try (var producer = topics.producer(Map.of("linger.ms", 5))) {
      for (var i = 0; i < count; i++) {
        var value = new byte[RawTopics.BYTES];
        random.nextBytes(value);
        var _ =
            producer.send(
                new ProducerRecord<>(RawTopics.IN, i % RawTopics.PARTITIONS, null, value));
      }
      producer.flush();
    }
  }

  private static Spread measure(RawTopics topics, int count) throws BenchFailed {
    try (var consumer = topics.consumer(RawTopics.IN, Map.of("max.poll.records", POLLED));
        var producer = topics.transactionalProducer()) {
      var rounds = new double[ROUNDS];
      move(count, consumer, producer); // the first is for the compilers
      for (var i = 0; i < ROUNDS; i++) {
        var began = System.nanoTime();
        var moved = move(count, consumer, producer);
        rounds[i] = moved * 1e9 / (System.nanoTime() - began);
      }
      return Spread.of(rounds);
    }
  }

  /// Moves at least `count` records.
  private static int move(
      int count, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer)
      throws BenchFailed {
    var moved = 0;
    var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (moved < count) {
      moved += inOneTransaction(count - moved, consumer, producer);
      if (System.nanoTime() - giveUpAt > 0) {
        throw BenchFailed.broken("The broker moved only %d of %d records.".formatted(moved, count));
      }
    }
    return moved;
  }

  /// Moves records for 10 ms, or until at least `most` are moved.
  private static int inOneTransaction(
      int most, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    var moved = 0;
    var next = new HashMap<TopicPartition, OffsetAndMetadata>();
    producer.beginTransaction();
    var commitAt = System.nanoTime() + BETWEEN_COMMITS.toNanos();
    do {
      var records = consumer.poll(BETWEEN_COMMITS);
      for (var record : records) {
        var _ =
            producer.send(
                new ProducerRecord<>(RawTopics.OUT, record.partition(), null, changed(record)));
        moved++;
      }
      next.putAll(records.nextOffsets());
    } while (moved < most && System.nanoTime() - commitAt < 0);
    producer.sendOffsetsToTransaction(next, consumer.groupMetadata());
    producer.commitTransaction();
    return moved;
  }

  private static byte[] changed(ConsumerRecord<byte[], byte[]> record) {
    var value = record.value().clone();
    value[0]++;
    return value;
  }
}
