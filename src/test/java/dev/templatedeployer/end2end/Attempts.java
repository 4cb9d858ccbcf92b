package dev.templatedeployer.end2end;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What one user tries at a broker, for real. Each answer is whether the broker let it; anything
/// else that goes wrong is no answer and fails the test.
final class Attempts implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration A_LOOK = Duration.ofMillis(100);

  private final Map<String, String> user;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;

  /// @param user how the user logs in
  Attempts(Map<String, String> user) {
    this.user = user;
    // Without idempotence, so that each try stands for itself.
    this.producer =
        new KafkaProducer<>(
            with(Map.of("enable.idempotence", "false", "retry.backoff.ms", "5")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.consumer = consumer(Map.of());
    this.admin = Admin.create(with(Map.of("retry.backoff.ms", "5")));
  }

  boolean produces(String topic) throws Exception {
    return isLet(() -> producer.send(new ProducerRecord<>(topic, 0, null, new byte[1])).get());
  }

  /// @param topic with at least one record on partition 0
  boolean consumes(String topic) throws Exception {
    return isLet(() -> {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      pollUntil(consumer, () -> consumer.position(partition) > 0);
    });
  }

  boolean creates(String topic) throws Exception {
    return isLet(() -> {
      try {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      } catch (java.util.concurrent.ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    });
  }

  boolean setsConfigsOf(String topic) throws Exception {
    var change =
        new AlterConfigOp(new ConfigEntry("retention.ms", "3600000"), AlterConfigOp.OpType.SET);
    return isLet(() ->
        admin
            .incrementalAlterConfigs(
                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)),
                new AlterConfigsOptions().validateOnly(true))
            .all()
            .get());
  }

  boolean deletes(String topic) throws Exception {
    return isLet(() -> admin.deleteTopics(List.of(topic)).all().get());
  }

  boolean transacts(String transactionalId) throws Exception {
    try (var transactional =
        new KafkaProducer<>(
            with(Map.of("transactional.id", transactionalId)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return isLet(transactional::initTransactions);
    }
  }

  /// @param topic one that the user may read
  boolean joins(String group, String topic) throws Exception {
    try (var member = consumer(Map.of("group.id", group))) {
      return isLet(() -> {
        member.subscribe(List.of(topic));
        pollUntil(member, () -> !member.assignment().isEmpty());
      });
    }
  }

  private static void pollUntil(KafkaConsumer<?, ?> consumer, Condition condition) {
    var end = Instant.now().plus(PATIENCE);
    do {
      consumer.poll(A_LOOK);
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("Neither let nor refused within " + PATIENCE);
      }
    } while (!condition.holds());
  }

  private static boolean isLet(Try attempt) throws Exception {
    try {
      attempt.run();
      return true;
    } catch (Exception e) {
      if (Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
          .anyMatch(AuthorizationException.class::isInstance)) {
        return false;
      }
      throw e;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    var settings = new HashMap<>(more);
    settings.putAll(
        Map.of(
            "fetch.max.wait.ms", "20", "retry.backoff.ms", "5", "auto.offset.reset", "earliest"));
    settings.putAll(Map.of("enable.auto.commit", "false", "allow.auto.create.topics", "false"));
    return new KafkaConsumer<>(
        with(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> with(Map<String, ?> more) {
    var settings = new HashMap<String, Object>(user);
    settings.putAll(more);
    return settings;
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
    admin.close();
  }

  private interface Try {
    void run() throws Exception;
  }

  private interface Condition {
    boolean holds();
  }
}
