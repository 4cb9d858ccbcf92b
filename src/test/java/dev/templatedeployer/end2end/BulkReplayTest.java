package dev.templatedeployer.end2end;

import static dev.templatedeployer.end2end.ApiUser.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bulk replay on a real broker, with the service taken down and started again in the middle of
/// it.
class BulkReplayTest {

  static final String OWNER = "pz7mb-3demv-3gk3d-pobww-k3tua-e";
  static final ObjectMapper JSON = new ObjectMapper();
  static final int EACH = 15;

  @Test
  void retriesExactlyThePlannedDeploymentsOnceAcrossARestart(@TempDir Path folder)
      throws Exception {
    try (EmbeddedBroker broker = SmallInstallation.broker(folder)) {
      String id;
      Map<String, String> before;
      try (Deployer deployer = start(broker, folder);
          ApiUser user = new ApiUser(deployer.api())) {
        deployAll(user);
        before = standings(user);
        JsonNode plan =
            read(
                user.post(
                        "/v1/replays",
                        "{\"filter\":\"template:probe code:NO_MEMORY\",\"reason\":\"more memory\",\"limits\":{\"rate\":4,\"canary\":2}}")
                    .body());
        id = plan.path("id").asText();
        assertThat(plan.path("count").asInt()).as("%s", plan).isEqualTo(EACH);
        assertThat(plan.path("groups")).hasSize(1);
        assertThat(standings(user)).as("a plan runs nothing").isEqualTo(before);

        user.post(
            "/v1/replays/" + id + "/approve",
            "{\"digest\":\"%s\",\"reason\":\"seen\"}".formatted(plan.path("digest").asText()));
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> replay(user, id).path("ended").asInt() >= 4);
        assertThat(replay(user, id).path("state").asText()).isEqualTo("RUNNING");
      }
      try (Deployer deployer = start(broker, folder);
          ApiUser user = new ApiUser(deployer.api())) {
        assertThat(replay(user, id).path("settled").asBoolean()).isFalse();
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> replay(user, id).path("settled").asBoolean());

        JsonNode receipt = read(user.get("/v1/replays/" + id + "/receipt").body());
        assertThat(receipt.path("replay").path("state").asText()).isEqualTo("FINISHED");
        assertThat(receipt.path("items")).hasSize(EACH);
        assertThat(receipt.path("items"))
            .allSatisfy(item -> {
              assertThat(item.path("result").asText()).as("%s", item).isEqualTo("COMPLETED");
              assertThat(item.path("id").asText()).startsWith("memory-");
            });
        assertThatOnlyTheseRanAgain(before, standings(user));
        assertThat(user.get("/metrics").body()).contains("deployer_replays_running 0.0");
      }
    }
  }

  private static void assertThatOnlyTheseRanAgain(
      Map<String, String> before, Map<String, String> after) {
    assertThat(after).hasSameSizeAs(before);
    after.forEach((id, standing) -> {
      if (id.startsWith("memory-")) {
        assertThat(standing).as(id).startsWith("COMPLETED in run 2");
      } else {
        assertThat(standing).as(id).isEqualTo(before.get(id));
      }
    });
  }

  private static void deployAll(ApiUser user) throws Exception {
    for (int i = 1; i <= EACH; i++) {
      deploy(user, "memory-" + i, failing("NO_MEMORY", "Node 'n%d' has no memory.".formatted(i)));
      deploy(user, "denied-" + i, failing("DENIED", "Node 'n%d' says no.".formatted(i)));
      deploy(user, "well-" + i, "{}");
      deploy(user, "fine-" + i, "{\"sleepMs\":1}");
    }
  }

  private static void deploy(ApiUser user, String id, String config) throws Exception {
    var reply =
        user.post(
            "/v1/deployments",
            "{\"template\":\"probe\",\"id\":\"%s\",\"owner\":\"%s\",\"config\":%s}"
                .formatted(id, OWNER, config));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(field(reply.body(), "status")).isIn("COMPLETED", "FAILED");
  }

  private static String failing(String code, String message) {
    return "{\"failAttempts\":1,\"sleepMs\":100,\"fail\":{\"code\":\"%s\",\"message\":\"%s\",\"retryable\":false}}"
        .formatted(code, message);
  }

  /// Where each deployment stands, and how often it has changed.
  private static Map<String, String> standings(ApiUser user) throws Exception {
    var standings = new TreeMap<String, String>();
    for (JsonNode one : read(user.get("/v1/deployments?limit=200").body()).path("items")) {
      standings.put(
          one.path("id").asText(),
          "%s in run %s, version %s"
              .formatted(
                  one.path("status").asText(),
                  one.path("run").asText(),
                  one.path("version").asText()));
    }
    return standings;
  }

  private static JsonNode replay(ApiUser user, String id) throws Exception {
    return read(user.get("/v1/replays/" + id).body());
  }

  private static JsonNode read(String json) throws Exception {
    return JSON.readTree(json);
  }

  private static Deployer start(EmbeddedBroker broker, Path folder) throws Exception {
    return SmallInstallation.deployer(broker, folder, Map.of("templates.probe.enabled", "true"));
  }
}
