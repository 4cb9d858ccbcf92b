package dev.templatedeployer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.templatedeployer.deadletter.DeadLetters.Redrive;
import dev.templatedeployer.deadletter.Examined.Verdict;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.Configs;
import dev.templatedeployer.wire.DeadLetterHeaders;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaDeadLettersTest {

  static final long NOON = 1_772_366_400_000L;

  EmbeddedBroker broker;
  KafkaProducer<byte[], byte[]> producer;
  int lastPrefix;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // before anything else
  void start(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder, 0);
    producer =
        new KafkaProducer<>(
            Map.copyOf(kafka()), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterAll
  void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void listsTheNewestOfAllPartitionsPageByPage() throws Exception {
    Topics topics = topics(3);
    var written = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      RecordMetadata at = letter(topics, i % 3 == 0 ? 0 : i % 2 + 1, "k" + i, NOON + i, 0, 0);
      written.add(at.partition() + "-" + at.offset());
    }
    DeadLetters letters = letters(topics);
    var found = new ArrayList<DeadLetter>();
    String cursor = null;
    do {
      LetterPage page = letters.newest(3, cursor);
      assertThat(page.letters()).hasSizeLessThanOrEqualTo(3);
      found.addAll(page.letters());
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).extracting(letter -> letter.id().toString()).isEqualTo(written.reversed());
    assertThat(found).isSortedAccordingTo(Comparator.comparing(DeadLetter::at).reversed());
    assertThat(letters.newest(200, null).letters()).isEqualTo(found);
    assertThatIllegalArgumentException().isThrownBy(() -> letters.newest(3, "x"));
  }

  @Test
  void holdsAPartitionBackForTenSecondsAtMostIfItDies() throws Exception {
    try (var dying = new LetterClients(kafka(), "dying-redrive").producer();
        Admin admin = Admin.create(Map.copyOf(kafka()))) {
      dying.initTransactions();

      assertThat(
              admin
                  .describeTransactions(List.of("dying-redrive"))
                  .description("dying-redrive")
                  .get()
                  .transactionTimeoutMs())
          .isEqualTo(10_000);
    }
  }

  @Test
  void sendsARecordThatCanBeReadByteForByteOnceAndAgainOnlyIfForced() throws Exception {
    Topics topics = topics(2);
    byte[] value = command("web-1");
    var original =
        new ProducerRecord<>(topics.commands().name(), 0, "web-1".getBytes(UTF_8), value);
    original.headers().add("traceparent", "00-1-2-3".getBytes(UTF_8));
    RecordMetadata lies = producer.send(original).get();
    RecordMetadata at = letter(topics, 1, "web-1", NOON, lies.partition(), lies.offset());
    var id = new LetterId(at.partition(), at.offset());
    DeadLetters letters = letters(topics);

    Examined examined = letters.examine(id).orElseThrow();
    assertThat(examined.verdict()).isEqualTo(Verdict.READABLE);
    assertThat(examined.bytes()).isEqualTo(value.length);
    assertThat(examined.headers()).containsExactly("traceparent");
    assertThat(examined.redriven()).isNull();
    assertThat(String.valueOf(examined.content()))
        .contains("\"type\":\"Deploy\"", "\"apiKey\":\"(text, 6 characters)\"")
        .doesNotContain("S3CR3T");

    assertThat(letters.redrive(id, "By 'alice': mended", false)).isInstanceOf(Redrive.Sent.class);
    assertThat(letters.redrive(id, "By 'bob': mended", false))
        .isInstanceOfSatisfying(
            Redrive.NotSent.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("REDRIVEN_ALREADY");
              assertThat(refused.sentence()).contains("By 'alice': mended");
            });
    assertThat(letters.redrive(id, "By 'bob': lost", true)).isInstanceOf(Redrive.Sent.class);

    List<ConsumerRecord<byte[], byte[]>> commands = all(topics.commands().name());
    assertThat(commands).hasSize(3).allSatisfy(sent -> assertThat(sent.value()).isEqualTo(value));
    ConsumerRecord<byte[], byte[]> last = commands.getLast();
    assertThat(last.key()).isEqualTo("web-1".getBytes(UTF_8));
    assertThat(last.headers().lastHeader("traceparent").value())
        .isEqualTo("00-1-2-3".getBytes(UTF_8));
    assertThat(last.headers().lastHeader(HeaderNames.REDRIVE_OF).value())
        .isEqualTo(id.toString().getBytes(UTF_8));
    assertThat(letters.examine(id).orElseThrow().redriven())
        .isNotNull()
        .extracting(Redriven::note)
        .isEqualTo("By 'bob': lost");
    assertThat(letters.newest(10, null).letters()).extracting(DeadLetter::id).containsExactly(id);
  }

  @Test
  void sendsNothingThatIsStillUnreadableOrGoneOrNoLetter() throws Exception {
    Topics topics = topics(2);
    String commands = topics.commands().name();
    RecordMetadata first = producer.send(record(commands, "web-1", "S3CR3T".getBytes(UTF_8))).get();
    RecordMetadata keyed = producer.send(record(commands, "web-2", command("web-1"))).get();
    DeadLetters letters = letters(topics);
    LetterId nonsense = id(letter(topics, 0, "web-1", NOON, first.partition(), first.offset()));
    LetterId mismatch = id(letter(topics, 0, "web-2", NOON, keyed.partition(), keyed.offset()));
    LetterId gone = id(letter(topics, 0, "web-3", NOON, first.partition(), 4711));

    assertThat(letters.examine(nonsense).orElseThrow().sentence()).doesNotContain("S3CR3T");
    assertRefused(letters.redrive(nonsense, "", true), "STILL_UNREADABLE");
    assertRefused(letters.redrive(mismatch, "", false), "STILL_UNREADABLE");
    assertRefused(letters.redrive(gone, "", false), "GONE");
    try (var admin = Admin.create(Map.copyOf(kafka()))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(commands, first.partition()),
                  RecordsToDelete.beforeOffset(first.offset() + 1)))
          .all()
          .get();
    }
    assertThat(letters.examine(nonsense).orElseThrow().verdict()).isEqualTo(Verdict.GONE);
    assertThat(letters.examine(new LetterId(0, 99))).isEmpty();
    assertThat(letters.examine(new LetterId(9, 0))).isEmpty();
    assertThat(letters.redrive(new LetterId(1, 0), "", false)).isEqualTo(new Redrive.NoLetter());
    assertThat(all(commands)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void doesNotSendToATopicThatAForgedLetterNames() throws Exception {
    Topics topics = topics(1);
    RecordMetadata at =
        producer.send(letter(topics, 0, "web-1", topics.events().name(), NOON, 0, 0)).get();

    assertThat(letters(topics).redrive(id(at), "", true)).isEqualTo(new Redrive.NoLetter());
  }

  private static void assertRefused(Redrive redrive, String code) {
    assertThat(redrive)
        .isInstanceOfSatisfying(
            Redrive.NotSent.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  /// Topics of their own for each test.
  private Topics topics(int partitions) throws ExecutionException, InterruptedException {
    lastPrefix++;
    var topics = new Topics("d" + lastPrefix + ".", "c" + lastPrefix + ".", partitions);
    try (var admin = Admin.create(Map.copyOf(kafka()))) {
      admin
          .createTopics(
              topics.all(Set.of(), Set.of()).stream()
                  .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                  .toList())
          .all()
          .get();
    }
    return topics;
  }

  private DeadLetters letters(Topics topics) {
    return new KafkaDeadLetters(
        kafka(),
        topics.deployments() + "redrive",
        topics.deadLetters(),
        topics.all(Set.of(), Set.of()),
        new BuiltInSchemaIds());
  }

  private RecordMetadata letter(
      Topics topics, int partition, String key, long at, int originalPartition, long originalOffset)
      throws ExecutionException, InterruptedException {
    return producer
        .send(
            letter(
                topics,
                partition,
                key,
                topics.commands().name(),
                at,
                originalPartition,
                originalOffset))
        .get();
  }

  private static ProducerRecord<byte[], byte[]> letter(
      Topics topics,
      int partition,
      String key,
      String originalTopic,
      long at,
      int originalPartition,
      long originalOffset) {
    var record =
        new ProducerRecord<>(
            topics.deadLetters().name(), partition, key.getBytes(UTF_8), "Odd.".getBytes(UTF_8));
    DeadLetterHeaders.describe(
        record.headers(),
        originalTopic,
        originalPartition,
        originalOffset,
        at,
        "MALFORMED",
        "Odd.");
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
  }

  private static byte[] command(String id) {
    var request =
        new DeploymentRequest(
            new TemplateName("lock"),
            null,
            Configs.of("{\"apiKey\":\"S3CR3T\",\"list\":[1,true]}".getBytes(UTF_8)),
            new Principal("em77e-bvlzu-aq"),
            Map.of("team", "blue"),
            null,
            null);
    return new CommandCodec(new BuiltInSchemaIds())
        .encode(new CommandMessage.Deploy(new DeploymentId(id), null, null, request));
  }

  private static LetterId id(RecordMetadata at) {
    return new LetterId(at.partition(), at.offset());
  }

  /// The committed records of a topic, the oldest first.
  private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    var config = new HashMap<String, Object>(kafka());
    config.put("isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
      found.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
      return found;
    }
  }

  private Map<String, String> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
