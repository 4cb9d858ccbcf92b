package dev.templatedeployer.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lag on a real broker, of a topic with two partitions.
class KafkaLagsTest {

  static final String GROUP = "template-deployer-executors";
  static final Topics TOPICS = new Topics("deployments.", "canisters.", 2);
  static final TemplateName LOCK = new TemplateName("lock");
  static final TemplateName DAO = new TemplateName("dao");
  static final String WORK = TOPICS.work(LOCK).name();

  EmbeddedBroker broker;
  Admin admin;
  KafkaProducer<String, String> producer;
  KafkaLags lags;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var topics = KafkaTopics.at(kafka)) {
      topics.create(List.of(TOPICS.work(LOCK), TOPICS.work(DAO)), 1);
    }
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    lags = lags(broker.bootstrapServers());
  }

  @AfterEach
  void stop() {
    lags.close();
    producer.close(Duration.ZERO);
    admin.close();
    broker.close();
  }

  @Test
  void isAllThatIsCommittedWhereTheExecutorsHaveTakenNothing() throws Exception {
    assertThat(lags.read()).isEqualTo(Map.of(LOCK, 0L, DAO, 0L));

    commit(Map.of(0, 5, 1, 2));

    // With the end of the transaction in both partitions.
    awaitLags(Map.of(LOCK, 5L + 1 + 2 + 1, DAO, 0L));
  }

  @Test
  void leavesOutWhatMayStillBeRolledBack() throws Exception {
    commit(Map.of(0, 5));
    begin(Map.of(0, 100));
    producer.flush();

    awaitLags(Map.of(LOCK, 6L, DAO, 0L));
    producer.abortTransaction();
  }

  @Test
  void isWhatTheExecutorsHaveNotFinished() throws Exception {
    commit(Map.of(0, 5, 1, 2));
    finish(0, 4);
    awaitLags(Map.of(LOCK, 2L + 3, DAO, 0L));

    finish(0, 6);
    finish(1, 3);
    awaitLags(Map.of(LOCK, 0L, DAO, 0L));
  }

  @Test
  void leavesOutWhatWasDeletedMeanwhile() throws Exception {
    commit(Map.of(0, 5));
    finish(0, 1);
    admin
        .deleteRecords(Map.of(new TopicPartition(WORK, 0), RecordsToDelete.beforeOffset(4)))
        .all()
        .get();

    awaitLags(Map.of(LOCK, 2L, DAO, 0L));
  }

  @Test
  void isNotKnownWhenNobodyAnswers() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        var nobody = lags("127.0.0.1:" + socket.getLocalPort())) {
      var unknown = catchThrowableOfType(LagsUnknown.class, nobody::read);

      assertThat(unknown.sentence())
          .isEqualTo(
              "The backlog is not known: Kafka did not answer within 2 s. Ask again, or look at the brokers.");
    }
  }

  /// A transaction ends for its readers a moment after it does for its writer.
  private void awaitLags(Map<TemplateName, Long> expected) {
    await().untilAsserted(() -> assertThat(lags.read()).isEqualTo(expected));
  }

  private static KafkaLags lags(String brokers) {
    return new KafkaLags(
        Map.of("bootstrap.servers", brokers),
        GROUP,
        Map.of(LOCK, WORK, DAO, TOPICS.work(DAO).name()),
        2,
        Duration.ofSeconds(2));
  }

  /// Writes so many records to each partition, in a transaction.
  private void commit(Map<Integer, Integer> counts) {
    begin(counts);
    producer.commitTransaction();
  }

  private void begin(Map<Integer, Integer> counts) {
    producer.beginTransaction();
    counts.forEach((partition, count) -> {
      for (int i = 0; i < count; i++) {
        var _ = producer.send(new ProducerRecord<>(WORK, partition, "id-" + i, "work"));
      }
    });
  }

  private void finish(int partition, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            GROUP, Map.of(new TopicPartition(WORK, partition), new OffsetAndMetadata(offset)))
        .all()
        .get();
  }
}
