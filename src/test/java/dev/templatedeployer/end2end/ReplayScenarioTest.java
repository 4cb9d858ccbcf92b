package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.Topics;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The night of an admin: 2,000 deployments, of which 300 fail for three causes. One cause is
/// mended, and exactly those that it failed are tried again, while the service is killed on the
/// way.
class ReplayScenarioTest {

  static final int DEPLOYMENTS = 2_000;
  static final int EACH = 100;
  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final Topics TOPICS = new Topics("deployments.", "canisters.", 4);
  static final Principal OWNER = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");
  static final ObjectMapper JSON = new ObjectMapper();

  /// Every twentieth fails for the same cause, once.
  enum Fate {
    NO_MEMORY("Node 'n%d' has no memory left."),
    DENIED("The registry refuses token 0x%08x."),
    TIMED_OUT("No answer from 10.0.0.7:%d within 30 s."),
    COMPLETES("");

    final String message;

    Fate(String message) {
      this.message = message;
    }

    static Fate of(int number) {
      return switch (number % 20) {
        case 3 -> NO_MEMORY;
        case 9 -> DENIED;
        case 15 -> TIMED_OUT;
        default -> COMPLETES;
      };
    }

    String config(int number) {
      return this == COMPLETES
          ? "{}"
          : "{\"failAttempts\":1,\"fail\":{\"code\":\"%s\",\"message\":\"%s\",\"retryable\":false}}"
              .formatted(name(), message.formatted(number));
    }
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void oneCauseIsReplayedCompletelyAndNothingElseIsTouchedWhateverIsKilled() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
      prepare(broker);
      int port = freePort();
      try (var log =
              new CommittedLog(
                  broker.bootstrapServers(),
                  TOPICS.partitions(),
                  List.of(TOPICS.outcomes().name()));
          var user = new ApiUser(URI.create("http://127.0.0.1:" + port))) {
        ServiceProcess service = start(broker, port);
        try {
          new ResendingBackend(broker.bootstrapServers(), TOPICS.commands().name())
              .send(commands());
          awaitOutcomes(log, DEPLOYMENTS, service);
          awaitReadModel(user);

          String replay = plan(user, groupOf(user, "NO_MEMORY"));
          awaitOutcomes(log, DEPLOYMENTS + EACH / 4, service);
          service.kill();
          service = start(broker, port);
          awaitEnd(user, replay);

          assertEveryItemCompleted(user, replay);
          log.readToTheEnd(PATIENCE);
          assertOnlyThoseOfTheCauseRanAgain(log);
          assertVerified(user);
          assertThat(service.stop(Duration.ofSeconds(60))).isZero();
        } finally {
          service.close();
        }
      }
    }
  }

  private void prepare(EmbeddedBroker broker) throws Exception {
    var templates = new ArrayList<TemplateName>();
    for (Template<?> template : ServiceLoader.load(Template.class)) {
      templates.add(new TemplateName(template.name()));
    }
    try (BrokerTopics topics =
        KafkaTopics.at(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      topics.create(TOPICS.all(templates, List.of()), 1);
    }
    ServiceProcess.bootstrap(folder.resolve("bootstrap.log"), broker.bootstrapServers(), "backend");
  }

  private ServiceProcess start(EmbeddedBroker broker, int port) throws Exception {
    var arguments = new ArrayList<String>(List.of("serve"));
    for (String setting :
        List.of(
            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
            "deployer.state-dir=" + folder.resolve("state"),
            "deployer.http.port=" + port,
            "deployer.topics.partitions=" + TOPICS.partitions(),
            "deployer.topics.replication=1",
            "templates.probe.enabled=true",
            "templates.probe.start-timeout=20s")) {
      arguments.addAll(List.of("--set", setting));
    }
    return ServiceProcess.start(folder.resolve("service.log"), arguments);
  }

  private static List<CommandMessage> commands() throws Exception {
    var commands = new ArrayList<CommandMessage>();
    for (int i = 0; i < DEPLOYMENTS; i++) {
      byte[] config = Fate.of(i).config(i).getBytes(UTF_8);
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(config));
      commands.add(
          new CommandMessage.Deploy(
              id(i),
              null,
              null,
              new DeploymentRequest(
                  new TemplateName("probe"),
                  null,
                  new Config(config, digest),
                  OWNER,
                  Map.of(),
                  null,
                  null)));
    }
    return commands;
  }

  private static DeploymentId id(int number) {
    return new DeploymentId("order-" + number);
  }

  private static void awaitOutcomes(CommittedLog log, int count, ServiceProcess service)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (log.of(TOPICS.outcomes().name()).size() < count) {
      if (System.nanoTime() > end || !service.isAlive()) {
        throw new AssertionError(
            "%d of %d outcomes came. %s\nThe service says:\n%s"
                .formatted(
                    log.of(TOPICS.outcomes().name()).size(),
                    count,
                    log.openTransactions(),
                    service.log()));
      }
      log.read();
    }
  }

  private static void awaitReadModel(ApiUser user) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          long failed = 0;
          for (JsonNode group : read(user, "/v1/failures").path("items")) {
            failed += group.path("count").asLong();
          }
          return failed == 3 * EACH;
        });
  }

  /// The filter that selects the failures of one cause, as the admin finds it.
  private static String groupOf(ApiUser user, String code) throws Exception {
    JsonNode groups = read(user, "/v1/failures").path("items");
    assertThat(groups).hasSize(3);
    assertThat(groups).allSatisfy(group -> assertThat(group.path("count").asInt()).isEqualTo(EACH));
    for (JsonNode group : groups) {
      if (group.path("code").asText().equals(code)) {
        return group.path("filter").asText();
      }
    }
    throw new AssertionError("No group has the code " + code + ": " + groups);
  }

  private static String plan(ApiUser user, String filter) throws Exception {
    String wish =
        JSON.createObjectNode()
            .put("filter", filter)
            .put("reason", "the nodes have more memory now")
            .set("limits", JSON.createObjectNode().put("rate", 50))
            .toString();
    var planned = user.post("/v1/replays", wish);
    assertThat(planned.statusCode()).as(planned.body()).isEqualTo(201);
    JsonNode plan = JSON.readTree(planned.body());
    assertThat(plan.path("count").asInt()).isEqualTo(EACH);
    String replay = plan.path("id").asText();
    var approved =
        user.post(
            "/v1/replays/" + replay + "/approve", "{\"count\":100,\"reason\":\"read and agreed\"}");
    assertThat(approved.statusCode()).as(approved.body()).isLessThan(300);
    return replay;
  }

  private static void awaitEnd(ApiUser user, String replay) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions() // it is not up again at once
        .until(() -> read(user, "/v1/replays/" + replay).path("settled").asBoolean());
  }

  private static void assertEveryItemCompleted(ApiUser user, String replay) throws Exception {
    JsonNode receipt = read(user, "/v1/replays/" + replay + "/receipt");
    assertThat(receipt.path("replay").path("state").asText()).isEqualTo("FINISHED");
    assertThat(receipt.path("items")).hasSize(EACH);
    assertThat(receipt.path("items"))
        .allSatisfy(
            item -> assertThat(item.path("result").asText()).as("%s", item).isEqualTo("COMPLETED"));
  }

  private static void assertOnlyThoseOfTheCauseRanAgain(CommittedLog log) {
    Map<String, Long> outcomes =
        log.of(TOPICS.outcomes().name()).stream()
            .collect(groupingBy(ConsumerRecord::key, counting()));
    assertThat(outcomes).hasSize(DEPLOYMENTS);
    for (int i = 0; i < DEPLOYMENTS; i++) {
      assertThat(outcomes.get(id(i).value()))
          .as("outcomes of %s, which %s", id(i), Fate.of(i))
          .isEqualTo(Fate.of(i) == Fate.NO_MEMORY ? 2L : 1L);
    }
  }

  private static void assertVerified(ApiUser user) throws Exception {
    var begun = user.post("/v1/verifications", "{}");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String path = "/v1/verifications/" + JSON.readTree(begun.body()).path("id").asText();
    await()
        .atMost(PATIENCE)
        .until(() -> !read(user, path).path("state").asText().equals("RUNNING"));
    JsonNode verification = read(user, path);
    assertThat(verification.path("differences").asInt()).as("%s", verification).isZero();
    assertThat(verification.path("deployments").asInt()).isEqualTo(DEPLOYMENTS);
  }

  private static JsonNode read(ApiUser user, String path) throws Exception {
    return JSON.readTree(user.get(path).body());
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
