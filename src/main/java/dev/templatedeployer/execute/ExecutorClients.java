package dev.templatedeployer.execute;

import static org.apache.kafka.clients.consumer.ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_INSTANCE_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_PROTOCOL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.METADATA_MAX_AGE_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.RETRIES_CONFIG;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes the Kafka clients of an executor.
///
/// What keeps the promises of this package is fixed; the rest may be set otherwise.
public final class ExecutorClients {

  private ExecutorClients() {}

  /// A consumer of work.
  ///
  /// @param kafka where the brokers are, and whatever else is to be set
  public static Consumer<String, byte[]> consumer(
      Map<String, Object> kafka, ExecutorSettings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put(SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.put(HEARTBEAT_INTERVAL_MS_CONFIG, 1_000); // a partition moves in two of them
    config.put(MAX_POLL_RECORDS_CONFIG, 500);
    config.put(METADATA_MAX_AGE_CONFIG, 10_000); // a topic that is deleted or made anew is noticed
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.name() + "-work");
    config.putAll(kafka);
    config.put(GROUP_ID_CONFIG, settings.group());
    config.put(GROUP_PROTOCOL_CONFIG, "classic");
    config.put(PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
    if (settings.instance() != null) {
      config.put(GROUP_INSTANCE_ID_CONFIG, settings.instance());
    }
    config.put(ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /// A producer of reports and of the records that create canisters.
  ///
  /// It gives a record back after half a minute: a batch whose sequence number a broker no longer
  /// expects would otherwise be sent again for ever, and its successors with it. [ReportSender]
  /// sends what it is given back once more, under a number that fits.
  ///
  /// @param kafka where the brokers are, and whatever else is to be set
  public static Producer<String, byte[]> producer(
      Map<String, Object> kafka, ExecutorSettings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put(LINGER_MS_CONFIG, 0);
    config.put(COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.name() + "-reports");
    config.putAll(kafka);
    config.put(ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ACKS_CONFIG, "all");
    config.put(RETRIES_CONFIG, Integer.MAX_VALUE);
    config.put(REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }
}
