package dev.templatedeployer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.OutcomeCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A topic of outcomes, written in transactions as the service writes it.
final class OutcomeLog implements AutoCloseable {

  static final Principal OWNER = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");

  private final String topic;
  private final OutcomeCodec codec = new OutcomeCodec(new BuiltInSchemaIds());
  private final Producer<byte[], byte[]> producer;

  private OutcomeLog(String topic, Producer<byte[], byte[]> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  /// Makes the topic, which must not exist.
  static OutcomeLog create(String brokers, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "transactional.id", "log-of-" + topic),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return new OutcomeLog(topic, producer);
  }

  /// Commits outcomes together.
  void commit(DeploymentOutcome... outcomes) {
    producer.beginTransaction();
    send(outcomes);
    producer.commitTransaction();
  }

  /// Writes outcomes and takes them back.
  void takeBack(DeploymentOutcome... outcomes) {
    producer.beginTransaction();
    send(outcomes);
    producer.flush();
    producer.abortTransaction();
  }

  /// Commits something that is no outcome.
  void commitNonsense(String key) {
    producer.beginTransaction();
    var _ = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), "?".getBytes(UTF_8)));
    producer.commitTransaction();
  }

  private void send(DeploymentOutcome... outcomes) {
    for (DeploymentOutcome outcome : outcomes) {
      byte[] key = outcome.id().value().getBytes(UTF_8);
      var _ = producer.send(new ProducerRecord<>(topic, key, codec.encode(outcome)));
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  static DeploymentOutcome completed(String id, long version) {
    return outcome(id, version, Status.COMPLETED);
  }

  static DeploymentOutcome outcome(String id, long version, Status status) {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    return new DeploymentOutcome(
        new DeploymentId(id),
        version,
        1,
        null,
        status,
        new TemplateName("probe"),
        "1.0.0",
        OWNER,
        "shop",
        status == Status.COMPLETED ? new Principal("em77e-bvlzu-aq") : null,
        status == Status.FAILED ? new Failure("QUOTA", "The quota is used up.", false) : null,
        Map.of(),
        status == Status.CANCELLED ? "too late" : null,
        1,
        "00",
        Map.of("team", "blue"),
        noon,
        noon,
        noon);
  }
}
