package dev.templatedeployer.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A topic of letters, written in transactions and read back.
final class Letters {

  private static final TopicPartition PARTITION = new TopicPartition("letters", 0);

  private Letters() {}

  static void createTopic(String brokers) throws Exception {
    createTopic(brokers, Map.of());
  }

  static void createTopic(String brokers, Map<String, String> config) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      var topic = new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty()).configs(config);
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  static void sendInOneTransaction(String brokers, String... letters) {
    sendInOneTransaction(brokers, Map.of(), letters);
  }

  /// @param more settings of the producer
  static void sendInOneTransaction(String brokers, Map<String, Object> more, String... letters) {
    var settings = new HashMap<String, Object>(more);
    settings.put("bootstrap.servers", brokers);
    settings.put("transactional.id", "post");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (var letter : letters) {
        var _ = producer.send(new ProducerRecord<>(PARTITION.topic(), letter));
      }
      producer.commitTransaction();
    }
  }

  /// Reads from the beginning until `count` committed letters have come.
  static List<String> committed(String brokers, int count) {
    var settings =
        Map.<String, Object>of("bootstrap.servers", brokers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      var letters = new ArrayList<String>();
      var deadline = Instant.now().plusSeconds(30);
      while (letters.size() < count) {
        assertThat(Instant.now()).as("time left to read %d letters", count).isBefore(deadline);
        consumer.poll(Duration.ofMillis(100)).forEach(record -> letters.add(record.value()));
      }
      return letters;
    }
  }
}
