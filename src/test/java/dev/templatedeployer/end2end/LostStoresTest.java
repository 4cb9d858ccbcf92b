package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.CannotStart;
import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service whose cluster loses what it knows besides the events: the offsets of the group, the
/// changelogs of the stores, an input.
class LostStoresTest {

  static final String APPLICATION = "template-deployer";
  static final String OWNER = "rrkah-fqaaa-aaaaa-aaaaq-cai";

  /// What comes in by HTTP.
  static final String COMMANDS = "deployments.admin-commands";

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final List<String> CHANGELOGS =
      List.of(
          APPLICATION + "-deployments-changelog",
          APPLICATION + "-input-positions-changelog",
          APPLICATION + "-canisters-changelog",
          APPLICATION + "-canister-input-positions-changelog",
          APPLICATION + "-taken-canister-commands-changelog");

  @TempDir Path folder;
  EmbeddedBroker broker;
  Admin admin;
  Deployer service;
  boolean isRunning;
  ApiUser user;

  @BeforeEach
  void start() throws Exception {
    broker = SmallInstallation.broker(folder);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    startService();
  }

  @AfterEach
  void stop() {
    stopService();
    admin.close();
    broker.close();
  }

  /// A treasury that was funded over HTTP without a key would be funded again, and what was refused
  /// in a maintenance would be let in.
  @Test
  void nothingIsDecidedAgainWhenTheGroupIsGone() throws Exception {
    String dao = deployFrom("dao", "harbour");
    operate(dao, "fund", "{\"amount\":\"500\"}", null);
    assertThat(maintain(true).statusCode()).isEqualTo(200);
    assertThat(deploy("probe", "late", "{}").statusCode()).isEqualTo(503);
    assertThat(maintain(false).statusCode()).isEqualTo(200);
    for (int i = 0; i < 4; i++) {
      assertThat(deploy("probe", "before-" + i, "{}").body()).contains("COMPLETED");
    }

    stopService();
    deleteGroup();
    startService();

    assertNothingWasDecidedAgain(dao, "after-a-stop", "501");

    stopService();
    deleteGroup();
    deleteRecursively(folder.resolve("state").resolve("streams"));
    startService();

    assertNothingWasDecidedAgain(dao, "without-a-state-directory", "502");
  }

  /// New commands in each partition are decided after all that lie before them.
  private void assertNothingWasDecidedAgain(String dao, String prefix, String treasury)
      throws Exception {
    for (int i = 0; i < 6; i++) {
      assertThat(deploy("probe", prefix + "-" + i, "{}").body()).contains("COMPLETED");
    }
    operate(dao, "fund", "{\"amount\":\"1\"}", null);
    assertThat(user.get("/v1/canisters/" + dao + "/views/stats").body())
        .containsPattern("\"%s\"".formatted(treasury));
    assertThat(user.get("/v1/deployments/late").statusCode()).isEqualTo(404);
    assertThat(user.get("/metrics").body())
        .contains("deployer_records_passed_over_total{topic=\"deployments.admin-commands\"")
        .contains("deployer_records_passed_over_total{topic=\"canisters.commands\"");
    assertThat(verify()).contains("\"CLEAN\"");
  }

  @Test
  void theStoresAreMadeAnewFromTheEvents() throws Exception {
    String lock = deployFrom("lock", "team-tokens");
    long claimed = operate(lock, "claim", "{\"amount\":\"1000\"}", "claim-1");
    for (int i = 0; i < 4; i++) {
      assertThat(deploy("probe", "probe-" + i, "{}").body()).contains("COMPLETED");
    }
    assertThat(deploy("probe", "broken", BROKEN).body()).contains("FAILED");
    stopService();
    long happened = events();

    deleteChangelogs();
    deleteGroup();
    deleteRecursively(folder.resolve("state").resolve("streams"));
    assertRefusesToStart("a resend would be taken for a new command");

    assertThat(rebuild("--dry-run")).contains("The stores would hold 6 deployments, 1 canisters");
    assertRefusesToStart("a resend would be taken for a new command");

    assertThat(rebuild()).contains("Rebuilt. The stores hold 6 deployments, 1 canisters");
    startService();

    assertThat(deploy("probe", "probe-0", "{}").body()).contains("COMPLETED");
    assertThat(deploy("probe", "probe-0", "{\"sleepMs\":1}").statusCode()).isEqualTo(409);
    assertThat(operate(lock, "claim", "{\"amount\":\"1000\"}", "claim-1")).isEqualTo(claimed);
    assertThat(events()).isEqualTo(happened);

    assertThat(operate(lock, "claim", "{\"amount\":\"1000\"}", "claim-2")).isEqualTo(claimed + 1);
    user.post("/v1/deployments/broken/retry", "{\"reason\":\"it was mended\"}");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(user.get("/v1/deployments/broken").body()).contains("COMPLETED"));
    assertThat(verify()).contains("\"CLEAN\"");
  }

  /// The stores are there, and nobody knows how far the inputs were read.
  @Test
  void refusesToStartWithoutAnyPositions() throws Exception {
    assertThat(deploy("probe", "probe-0", "{}").body()).contains("COMPLETED");
    stopService();

    deleteGroup();
    delete(CHANGELOGS.get(1));
    deleteRecursively(folder.resolve("state").resolve("streams"));

    assertRefusesToStart("the consumer group has lost its offsets");
    assertThat(rebuild()).contains("Rebuilt.");
    startService();
    assertThat(deploy("probe", "probe-1", "{}").body()).contains("COMPLETED");
  }

  /// Its offsets begin anew, below those that were decided: new commands must not be taken for old
  /// ones.
  @Test
  void anInputThatWasMadeAnewIsNotPassedOverInSilence() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(deploy("probe", "probe-" + i, "{}").body()).contains("COMPLETED");
    }
    stopService();

    delete(COMMANDS);
    deleteGroup();

    assertRefusesToStart("'deployments.admin-commands' is not the topic any more that was read");
    assertThat(rebuild("--from-beginning", COMMANDS)).contains("Rebuilt.");
    startService();
    for (int i = 0; i < 4; i++) {
      assertThat(deploy("probe", "again-" + i, "{}").body()).contains("COMPLETED");
    }
  }

  @Test
  void nothingIsRebuiltWhileAnInstanceRuns() throws Exception {
    assertThat(rebuild()).contains("stream threads are in the group 'template-deployer'");
    assertThat(deploy("probe", "probe-0", "{}").body()).contains("COMPLETED");
  }

  static final String BROKEN =
      "{\"failAttempts\":1,\"fail\":{\"code\":\"EMPTY\",\"message\":\"Empty.\",\"retryable\":false}}";

  private void startService() throws Exception {
    service =
        SmallInstallation.deployer(
            broker,
            folder,
            Map.of("templates.probe.enabled", "true", "templates.probe.max-attempts", "1"));
    user = new ApiUser(service.api());
    isRunning = true;
  }

  private void stopService() {
    if (isRunning) {
      user.close();
      service.close();
      isRunning = false;
    }
  }

  private void assertRefusesToStart(String because) {
    assertThatThrownBy(this::startService)
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(because)
        .hasMessageContaining("./deployer stores rebuild");
  }

  /// What the command says, with a state directory of its own so that the service may hold its.
  private String rebuild(String... more) throws Exception {
    Path log = Files.createTempFile(folder, "rebuild", ".log");
    var line =
        new ArrayList<>(
            List.of("stores", "rebuild", "--yes", "--bootstrap", broker.bootstrapServers()));
    Map.of(
            "deployer.state-dir",
            folder.resolve(isRunning ? "elsewhere" : "state").toString(),
            "deployer.topics.partitions",
            "2",
            "deployer.topics.replication",
            "1")
        .forEach((name, value) -> line.addAll(List.of("--set", name + "=" + value)));
    line.addAll(List.of(more));
    if (!admin.listTopics().names().get().contains(COMMANDS)) {
      applyTopics(log);
    }
    try (ServiceProcess process = ServiceProcess.start(log, line)) {
      process.awaitEnd(Duration.ofSeconds(60));
      return process.log();
    }
  }

  private void applyTopics(Path log) throws Exception {
    try (ServiceProcess process =
        ServiceProcess.start(
            log,
            List.of(
                "topics",
                "apply",
                "--bootstrap",
                broker.bootstrapServers(),
                "--set",
                "deployer.topics.partitions=2",
                "--set",
                "deployer.topics.replication=1"))) {
      assertThat(process.awaitEnd(Duration.ofSeconds(60))).as(process.log()).isZero();
    }
  }

  private void deleteGroup() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          admin.deleteConsumerGroups(List.of(APPLICATION)).all().get();
          return true;
        });
  }

  private void deleteChangelogs() throws Exception {
    for (String changelog : CHANGELOGS) {
      delete(changelog);
    }
  }

  private void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
  }

  private static void deleteRecursively(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  /// How many events were ever written.
  private long events() throws Exception {
    try (var log =
        new CommittedLog(
            broker.bootstrapServers(), 2, List.of("deployments.events", "canisters.events"))) {
      log.readToTheEnd(PATIENCE);
      return (long) log.of("deployments.events").size() + log.of("canisters.events").size();
    }
  }

  private String deployFrom(String template, String id) throws Exception {
    String config = Files.readString(Path.of("src/examples/%s.json".formatted(template)), UTF_8);
    HttpResponse<String> answer = deploy(template, id, config);
    assertThat(answer.body()).contains("COMPLETED");
    return ApiUser.field(answer.body(), "canisterId");
  }

  private HttpResponse<String> deploy(String template, String id, String config) throws Exception {
    return user.post(
        "/v1/deployments",
        "{\"template\":\"%s\",\"id\":\"%s\",\"owner\":\"%s\",\"config\":%s}"
            .formatted(template, id, OWNER, config));
  }

  private HttpResponse<String> maintain(boolean isOn) throws Exception {
    return user.post(
        "/v1/control/maintenance", "{\"on\":%b,\"reason\":\"a test\"}".formatted(isOn));
  }

  /// @return the version of the canister after it
  private long operate(String canister, String operation, String arguments, @Nullable String key)
      throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    service.api() + "/v1/canisters/" + canister + "/operations/" + operation))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"by\":\"%s\",\"arguments\":%s}".formatted(OWNER, arguments)));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    HttpResponse<String> answer =
        user.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Long.parseLong(answer.body().replaceAll(".*\"version\":(\\d+).*", "$1"));
  }

  /// The state in which a verification of everything ended.
  private String verify() throws Exception {
    String id = ApiUser.field(user.post("/v1/verifications", "{}").body(), "id");
    await()
        .atMost(PATIENCE)
        .until(() -> !user.get("/v1/verifications/" + id).body().contains("RUNNING"));
    return user.get("/v1/verifications/" + id).body();
  }
}
