package dev.templatedeployer.control.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.AuditPage;
import dev.templatedeployer.access.AuditQuery;
import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlCommand.Bootstrap;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What is noted is found again, on a real broker: 20 entries, a record that nobody can read, and
/// one more entry from a transaction.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaAuditTrailTest {

  static final Topics TOPICS = new Topics("deployments.", "canisters.", 1);
  static final ControlTopics CONTROL = ControlTopics.of(TOPICS, new BuiltInSchemaIds());

  EmbeddedBroker broker;
  ControlClients clients;
  final List<AuditEntry> told = new ArrayList<>();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  Instant begin = Instant.EPOCH;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    clients = new ControlClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
    try (BrokerTopics made =
        KafkaTopics.at(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      made.create(List.of(TOPICS.control(), TOPICS.audit()), 1);
    }
    begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try (var audit = new KafkaAudit(told::add, clients, CONTROL, metrics)) {
      for (int i = 0; i < 20; i++) {
        audit.note(entry(i));
      }
    }
    try (var stranger = clients.quickProducer("stranger")) {
      stranger.send(new ProducerRecord<>(TOPICS.audit().name(), "x", new byte[] {1, 2})).get();
    }
    new ControlWriter(clients, CONTROL, "test-control", new ControlRules(Set.of()))
        .change(new ControlChange("olga", Instant.now(), "begin", new Bootstrap("olga", null)));
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void tellsTheOthersToo() {
    assertThat(told).hasSize(20);
    assertThat(
            metrics
                .get("deployer.audit.entries")
                .tag("action", "deployment.retry")
                .counter()
                .count())
        .isEqualTo(10);
    assertThat(metrics.get("deployer.audit.lost").counter().count()).isZero();
  }

  @Test
  void findsTheNewestFirst() throws Exception {
    AuditPage page = find(trail(), query(null, null, 3, null));

    assertThat(page.entries())
        .extracting(AuditEntry::action)
        .containsExactly("access.bootstrap", "deployment.cancel", "deployment.retry");
    assertThat(page.next()).isNotNull();
  }

  @Test
  void findsEveryEntryOnceWhateverTheSizeOfItsPagesAndStretches() throws Exception {
    for (int limit : new int[] {1, 4, 7, 100}) {
      var trail = new KafkaAuditTrail(clients, CONTROL, 3, 6);
      var subjects = new ArrayList<String>();
      Long before = null;
      do {
        AuditPage page = find(trail, query(null, null, limit, before));
        assertThat(page.entries().size()).isLessThanOrEqualTo(Math.min(limit, 6));
        page.entries().forEach(entry -> subjects.add(entry.subject()));
        before = page.next();
      } while (before != null);

      assertThat(subjects).hasSize(21).doesNotHaveDuplicates();
      assertThat(subjects.getLast()).isEqualTo("web-0");
    }
  }

  @Test
  void findsWhatIsAskedForAlone() throws Exception {
    assertThat(find(trail(), query("web-7", null, 50, null)).entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.detail()).isEqualTo("It is entry 7."));
    assertThat(find(trail(), query(null, "deployment", 50, null)).entries()).hasSize(20);
    assertThat(find(trail(), query(null, "deployment.retry", 50, null)).entries()).hasSize(10);
    assertThat(find(trail(), query(null, "deploy", 50, null)).entries()).isEmpty();
  }

  @Test
  void findsNothingOlderThanWasAskedFor() throws Exception {
    Instant from = begin.plusSeconds(15);

    assertThat(find(trail(), new AuditQuery(null, "bob", null, from, 50, null)).entries())
        .extracting(AuditEntry::subject)
        .containsExactly("web-19", "web-18", "web-17", "web-16", "web-15");
  }

  @Test
  void saysWhereToGoOnWhenItHasLookedAtEnough() throws Exception {
    var hasty = new KafkaAuditTrail(clients, CONTROL, 2, 4);

    AuditPage page = find(hasty, query("web-0", null, 50, null));

    assertThat(page.entries()).isEmpty();
    assertThat(page.next()).isNotNull();
  }

  private KafkaAuditTrail trail() {
    return new KafkaAuditTrail(clients, CONTROL);
  }

  private static AuditPage find(KafkaAuditTrail trail, AuditQuery query) throws Exception {
    return trail.find(query);
  }

  private static AuditQuery query(
      @Nullable String subject, @Nullable String action, int limit, @Nullable Long before) {
    return new AuditQuery(subject, null, action, null, limit, before);
  }

  private AuditEntry entry(int number) {
    return new AuditEntry(
        begin.plusSeconds(number),
        "bob",
        number % 2 == 0 ? "deployment.retry" : "deployment.cancel",
        "web-" + number,
        true,
        null,
        "It is entry %d.".formatted(number));
  }
}
