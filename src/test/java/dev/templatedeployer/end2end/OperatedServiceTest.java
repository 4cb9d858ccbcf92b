package dev.templatedeployer.end2end;

import static dev.templatedeployer.end2end.ApiUser.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.identity.CanisterIds;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The service on a real broker, as those see it who use its API and who watch over it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatedServiceTest {

  static final String OWNER = "pz7mb-3demv-3gk3d-pobww-k3tua-e";
  static final Pattern METRIC = Pattern.compile("\\b(deployer|jvm|kafka)_[a-z_]+");

  SmallInstallation installation;
  ApiUser user;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    installation = SmallInstallation.start(folder, Map.of("templates.probe.enabled", "true"));
    user = new ApiUser(installation.deployer().api());
  }

  @AfterAll
  void stop() {
    installation.close();
    user.close();
  }

  @Test
  void deploysALockThatCanBeClaimedFrom() throws Exception {
    String config = Files.readString(Path.of("src/examples/lock.json"));
    HttpResponse<String> deployed =
        post(
            "/v1/deployments",
            "{\"template\":\"lock\",\"id\":\"lock-1\",\"owner\":\"%s\",\"config\":%s}"
                .formatted(OWNER, config));
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    assertThat(deployed.body()).contains("\"COMPLETED\"");
    String canister = field(deployed.body(), "canisterId");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(get("/v1/canisters/" + canister).body())
                .contains("\"claimable\":\"5000000000\""));
    HttpResponse<String> claimed =
        post(
            "/v1/canisters/%s/operations/claim".formatted(canister),
            "{\"by\":\"%s\",\"arguments\":{}}".formatted(field(config, "beneficiary")));
    assertThat(claimed.statusCode()).as(claimed.body()).isEqualTo(200);
    assertThat(get("/v1/canisters/" + canister).body()).contains("\"claimed\":\"5000000000\"");
  }

  @Test
  void sellsATokenOnALaunchpad() throws Exception {
    Instant start = Instant.now().plusSeconds(3);
    String config =
        Files.readString(Path.of("src/examples/launchpad.json"))
            .replace("2080-03-01T12:00:00Z", start.toString())
            .replace("2080-03-15T12:00:00Z", start.plusSeconds(86_400).toString())
            .replace("2080-03-22T12:00:00Z", start.plusSeconds(172_800).toString());
    HttpResponse<String> deployed =
        post(
            "/v1/deployments",
            "{\"template\":\"launchpad\",\"id\":\"launchpad-1\",\"owner\":\"%s\",\"config\":%s}"
                .formatted(OWNER, config));
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    String canister = "/v1/canisters/" + field(deployed.body(), "canisterId");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          HttpResponse<String> contributed =
              post(
                  canister + "/operations/contribute",
                  "{\"by\":\"em77e-bvlzu-aq\",\"arguments\":{\"amount\":\"100000000000\"}}");
          assertThat(contributed.statusCode()).as(contributed.body()).isEqualTo(200);
        });
    assertThat(get(canister).body()).contains("\"status\":\"SALE_ACTIVE\"", "\"name\":\"Team\"");
    assertThat(get(canister + "/views/participants?limit=1").body())
        .contains("\"participant\":\"em77e-bvlzu-aq\"", "\"contributed\":\"50000000000\"");
  }

  /// A run of a lock takes a few milliseconds and says nothing before its end, so the cancels come
  /// before it, while it runs and after it.
  @Test
  void cancelsOnlyWhatHasNoCanister() throws Exception {
    String config = Files.readString(Path.of("src/examples/lock.json"));
    var ids = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      ids.add("in-time-" + i);
      user.post(
          "/v1/deployments",
          "{\"template\":\"lock\",\"id\":\"in-time-%d\",\"owner\":\"%s\",\"config\":%s}"
              .formatted(i, OWNER, config),
          "respond-async");
      user.post(
          "/v1/deployments/in-time-%d/cancel".formatted(i - i % 3),
          "{\"reason\":\"ordered twice\"}",
          "respond-async");
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          for (String id : ids) {
            String status = field(get("/v1/deployments/" + id).body(), "status");
            boolean hasCanister =
                get("/v1/canisters/" + CanisterIds.of(id).text()).statusCode() == 200;
            assertThat(status).as(id).isEqualTo(hasCanister ? "COMPLETED" : "CANCELLED");
          }
        });
  }

  @Test
  void answersTheSameRequestTwiceAndAnotherUnderTheSameIdWithAConflict() throws Exception {
    String request =
        "{\"template\":\"probe\",\"id\":\"twice\",\"owner\":\"%s\",\"config\":{\"sleepMs\":%d}}";

    assertThat(post("/v1/deployments", request.formatted(OWNER, 1)).statusCode()).isEqualTo(200);
    assertThat(post("/v1/deployments", request.formatted(OWNER, 1)).statusCode()).isEqualTo(200);
    HttpResponse<String> other = post("/v1/deployments", request.formatted(OWNER, 2));

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  @Test
  void retriesAFailedDeploymentForAnAdmin() throws Exception {
    HttpResponse<String> failed =
        post(
            "/v1/deployments",
            ("{\"template\":\"probe\",\"id\":\"again\",\"owner\":\"%s\",\"config\":{\"failAttempts\":1,"
                    + "\"fail\":{\"code\":\"EMPTY\",\"message\":\"Empty.\",\"retryable\":false}}}")
                .formatted(OWNER));
    assertThat(failed.body()).contains("\"FAILED\"").contains("\"EMPTY\"");

    assertThat(post("/v1/deployments/again/retry", "{\"reason\":\"it was filled\"}").statusCode())
        .isEqualTo(202);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(get("/v1/deployments/again").body())
                .contains("\"COMPLETED\"")
                .contains("\"run\":2"));
    assertThat(post("/v1/deployments/again/retry", "{\"reason\":\"more\"}").statusCode())
        .isEqualTo(409);
  }

  /// Alerts and dashboards that name a metric which does not exist stay silent for ever.
  @Test
  void hasEveryMetricThatAlertsAndDashboardsName() throws Exception {
    post(
        "/v1/deployments",
        "{\"template\":\"probe\",\"owner\":\"%s\",\"config\":{}}".formatted(OWNER));
    sendWhatNobodyCanRead();
    post("/v1/replays", "{\"filter\":\"template:lock\",\"reason\":\"to be noted\"}");
    var named = new TreeSet<String>();
    for (Path file : operationsFiles()) {
      METRIC.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group()));
    }
    assertThat(named).hasSizeGreaterThan(8);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          String metrics = get("/metrics").body();
          assertThat(named)
              .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
        });
  }

  @Test
  void tellsHowDeploymentsGoAndWhatWaits() throws Exception {
    String request = "{\"template\":\"probe\",\"id\":\"%s\",\"owner\":\"%s\",\"config\":{}}";
    post("/v1/deployments", request.formatted("counted", OWNER));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          JsonNode probe = probeStatistics();
          assertThat(probe.at("/outcomes/completed").asLong()).isPositive();
          assertThat(probe.at("/outcomes/totalMillis/p95").asLong()).isPositive();
          assertThat(probe.at("/steps/0/completed").asLong()).isPositive();
          assertThat(probe.path("backlog").asLong(-1)).isZero();
          assertThat(probe.has("oldestPending")).isFalse();
        });

    post("/v1/templates/probe/pause", "{\"reason\":\"to see it wait\"}");
    user.post("/v1/deployments", request.formatted("waiting", OWNER), "respond-async");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          JsonNode probe = probeStatistics();
          assertThat(probe.path("paused").asBoolean()).isTrue();
          assertThat(probe.at("/oldestPending/id").asText()).isEqualTo("waiting");
          assertThat(probe.at("/deployments/PENDING").asLong()).isEqualTo(1);
          assertThat(probe.path("backlog").asLong()).isBetween(1L, 3L);
        });

    post("/v1/templates/probe/resume", "{\"reason\":\"it has waited\"}");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(probeStatistics().path("backlog").asLong(-1)).isZero();
          assertThat(get("/v1/deployments/waiting").body()).contains("\"COMPLETED\"");
        });
  }

  private JsonNode probeStatistics() throws Exception {
    HttpResponse<String> found = get("/v1/statistics?template=probe");
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    return new ObjectMapper().readTree(found.body()).at("/templates/0");
  }

  @Test
  void showsTheMetricsOfItsKafkaClientsToo() throws Exception {
    assertThat(get("/metrics").body()).contains("kafka_stream_", "kafka_consumer_");
  }

  @Test
  void answersForItsOwnSchemas() throws Exception {
    assertThat(get("/registry/subjects").body()).contains("deployments.outcomes-value");
  }

  private void sendWhatNobodyCanRead() {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", installation.broker().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var _ =
          producer.send(
              new ProducerRecord<>("deployments.commands", "bad", "no Avro".getBytes(UTF_8)));
    }
  }

  private static Iterable<Path> operationsFiles() throws Exception {
    try (Stream<Path> dashboards = Files.list(Path.of("ops/grafana/dashboards"))) {
      return Stream.concat(dashboards, Stream.of(Path.of("ops/prometheus/alerts.yml"))).toList();
    }
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return user.post(path, body);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return user.get(path);
  }
}
