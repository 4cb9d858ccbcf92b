package dev.templatedeployer.bench;

import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.topics.KafkaTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The clients that really connect.
public final class KafkaBenchClients implements BenchClients {

  private final Map<String, String> kafka;
  private final int lingerMillis;

  /// @param kafka what the clients are told, `bootstrap.servers` among it; may hold secrets
  /// @param lingerMillis how long the producer waits for more to send: 0 for the best latency, a
  ///   few for the best throughput
  public KafkaBenchClients(Map<String, String> kafka, int lingerMillis) {
    this.kafka = Map.copyOf(kafka);
    this.lingerMillis = lingerMillis;
  }

  @Override
  public Set<String> topics() throws BrokerTrouble, InterruptedException {
    try (var topics = KafkaTopics.at(kafka)) {
      return topics.names();
    }
  }

  @Override
  public Producer<byte[], byte[]> producer() {
    var config = new HashMap<String, Object>();
    config.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    config.putAll(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> consumer() {
    var config = new HashMap<String, Object>();
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    config.putAll(kafka);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
