package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.Deployer;
import dev.templatedeployer.client.Answer;
import dev.templatedeployer.client.ClientSettings;
import dev.templatedeployer.client.DeploymentClient;
import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlCommand;
import dev.templatedeployer.control.ControlCommand.Bootstrap;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.control.GrantedRole;
import dev.templatedeployer.control.log.ControlClients;
import dev.templatedeployer.control.log.ControlFollower;
import dev.templatedeployer.control.log.ControlTopics;
import dev.templatedeployer.control.log.ControlWriter;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what, what is paused and who did it, on a real broker.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlTest {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final ObjectMapper JSON = new ObjectMapper();
  static final TemplateName PROBE = new TemplateName("probe");

  @TempDir Path folder;
  EmbeddedBroker broker;

  @BeforeAll
  void start(@TempDir Path data) {
    broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void aServiceIsOperatedAndStartedAnewWithAllThatHeld() throws Exception {
    Topics topics = topics("operated.");
    assertThat(writer(topics).change(change("olga", new Bootstrap("olga", null))).decision())
        .isInstanceOf(ControlDecision.Accepted.class);
    try (DeploymentClient backend = backend(topics)) {
      try (Deployer deployer = deployer(topics);
          var user = new ApiUser(deployer.api())) {
        letsABackendInOnceItIsGranted(backend, user);
        pausesATemplateAndLetsItGo(backend, user);
        refusesInMaintenance(backend, user);
        stopsForAnEmergency(user);
        post(user, "/v1/templates/lock/pause", "{\"reason\":\"for the night\"}");
      }
      try (Deployer deployer = deployer(topics);
          var user = new ApiUser(deployer.api())) {
        keepsAllThatHeld(backend, user);
      }
    }
  }

  private void letsABackendInOnceItIsGranted(DeploymentClient backend, ApiUser user)
      throws Exception {
    assertThat(send(backend, "stranger").reply().refusal())
        .isNotNull()
        .satisfies(refusal -> {
          assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAUTHORIZED);
          assertThat(refusal.sentence()).contains("'backend'").contains("not on the access list");
        });
    assertThat(get(user, "/v1/deployments/stranger").statusCode()).isEqualTo(404);
    JsonNode audited = json(get(user, "/v1/audit?subject=stranger")).path("items");
    assertThat(audited).hasSize(1);
    assertThat(audited.path(0).path("by").asText()).isEqualTo("backend");
    assertThat(audited.path(0).path("accepted").asBoolean(true)).isFalse();

    post(
        user,
        "/v1/access/grants",
        "{\"name\":\"backend\",\"role\":\"backend\",\"templates\":[\"probe\"],\"reason\":\"they begin\"}");

    assertThat(send(backend, "friend").reply().isPending()).isTrue();
    awaitStatus(user, "friend", "COMPLETED");
  }

  private void pausesATemplateAndLetsItGo(DeploymentClient backend, ApiUser user) throws Exception {
    post(user, "/v1/templates/probe/pause", "{\"reason\":\"a bug\"}");
    assertThat(get(user, "/v1/templates/probe").body()).contains("\"paused\":true");
    assertThat(get(user, "/metrics").body())
        .contains("deployer_template_paused{template=\"probe\"} 1.0");
    assertThat(get(user, "/readyz?verbose").body())
        .contains("The template 'probe' was paused by 'api'")
        .contains(": a bug");

    assertThat(send(backend, "patient").reply().isPending()).isTrue();
    // Another template's work goes on, and had the paused one's been started, it would have ended
    // before.
    assertThat(
            post(
                    user,
                    "/v1/deployments",
                    "{\"template\":\"probe\",\"id\":\"patient-2\",\"owner\":\"%s\",\"config\":{}}"
                        .formatted(OperatedServiceTest.OWNER),
                    "wait=2")
                .body())
        .contains("\"PENDING\"");
    assertThat(status(user, "patient")).isEqualTo("PENDING");

    post(user, "/v1/templates/probe/resume", "{\"reason\":\"mended\"}");

    awaitStatus(user, "patient", "COMPLETED");
    awaitStatus(user, "patient-2", "COMPLETED");
  }

  private void refusesInMaintenance(DeploymentClient backend, ApiUser user) throws Exception {
    post(user, "/v1/control/maintenance", "{\"on\":true,\"reason\":\"a release\"}");
    assertThat(get(user, "/metrics").body()).contains("deployer_maintenance 1.0");

    assertThat(send(backend, "too-late").reply().refusal())
        .isNotNull()
        .satisfies(refusal -> {
          assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TEMPORARILY_UNAVAILABLE);
          assertThat(refusal.sentence()).contains("maintenance", "'api'", "a release");
        });
    assertThat(send(backend, "friend").reply().isPending()).as("a known id").isTrue();

    post(user, "/v1/control/maintenance", "{\"on\":false,\"reason\":\"it is out\"}");
    assertThat(send(backend, "too-late").reply().isPending()).isTrue();
    awaitStatus(user, "too-late", "COMPLETED");
  }

  private void stopsForAnEmergency(ApiUser user) throws Exception {
    post(user, "/v1/templates/probe/pause", "{\"reason\":\"to have something wait\"}");
    post(user, "/v1/deployments", deploy("held"), "wait=1");
    post(user, "/v1/control/emergency-stop", "{\"on\":true,\"reason\":\"empty canisters\"}");
    post(user, "/v1/templates/probe/resume", "{\"reason\":\"it is not that\"}");
    assertThat(get(user, "/metrics").body()).contains("deployer_emergency_stop 1.0");

    HttpResponse<String> refused = user.post("/v1/deployments", deploy("refused"));

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("emergency");
    assertThat(status(user, "held")).isEqualTo("PENDING");
  }

  private void keepsAllThatHeld(DeploymentClient backend, ApiUser user) throws Exception {
    JsonNode control = json(get(user, "/v1/control"));
    assertThat(control.path("emergencyStop").path("on").asBoolean()).isTrue();
    assertThat(control.path("emergencyStop").path("reason").asText()).isEqualTo("empty canisters");
    assertThat(control.path("pausedTemplates").path(0).path("template").asText()).isEqualTo("lock");
    assertThat(get(user, "/v1/access/owner").body()).contains("\"olga\"");
    assertThat(get(user, "/v1/access/backends").body()).contains("\"templates\":[\"probe\"]");
    assertThat(status(user, "held")).isEqualTo("PENDING");

    post(user, "/v1/control/emergency-stop", "{\"on\":false,\"reason\":\"it was the subnet\"}");

    awaitStatus(user, "held", "COMPLETED");
    assertThat(send(backend, "after-all").reply().isPending()).isTrue();
    JsonNode actions = json(get(user, "/v1/audit?action=emergency-stop")).path("items");
    assertThat(actions.findValuesAsText("action"))
        .containsExactly("emergency-stop.end", "emergency-stop.begin");
    assertThat(pagesOf(user, "/v1/audit?limit=2"))
        .isEqualTo(json(get(user, "/v1/audit?limit=200")).path("items").findValuesAsText("detail"));
  }

  @Test
  void writersOnSeveralInstancesTakeTurns() throws Exception {
    Topics topics = topics("turns.");
    writer(topics).change(change("olga", new Bootstrap("olga", null)));
    int writers = 4;
    var together = new CyclicBarrier(writers);
    var wishes = new ArrayList<Callable<ControlWriter.Written>>();
    for (int i = 0; i < writers; i++) {
      String name = "shop-" + i / 2; // two want the same
      wishes.add(() -> {
        ControlWriter writer = writer(topics);
        together.await();
        return writer.change(
            change("olga", new ControlCommand.Grant(name, GrantedRole.BACKEND, null)));
      });
    }
    var decisions = new ArrayList<ControlDecision>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ControlWriter.Written> written : threads.invokeAll(wishes)) {
        decisions.add(written.get().decision());
      }
    }

    assertThat(decisions)
        .extracting(decision -> ((ControlDecision.Accepted) decision).records().size())
        .as("of two with the same wish one changes something, and one finds it so")
        .containsExactlyInAnyOrder(1, 1, 0, 0);
    try (var follower = new ControlFollower(clients(), controlTopics(topics))) {
      follower.start();
      assertThat(follower.awaitEnd(PATIENCE)).isTrue();
      assertThat(follower.get().access().keySet())
          .containsExactlyInAnyOrder("olga", "shop-0", "shop-1");
    }
    try (var log = new CommittedLog(broker.bootstrapServers(), 1, List.of(topics.audit().name()))) {
      log.readToTheEnd(PATIENCE);
      assertThat(log.of(topics.audit().name())).hasSize(1 + writers);
    }
  }

  @Test
  void ofTwoWhoSetDifferentOwnersOneIsRefused() throws Exception {
    Topics topics = topics("owners.");
    var together = new CyclicBarrier(2);
    var wishes = new ArrayList<Callable<ControlWriter.Written>>();
    for (String owner : List.of("olga", "eve")) {
      wishes.add(() -> {
        ControlWriter writer = writer(topics);
        together.await();
        return writer.change(change(owner, new Bootstrap(owner, owner + "s-shop")));
      });
    }
    var accepted = new ArrayList<ControlDecision.Accepted>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ControlWriter.Written> written : threads.invokeAll(wishes)) {
        if (written.get().decision() instanceof ControlDecision.Accepted yes) {
          accepted.add(yes);
        }
      }
    }

    assertThat(accepted).hasSize(1);
    try (var follower = new ControlFollower(clients(), controlTopics(topics))) {
      follower.start();
      assertThat(follower.awaitEnd(PATIENCE)).isTrue();
      String owner = follower.get().owner().orElseThrow();
      assertThat(follower.get().access().keySet())
          .as("all of one bootstrap, nothing of the other")
          .containsExactlyInAnyOrder(owner, owner + "s-shop");
    }
  }

  private Topics topics(String prefix) throws Exception {
    var topics = new Topics(prefix + "deployments.", prefix + "canisters.", 1);
    var templates = new ArrayList<TemplateName>();
    for (Template<?> template : ServiceLoader.load(Template.class)) {
      templates.add(new TemplateName(template.name()));
    }
    try (BrokerTopics made =
        KafkaTopics.at(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      made.create(topics.all(templates, List.of()), 1);
    }
    return topics;
  }

  private Deployer deployer(Topics topics) throws Exception {
    return Deployer.start(
        Deployer.settings(
            Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "deployer.state-dir",
                folder.resolve("state").toString(),
                "deployer.http.port",
                "0",
                "deployer.topics.deployments-prefix",
                topics.deployments(),
                "deployer.topics.canisters-prefix",
                topics.canisters(),
                "deployer.topics.partitions",
                "1",
                "deployer.topics.replication",
                "1",
                "templates.probe.enabled",
                "true"),
            Map.of(),
            null));
  }

  private ControlClients clients() {
    return new ControlClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static ControlTopics controlTopics(Topics topics) {
    return ControlTopics.of(topics, new BuiltInSchemaIds());
  }

  private ControlWriter writer(Topics topics) {
    return new ControlWriter(
        clients(),
        controlTopics(topics),
        topics.deployments() + "control",
        new ControlRules(Set.of(PROBE)));
  }

  private static ControlChange change(String by, ControlCommand command) {
    return new ControlChange(by, Instant.now(), "for a test", command);
  }

  private DeploymentClient backend(Topics topics) {
    return DeploymentClient.open(
        ClientSettings.of(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            topics.commands().name(),
            topics.replies().name()),
        new BuiltInSchemaIds());
  }

  private static Answer send(DeploymentClient backend, String id) throws Exception {
    byte[] json = "{}".getBytes(UTF_8);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    return backend
        .send(
            new CommandMessage.Deploy(
                new DeploymentId(id),
                null,
                null,
                new DeploymentRequest(
                    PROBE,
                    null,
                    new Config(json, digest),
                    new Principal(OperatedServiceTest.OWNER),
                    Map.of(),
                    null,
                    null)),
            Map.of())
        .get();
  }

  private static String deploy(String id) {
    return "{\"template\":\"probe\",\"id\":\"%s\",\"owner\":\"%s\",\"config\":{}}"
        .formatted(id, OperatedServiceTest.OWNER);
  }

  private static void post(ApiUser user, String path, String body) throws Exception {
    HttpResponse<String> response = user.post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private static HttpResponse<String> post(
      ApiUser user, String path, String body, String preference) throws Exception {
    HttpResponse<String> response = user.post(path, body, preference);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
    return response;
  }

  private static HttpResponse<String> get(ApiUser user, String path) throws Exception {
    return user.get(path);
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }

  private static List<String> pagesOf(ApiUser user, String path) throws Exception {
    var all = new ArrayList<String>();
    JsonNode page = json(get(user, path));
    all.addAll(page.path("items").findValuesAsText("detail"));
    while (page.has("next")) {
      page = json(get(user, path + "&cursor=" + page.path("next").asText()));
      all.addAll(page.path("items").findValuesAsText("detail"));
    }
    return all;
  }

  private static String status(ApiUser user, String id) throws Exception {
    return json(get(user, "/v1/deployments/" + id)).path("status").asText();
  }

  private static void awaitStatus(ApiUser user, String id, String status) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(user, id)).isEqualTo(status));
  }
}
