package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The least that any exactly-once service does: read a record, write a record, and commit both
/// together every 10 ms. What the broker and this machine carry of that is the limit that all other
/// figures are to be compared with.
final class RawLoop {

  private static final String IN = "bench-raw-in";
  private static final String OUT = "bench-raw-out";
  private static final int PARTITIONS = 6;
  private static final int BYTES = 500;
  private static final int ROUNDS = 3;
  private static final int POLLED = 500;
  private static final Duration BETWEEN_COMMITS = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, Object> kafka;
  private final String brokers;

  private RawLoop(String brokers) {
    this.brokers = brokers;
    this.kafka = Map.of("bootstrap.servers", brokers);
  }

  /// Moves `count` records, once to warm up and then three times, and deletes them again.
  ///
  /// @return records a second
  static Spread recordsPerSecond(String brokers, int count)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    return new RawLoop(brokers).measure(count);
  }

  private Spread measure(int count) throws BenchFailed, BrokerTrouble, InterruptedException {
    try (var topics = KafkaTopics.at(Map.of("bootstrap.servers", brokers))) {
      topics.create(List.of(topic(IN), topic(OUT)), 1);
    }
    try (var admin = Admin.create(kafka)) {
      fill((count + POLLED) * (ROUNDS + 1)); // a round ends with a poll, and so may move more
      var perSecond = move(count);
      admin.deleteTopics(List.of(IN, OUT)).all().get();
      return perSecond;
    } catch (ExecutionException | KafkaException e) {
      throw BrokerTrouble.of(e, brokers);
    }
  }

  private static Topic topic(String name) {
    var kept = new Topic.Kept.For(Duration.ofHours(1));
    return new Topic(name, PARTITIONS, "none", null, kept, false);
  }

  private void fill(int count) {
    var random = new SplittableRandom(1);
    try (var producer = producer(Map.of("linger.ms", 5))) {
      for (var i = 0; i < count; i++) {
        var value = new byte[BYTES];
        random.nextBytes(value);
        var _ = producer.send(new ProducerRecord<>(IN, i % PARTITIONS, null, value));
      }
      producer.flush();
    }
  }

  private Spread move(int count) throws BenchFailed {
    try (var consumer = consumer();
        var producer = producer(Map.of("transactional.id", "bench-raw", "retry.backoff.ms", 2))) {
      producer.initTransactions();
      consumer.assign(
          IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(IN, i)).toList());
      consumer.seekToBeginning(consumer.assignment());
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
        var _ = producer.send(new ProducerRecord<>(OUT, record.partition(), null, changed(record)));
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

  private Consumer<byte[], byte[]> consumer() {
    var config = new HashMap<>(kafka);
    config.put("group.id", "bench-raw");
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("max.poll.records", POLLED);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Producer<byte[], byte[]> producer(Map<String, Object> more) {
    var config = new HashMap<>(kafka);
    config.put("compression.type", "lz4");
    config.putAll(more);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
