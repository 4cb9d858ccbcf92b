package dev.templatedeployer.control.log;

import static org.apache.kafka.clients.CommonClientConfigs.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTIONAL_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes the Kafka clients of this package. What keeps its promises is fixed; the rest may be set
/// otherwise.
///
/// @param kafka where the brokers are, and whatever else is to be set; may hold secrets
public record ControlClients(Map<String, Object> kafka) {

  private static final int PATIENCE_MILLIS = 15_000;

  public ControlClients {
    kafka = Map.copyOf(kafka);
  }

  /// A consumer that follows one partition, belongs to no group and sees what is committed.
  Consumer<String, byte[]> consumer(String clientId) {
    return consumer(withPatience(clientId));
  }

  /// One like [#consumer(String)] that reads to a known end and is closed then. Closing has to wait
  /// for the fetch that runs ahead, so that one may not wait for records long.
  Consumer<String, byte[]> shortLivedConsumer(String clientId) {
    Map<String, Object> config = withPatience(clientId);
    config.put(FETCH_MAX_WAIT_MS_CONFIG, 20);
    return consumer(config);
  }

  private static Consumer<String, byte[]> consumer(Map<String, Object> config) {
    config.put(ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /// A producer that writes under `transactionalId`, which shuts out whoever did before.
  Producer<String, byte[]> transactionalProducer(String transactionalId) {
    Map<String, Object> config = producer("control");
    config.put(TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(TRANSACTION_TIMEOUT_CONFIG, 2 * PATIENCE_MILLIS);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /// A producer that does not block its callers long.
  Producer<String, byte[]> quickProducer(String clientId) {
    Map<String, Object> config = producer(clientId);
    config.put(MAX_BLOCK_MS_CONFIG, 1_000);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> producer(String clientId) {
    Map<String, Object> config = new HashMap<>();
    config.put(LINGER_MS_CONFIG, 0);
    config.put(COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(CLIENT_ID_CONFIG, clientId);
    config.putAll(kafka);
    config.put(ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ACKS_CONFIG, "all");
    config.put(REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 3);
    config.put(DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    return config;
  }

  private Map<String, Object> withPatience(String clientId) {
    Map<String, Object> config = new HashMap<>();
    config.put(CLIENT_ID_CONFIG, clientId);
    config.putAll(kafka);
    config.put(REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 3);
    config.put(DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return config;
  }

  /// Prints without the settings, which may hold passwords.
  @Override
  public String toString() {
    return "the clients of control";
  }
}
