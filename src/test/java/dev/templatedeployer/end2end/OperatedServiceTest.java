package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  EmbeddedBroker broker;
  Deployer deployer;
  final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", broker.bootstrapServers(),
            "deployer.state-dir", folder.resolve("state").toString(),
            "deployer.http.port", "0",
            "deployer.topics.partitions", "2",
            "deployer.topics.replication", "1",
            "templates.probe.enabled", "true");
    deployer = Deployer.startWithTopics(Deployer.settings(settings, Map.of(), null));
  }

  @AfterAll
  void stop() {
    deployer.close();
    broker.close();
    http.close();
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
            Map.of("bootstrap.servers", broker.bootstrapServers()),
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
    return http.send(
        HttpRequest.newBuilder(URI.create(deployer.api() + path))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=30")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(deployer.api() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String field(String json, String name) {
    var matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
    assertThat(matcher.find()).as("'%s' in %s", name, json).isTrue();
    return matcher.group(1);
  }
}
