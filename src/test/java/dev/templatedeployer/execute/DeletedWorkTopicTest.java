package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.Rig.ALPHA;
import static dev.templatedeployer.execute.Rig.BETA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.WorkCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An executor on a real broker whose work topic is deleted.
class DeletedWorkTopicTest {

  static final Duration NOTICED = Duration.ofSeconds(30);
  static final String GROUP = "executors";

  final Rig rig = new Rig(); // for its templates
  final WorkCodec works = new WorkCodec(new BuiltInSchemaIds());
  EmbeddedBroker broker;
  Admin admin;
  KafkaProducer<String, byte[]> producer;
  Executor executor;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    admin = Admin.create(kafka());
    producer = new KafkaProducer<>(kafka(), new StringSerializer(), new ByteArraySerializer());
    create("work.alpha");
    create("work.beta");
    create("reports");
    executor = executor();
    executor.start();
    await().atMost(NOTICED).until(() -> executor.problem().isEmpty());
  }

  @AfterEach
  void stop() {
    executor.close(Duration.ZERO);
    producer.close(Duration.ZERO);
    admin.close();
    broker.close();
  }

  @Test
  void namesItGoesOnWithOthersAndTakesItUpAgain() throws Exception {
    for (int i = 0; i < 20; i++) {
      hand(ALPHA, "old" + i, Token.FIRST);
    }
    awaitCall(rig.alpha, "old19/1.1");
    admin.deleteTopics(List.of("work.alpha")).all().get();

    await().atMost(NOTICED).until(() -> executor.problem().isPresent());
    assertThat(executor.problem().orElseThrow())
        .startsWith("No work comes from 'work.alpha', which Kafka does not have.");
    hand(BETA, "b", Token.FIRST);
    awaitCall(rig.beta, "b/1.1");

    create("work.alpha");
    hand(ALPHA, "a", Token.FIRST);
    hand(ALPHA, "old1", Token.FIRST.nextDrive());
    awaitCall(rig.alpha, "a/1.1");
    awaitCall(rig.alpha, "old1/1.2");
    await().atMost(NOTICED).until(() -> executor.problem().isEmpty());
    awaitCommitted("work.alpha", 2);
  }

  @Test
  void isNotMisledByOffsetsOfTheOldOne() throws Exception {
    executor.close(Duration.ZERO);
    admin
        .alterConsumerGroupOffsets(
            GROUP, Map.of(new TopicPartition("work.alpha", 0), new OffsetAndMetadata(500)))
        .all()
        .get();
    hand(ALPHA, "a", Token.FIRST);

    executor = executor();
    executor.start();

    awaitCall(rig.alpha, "a/1.1");
    awaitCommitted("work.alpha", 1);
  }

  private Executor executor() {
    var settings = ExecutorSettings.standard("e1", GROUP);
    var parts = rig.parts;
    return new Executor(
        settings,
        new ExecutorParts(
            parts.templates(),
            parts.topics(),
            works::decode,
            new ReportCodec(new BuiltInSchemaIds())::encode,
            null,
            parts.hosts(),
            ExecutorClients.consumer(kafka(), settings),
            ExecutorClients.producer(kafka(), settings),
            parts.mayStart(),
            new io.micrometer.core.instrument.simple.SimpleMeterRegistry()));
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private void create(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
  }

  private void hand(TemplateName template, String id, Token token) throws Exception {
    var start = Rig.start(id, template, token, null);
    producer.send(new ProducerRecord<>("work." + template, id, works.encode(start))).get();
  }

  private static void awaitCall(ScriptedTemplate template, String call) {
    await().atMost(NOTICED).until(() -> template.calls().contains(call));
  }

  private void awaitCommitted(String topic, long offset) {
    var partition = new TopicPartition(topic, 0);
    await()
        .atMost(NOTICED)
        .until(() -> {
          var all = admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
          OffsetAndMetadata committed = all.get(partition);
          return committed != null && committed.offset() == offset;
        });
  }
}
