package dev.templatedeployer.bench.suite;

import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Two topics, as many partitions each as a deployer's have by default, and plain clients for them:
/// what it takes to see what the broker does without us. Deleted when it is closed.
final class RawTopics implements AutoCloseable {

  static final String IN = "bench-raw-in";
  static final String OUT = "bench-raw-out";
  static final int PARTITIONS = 6;

  /// As long as the config of a deployment in the other scenarios.
  static final int BYTES = 500;

  private final Map<String, Object> kafka;
  private final String brokers;

  private RawTopics(String brokers) {
    this.brokers = brokers;
    this.kafka = Map.of("bootstrap.servers", brokers);
  }

  static RawTopics create(String brokers) throws BrokerTrouble, InterruptedException {
    var created = new RawTopics(brokers);
    try (var topics = KafkaTopics.at(Map.of("bootstrap.servers", brokers))) {
      topics.create(List.of(topic(IN), topic(OUT)), 1);
    }
    return created;
  }

  private static Topic topic(String name) {
    var kept = new Topic.Kept.For(Duration.ofHours(1));
    return new Topic(name, PARTITIONS, "none", null, kept, false);
  }

  /// Reads what is committed in all partitions of a topic, from its beginning.
  Consumer<byte[], byte[]> consumer(String topic, Map<String, Object> more) {
    var config = new HashMap<>(kafka);
    config.put("group.id", "bench-raw");
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.putAll(more);
    var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList());
    consumer.seekToBeginning(consumer.assignment());
    return consumer;
  }

  Producer<byte[], byte[]> producer(Map<String, Object> more) {
    var config = new HashMap<>(kafka);
    config.put("compression.type", "lz4");
    config.putAll(more);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// A producer for transactions that asks again soon while the last one is being ended, as that of
  /// the topology does.
  Producer<byte[], byte[]> transactionalProducer() {
    var producer = producer(Map.of("transactional.id", "bench-raw", "retry.backoff.ms", 2));
    producer.initTransactions();
    return producer;
  }

  @Override
  public void close() throws BrokerTrouble {
    try (var admin = Admin.create(kafka)) {
      admin.deleteTopics(List.of(IN, OUT)).all().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException | KafkaException e) {
      throw BrokerTrouble.of(e, brokers);
    }
  }
}
