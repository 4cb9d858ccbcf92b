package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.http.OwnCertificate;
import dev.templatedeployer.http.auth.Issuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole service with an identity provider and TLS of its own: what its settings say is what
/// its users get.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticatedServiceTest {

  static final String OWNER = "pz7mb-3demv-3gk3d-pobww-k3tua-e";
  static final String REASON = "{\"reason\":\"no longer wanted\"}";

  Issuer issuer;
  EmbeddedBroker broker;
  Deployer service;
  HttpClient client;
  String shop;
  String rival;
  String anna;
  String olga;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    issuer = new Issuer();
    shop = issuer.good("shop", "can-submit");
    rival = issuer.good("rival", "can-submit");
    anna = issuer.good("anna", "can-look");
    olga = issuer.good("olga", "can-operate");
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    Path keyStore = OwnCertificate.in(folder);
    client = HttpClient.newBuilder().sslContext(OwnCertificate.trusting(keyStore)).build();
    service =
        Deployer.startWithTopics(Deployer.settings(settings(folder, keyStore), Map.of(), null));
  }

  @AfterAll
  void stop() {
    service.close();
    broker.close();
    client.close();
    issuer.close();
  }

  @Test
  void showsEachBackendItsOwnAndAViewerAll() throws Exception {
    String config = Files.readString(Path.of("src/examples/lock.json"));
    HttpResponse<String> deployed =
        post(
            "/v1/deployments",
            "{\"template\":\"lock\",\"id\":\"lock-1\",\"owner\":\"%s\",\"config\":%s}"
                .formatted(OWNER, config),
            shop);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    assertThat(deployed.body()).contains("\"caller\":\"user:shop\"", "\"COMPLETED\"");
    String canister = "/v1/canisters/" + ApiUser.field(deployed.body(), "canisterId");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(get(canister, shop).statusCode()).isEqualTo(200));

    for (String path :
        List.of(
            "/v1/deployments/lock-1",
            "/v1/deployments/lock-1/events",
            "/v1/deployments/lock-1/why",
            canister,
            canister + "/events")) {
      assertThat(get(path, shop).statusCode()).as(path).isEqualTo(200);
      assertThat(get(path, anna).statusCode()).as(path).isEqualTo(200);
      assertThat(get(path, rival).statusCode()).as(path).isEqualTo(404);
    }
    for (String path : List.of("/v1/deployments?sort=-updated", "/v1/canisters")) {
      assertThat(get(path, shop).body()).as(path).contains("lock-1");
      assertThat(get(path, anna).body()).as(path).contains("lock-1");
      assertThat(get(path, rival).body()).as(path).isEqualTo("{\"items\":[]}");
    }
    String claim =
        "{\"by\":\"%s\",\"arguments\":{}}".formatted(ApiUser.field(config, "beneficiary"));
    assertThat(post(canister + "/operations/claim", claim, rival).statusCode()).isEqualTo(404);
    assertThat(post(canister + "/operations/claim", claim, anna).statusCode()).isEqualTo(403);
    assertThat(post(canister + "/operations/claim", claim, shop).statusCode()).isEqualTo(200);
    assertThat(post("/v1/deployments/lock-1/cancel", REASON, rival).statusCode()).isEqualTo(404);
  }

  @Test
  void comparesTheVersionThatARetryWasDecidedByWithTheStateThatIsDecidedOn() throws Exception {
    HttpResponse<String> failed =
        post(
            "/v1/deployments",
            "{\"template\":\"probe\",\"id\":\"probe-1\",\"owner\":\"%s\",\"config\":{\"fail\":{\"retryable\":false}}}"
                .formatted(OWNER),
            shop);
    assertThat(failed.body()).contains("\"FAILED\"");
    String tag = failed.headers().firstValue("ETag").orElseThrow();
    String retry = "/v1/deployments/probe-1/retry";

    assertThat(post(retry, REASON, shop, "If-Match", tag).statusCode()).isEqualTo(403);
    assertThat(post(retry, REASON, olga, "If-Match", tag).statusCode()).isEqualTo(202);
    HttpResponse<String> tooLate = post(retry, REASON, olga, "If-Match", tag);

    assertThat(tooLate.statusCode()).isEqualTo(412);
    assertThat(tooLate.body()).contains("when this was decided", "PRECONDITION_FAILED");
  }

  @Test
  void letsNobodyInWhoProvesNothing() throws Exception {
    assertThat(get("/v1/deployments", "Bearer nonsense").statusCode()).isEqualTo(401);
    assertThat(get("/v1/deployments", issuer.bySomebodyElse()).statusCode()).isEqualTo(401);
    assertThat(post("/v1/deployments", "{}", anna).statusCode()).isEqualTo(403);
    assertThat(service.api().getScheme()).isEqualTo("https");
  }

  private Map<String, String> settings(Path folder, Path keyStore) {
    var settings = new HashMap<String, String>();
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("deployer.state-dir", folder.resolve("state").toString());
    settings.put("deployer.http.host", "0.0.0.0"); // which needs no trust in the network with both
    settings.put("deployer.http.port", "0");
    settings.put("deployer.http.tls.key-store", keyStore.toString());
    settings.put("deployer.http.tls.key-store-password", OwnCertificate.PASSWORD);
    settings.put("deployer.topics.partitions", "1");
    settings.put("deployer.topics.replication", "1");
    settings.put("templates.probe.enabled", "true");
    settings.put("deployer.http.auth.mode", "oidc");
    settings.put("deployer.http.auth.issuer", issuer.address().toString());
    settings.put("deployer.http.auth.audience", "deployer");
    settings.put("deployer.http.auth.roles-claim", "realm_access.roles");
    settings.put("deployer.http.auth.roles.viewer", "can-look");
    settings.put("deployer.http.auth.roles.submitter", "can-submit");
    settings.put("deployer.http.auth.roles.operator", "can-operate");
    return settings;
  }

  private HttpResponse<String> post(String path, String body, String token, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(address(path))
            .header("Authorization", token)
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=30")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address(path)).header("Authorization", token).build(),
        BodyHandlers.ofString());
  }

  private URI address(String path) {
    return URI.create("https://localhost:%d%s".formatted(service.api().getPort(), path));
  }
}
