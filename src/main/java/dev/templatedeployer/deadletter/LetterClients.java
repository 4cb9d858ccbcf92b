package dev.templatedeployer.deadletter;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The Kafka clients that dead letters are read and redriven with, a new one for each call.
///
/// @param kafka what they are told, `bootstrap.servers` among it; may hold secrets
/// @param transactionalId of whoever redrives: who begins fences whoever began before
record LetterClients(Map<String, String> kafka, String transactionalId) {

  private static final int PATIENCE_MILLIS = 5_000;

  /// Decisions on the partition that is redriven to wait for an open transaction: this long, if its
  /// producer dies. A minute by default.
  private static final int TRANSACTION_TIMEOUT_MILLIS = 2 * PATIENCE_MILLIS;

  LetterClients {
    kafka = Map.copyOf(kafka);
  }

  /// A consumer without a group, that sees only what was committed.
  Consumer<byte[], byte[]> consumer() {
    var config = new HashMap<String, Object>();
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.putAll(kafka);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    // It reads to a known end and is closed then, which has to wait for the fetch that runs ahead.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// A producer of transactions.
  Producer<byte[], byte[]> producer() {
    var config = new HashMap<String, Object>();
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * PATIENCE_MILLIS);
    config.putAll(kafka);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
