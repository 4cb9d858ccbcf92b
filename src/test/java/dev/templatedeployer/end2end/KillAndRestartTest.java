package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.EventTopics;
import dev.templatedeployer.query.Formats;
import dev.templatedeployer.query.KeptRecords;
import dev.templatedeployer.query.ReadModel;
import dev.templatedeployer.query.Views;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.Topics;
import dev.templatedeployer.wire.Undecodable;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A thousand deployments through the real program, which is killed twice on the way.
class KillAndRestartTest {

  static final int DEPLOYMENTS = 1_000;
  static final Duration PATIENCE = Duration.ofMinutes(3);
  static final Topics TOPICS = new Topics("deployments.", "canisters.", 4);
  static final Principal OWNER = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");

  /// What each deployment is to do: most complete, some fail for good, some fail once, some take
  /// longer than they may.
  enum Fate {
    COMPLETES("{\"sleepMs\": 20}", Status.COMPLETED),
    TAKES_A_WHILE("{\"sleepMs\": 1500}", Status.COMPLETED),
    FAILS_ONCE("{\"failAttempts\": 1}", Status.COMPLETED),
    FAILS(
        "{\"fail\": {\"code\": \"QUOTA_EXCEEDED\", \"message\": \"Empty.\", \"retryable\": false}}",
        Status.FAILED),
    TIMES_OUT("{\"hang\": \"UNTIL_INTERRUPTED\"}", Status.FAILED);

    final String config;
    final Status end;

    Fate(String config, Status end) {
      this.config = config;
      this.end = end;
    }

    static Fate of(int number) {
      return switch (number % 20) {
        case 3, 13 -> FAILS;
        case 7 -> FAILS_ONCE;
        case 11 -> TIMES_OUT;
        case 5, 15 -> TAKES_A_WHILE;
        default -> COMPLETES;
      };
    }
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void everyAcceptedDeploymentReachesExactlyOneOutcomeWhateverIsKilled() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var templates = new ArrayList<TemplateName>();
      for (Template<?> template : ServiceLoader.load(Template.class)) {
        templates.add(new TemplateName(template.name()));
      }
      try (BrokerTopics topics =
          KafkaTopics.at(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        topics.create(TOPICS.all(templates, List.of()), 1);
      }
      ServiceProcess.bootstrap(
          folder.resolve("bootstrap.log"), broker.bootstrapServers(), "backend");
      try (CommittedLog log =
          new CommittedLog(
              broker.bootstrapServers(),
              TOPICS.partitions(),
              List.of(
                  TOPICS.events().name(), TOPICS.outcomes().name(), TOPICS.deadLetters().name()))) {

        runAndKill(broker, log);

        log.readToTheEnd(PATIENCE);
        assertOneOutcomeEach(log);
        Map<DeploymentId, List<RecordedEvent>> histories = histories(log);
        assertGaplessVersions(histories);
        assertHashChain(log);
        assertThat(log.of(TOPICS.deadLetters().name())).as("dead letters").isEmpty();
        assertReadModelIsTheFold(histories, admin.describeCluster().clusterId().get());
      }
    }
  }

  private void runAndKill(EmbeddedBroker broker, CommittedLog log) throws Exception {
    ServiceProcess service = start(broker);
    try {
      send(broker);
      awaitOutcomes(log, DEPLOYMENTS / 4, service);
      service.kill();
      service = start(broker);
      awaitOutcomes(log, DEPLOYMENTS / 2, service);
      service.kill();
      service = start(broker);
      awaitOutcomes(log, DEPLOYMENTS, service);
      int events = 0;
      while (events != log.of(TOPICS.events().name()).size()) { // let the read model catch up
        events = log.of(TOPICS.events().name()).size();
        log.read();
      }
      assertThat(service.stop(Duration.ofSeconds(60))).as("exit code after SIGTERM").isZero();
    } finally {
      service.close();
    }
  }

  private ServiceProcess start(EmbeddedBroker broker) throws Exception {
    List<String> settings =
        List.of(
            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
            "deployer.state-dir=" + folder.resolve("state"),
            "deployer.http.port=0",
            "deployer.topics.partitions=" + TOPICS.partitions(),
            "deployer.topics.replication=1",
            "templates.probe.enabled=true",
            "templates.probe.max-attempts=2",
            "templates.probe.backoff=100ms",
            "templates.probe.attempt-timeout=3s",
            "templates.probe.start-timeout=20s");
    var arguments = new ArrayList<String>(List.of("serve"));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return ServiceProcess.start(folder.resolve("service.log"), arguments);
  }

  /// Sends every command, and each tenth twice.
  private static void send(EmbeddedBroker broker) throws Exception {
    var commands = new ArrayList<CommandMessage>();
    for (int i = 0; i < DEPLOYMENTS; i++) {
      for (int times = i % 10 == 0 ? 2 : 1; times > 0; times--) {
        commands.add(deploy(i));
      }
    }
    new ResendingBackend(broker.bootstrapServers(), TOPICS.commands().name()).send(commands);
  }

  private static CommandMessage deploy(int number) throws Exception {
    byte[] config = Fate.of(number).config.getBytes(UTF_8);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(config));
    return new CommandMessage.Deploy(
        id(number),
        null,
        null,
        new DeploymentRequest(
            new TemplateName("probe"),
            null,
            new Config(config, digest),
            OWNER,
            Map.of(),
            null,
            null));
  }

  private static DeploymentId id(int number) {
    return new DeploymentId("deployment-" + number);
  }

  private static void awaitOutcomes(CommittedLog log, int count, ServiceProcess service)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (log.of(TOPICS.outcomes().name()).size() < count) {
      if (System.nanoTime() > end || !service.isAlive()) {
        throw new AssertionError(
            "%d of %d outcomes came. Missing:\n%s\n%s\nThe service says:\n%s"
                .formatted(
                    log.of(TOPICS.outcomes().name()).size(),
                    count,
                    missing(log),
                    log.openTransactions(),
                    service.log()));
      }
      log.read();
    }
  }

  /// The deployments without an outcome, each with what happened to it.
  private static String missing(CommittedLog log) throws Undecodable {
    Set<String> ended =
        log.of(TOPICS.outcomes().name()).stream().map(ConsumerRecord::key).collect(toSet());
    Map<DeploymentId, List<RecordedEvent>> histories = histories(log);
    return IntStream.range(0, DEPLOYMENTS)
        .filter(i -> !ended.contains(id(i).value()))
        .limit(20)
        .mapToObj(i ->
            "%s, which %s: %s"
                .formatted(
                    id(i),
                    Fate.of(i),
                    histories.getOrDefault(id(i), List.of()).stream()
                        .map(RecordedEvent::event)
                        .toList()))
        .collect(joining("\n"));
  }

  private static void assertOneOutcomeEach(CommittedLog log) throws Undecodable {
    var codec = new OutcomeCodec(new BuiltInSchemaIds());
    var outcomes = new ArrayList<DeploymentOutcome>();
    for (ConsumerRecord<String, byte[]> record : log.of(TOPICS.outcomes().name())) {
      outcomes.add(codec.decode(record.value()));
    }
    Map<DeploymentId, List<DeploymentOutcome>> byId =
        outcomes.stream().collect(groupingBy(DeploymentOutcome::id));
    assertThat(byId.keySet()).hasSize(DEPLOYMENTS);
    assertThat(byId.values()).allSatisfy(ofOne -> assertThat(ofOne).hasSize(1));
    for (int i = 0; i < DEPLOYMENTS; i++) {
      assertThat(byId.getOrDefault(id(i), List.of()))
          .extracting(DeploymentOutcome::status)
          .as("%s, which %s", id(i), Fate.of(i))
          .containsExactly(Fate.of(i).end);
    }
  }

  private static Map<DeploymentId, List<RecordedEvent>> histories(CommittedLog log)
      throws Undecodable {
    var codec = new EventCodec(new BuiltInSchemaIds());
    var events = new ArrayList<RecordedEvent>();
    for (ConsumerRecord<String, byte[]> record : log.of(TOPICS.events().name())) {
      events.add(codec.decode(record.value()));
    }
    return events.stream().collect(groupingBy(RecordedEvent::id));
  }

  private static void assertGaplessVersions(Map<DeploymentId, List<RecordedEvent>> histories) {
    assertThat(histories).hasSize(DEPLOYMENTS);
    histories.forEach((id, history) -> {
      long expected = 1;
      for (RecordedEvent event : history) {
        assertThat(event.version()).as("versions of %s", id).isEqualTo(expected++);
      }
    });
  }

  private static void assertHashChain(CommittedLog log) {
    Map<String, List<ConsumerRecord<String, byte[]>>> byId =
        log.of(TOPICS.events().name()).stream().collect(groupingBy(ConsumerRecord::key));
    byId.forEach((id, events) -> {
      EventHash hash = EventHash.NONE;
      for (ConsumerRecord<String, byte[]> event : events) {
        hash = hash.then(event.value());
        assertThat(event.headers().lastHeader(HeaderNames.HASH).value())
            .as("hash chain of %s", id)
            .isEqualTo(hash.bytes());
      }
    });
  }

  private void assertReadModelIsTheFold(
      Map<DeploymentId, List<RecordedEvent>> histories, String clusterId) {
    var ids = new BuiltInSchemaIds();
    var formats =
        new Formats(
            new EventCodec(ids)::decode, new CanisterEventCodec(ids)::decode, new KeptRecords());
    try (ReadModel model =
        ReadModel.open(
            folder.resolve("state").resolve("read-model.db"),
            new EventTopics(clusterId, TOPICS.events().name(), TOPICS.canisterEvents().name()))) {
      var views = new Views(model, formats);
      Set<String> differing =
          histories.entrySet().stream()
              .filter(entry -> {
                DeploymentRecord folded =
                    DeploymentRecords.fold(
                        entry.getValue().stream().map(RecordedEvent::event).toList());
                return !views
                    .deployment(entry.getKey())
                    .value()
                    .equals(Optional.ofNullable(folded));
              })
              .map(entry -> entry.getKey().value())
              .collect(toSet());
      assertThat(differing).as("deployments that the read model shows otherwise").isEmpty();
    }
  }
}
