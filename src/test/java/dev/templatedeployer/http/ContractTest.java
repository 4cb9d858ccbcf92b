package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.dialect.Dialects;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.verify.Difference;
import dev.templatedeployer.verify.Spot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContractTest {

  static final String LOCK = "{\"template\":\"lock\",\"config\":{\"a\":1},\"owner\":\"alice\"}";
  static final String REASON = "{\"reason\":\"why not\"}";
  static final Failure FAILURE = new Failure("NO_QUOTA", "No quota left.", true);

  final JsonNode contract = Json.kept(Contract.openApi());
  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void describesEveryRouteAndNoOther() {
    Map<String, TreeSet<String>> described = new LinkedHashMap<>();
    contract
        .path("paths")
        .properties()
        .forEach(path -> {
          var methods = new TreeSet<String>();
          path.getValue()
              .fieldNames()
              .forEachRemaining(m -> methods.add(m.toUpperCase(Locale.ROOT)));
          described.put(path.getKey(), methods);
        });
    Map<String, TreeSet<String>> served = new LinkedHashMap<>();
    Api.routes(api.services(), RunningApi.LIMITS, Share.usual(0), new StopSign())
        .table()
        .forEach((path, methods) -> served.put(path, new TreeSet<>(methods)));
    served.remove("/registry/<path>"); // Confluent's contract, not ours

    assertThat(described).isEqualTo(served);
  }

  @Test
  void namesEveryParameterOfAPath() {
    contract
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .forEach(operation ->
                    assertThat(pathParameters(operation))
                        .as(path.getKey())
                        .allSatisfy(name -> assertThat(path.getKey()).contains("{" + name + "}"))
                        .hasSize(path.getKey().split("\\{", -1).length - 1)));
  }

  @Test
  void servesItself() {
    assertThat(api.get("/openapi.json").json()).isEqualTo(contract);
  }

  @Test
  void describesWhatIsAnswered() {
    assertDescribed("post", "/v1/deployments", api.post("/v1/deployments?validateOnly", LOCK));
    assertDescribed(
        "post",
        "/v1/deployments",
        api.post("/v1/deployments?validateOnly", LOCK.replace("lock", "x")));
    assertDescribed("post", "/v1/deployments", deploy("web-1"));
    deploy("web-2");
    api.deployments.happened(
        "web-1",
        new DeploymentEvent.Started(Token.FIRST, "executor-1", NOON, NOON),
        new DeploymentEvent.AttemptFailed(
            Token.FIRST, FAILURE, NOON, NOON, NOON.plusSeconds(2), NOON));
    assertDescribed("get", "/v1/deployments/{id}", api.get("/v1/deployments/web-1"));
    api.deployments.happened(
        "web-1", new DeploymentEvent.Failed(new Token(2, 1), FAILURE, null, NOON, NOON));
    api.deployments.happened(
        "web-2",
        new DeploymentEvent.Started(Token.FIRST, "executor-1", NOON, NOON),
        new DeploymentEvent.CancelRequested("me", "why not", NOON));
    assertDescribed("get", "/v1/deployments/{id}", api.get("/v1/deployments/web-1"));
    assertDescribed("get", "/v1/deployments/{id}", api.get("/v1/deployments/web-2"));
    assertDescribed("get", "/v1/deployments", api.get("/v1/deployments?limit=1"));
    assertDescribed(
        "post", "/v1/deployments/{id}/retry", api.post("/v1/deployments/web-1/retry", REASON));
    assertDescribed(
        "post", "/v1/deployments/{id}/cancel", api.post("/v1/deployments/web-1/cancel", REASON));
    assertDescribed("get", "/v1/deployments/{id}/events", api.get("/v1/deployments/web-1/events"));
    api.deployments.happened(
        "web-2", new DeploymentEvent.Completed(Token.FIRST, Map.of("a", "b"), NOON, NOON, NOON));
    assertDescribed(
        "post",
        "/v1/deployments",
        api.post("/v1/deployments", LOCK, "Idempotency-Key", "web-2", "Prefer", "wait=1"));
    assertDescribed("get", "/v1/deployments/{id}", api.get("/v1/deployments/nobody"));
    api.statistics.statistics = List.of(StatisticsQuestionsTest.LOCK);
    assertDescribed("get", "/v1/statistics", api.get("/v1/statistics"));
    assertDescribed("get", "/v1/statistics", api.get("/v1/statistics?since=soon"));
    assertDescribed("get", "/v1/templates", api.get("/v1/templates"));
    assertDescribed("get", "/v1/templates/{name}", api.get("/v1/templates/lock"));
    assertDescribed("get", "/v1/templates/{name}/schema", api.get("/v1/templates/lock/schema"));
    describesWhatIsControlled();
    assertDescribed("get", "/v1/canisters", api.get("/v1/canisters"));
    assertDescribed("get", "/v1/canisters/{id}", api.get("/v1/canisters/counter-1"));
    assertDescribed("get", "/v1/canisters/{id}/events", api.get("/v1/canisters/counter-1/events"));
    assertDescribed(
        "get", "/v1/canisters/{id}/views/{view}", api.get("/v1/canisters/counter-1/views/times"));
    assertDescribed(
        "post",
        "/v1/canisters/{id}/operations/{operation}",
        api.post(
            "/v1/canisters/counter-1/operations/add",
            "{\"by\":\"bob\",\"arguments\":{\"amount\":1}}"));
    assertDescribed("get", "/v1/deployments/{id}", api.get("/v1/deployments/web-1?asOfVersion=2"));
    assertDescribed("get", "/v1/deployments/{id}", api.get("/v1/deployments/web-1?asOf=x"));
    assertDescribed("get", "/v1/deployments/{id}/why", api.get("/v1/deployments/web-1/why"));
    assertDescribed(
        "get", "/v1/deployments/{id}/diff", api.get("/v1/deployments/web-1/diff?from=v1&to=v3"));
    assertDescribed("get", "/v1/deployments/{id}/diff", api.get("/v1/deployments/web-1/diff"));
    api.verifier.toBeFound.add(
        new Difference(
            Difference.Kind.GAP, "Gone.", "web-1", 2L, "caller", new Spot("events", 0, 1)));
    assertDescribed("post", "/v1/verifications", api.post("/v1/verifications", "{}"));
    assertDescribed("post", "/v1/verifications", api.post("/v1/verifications", "{}"));
    assertDescribed("get", "/v1/verifications", api.get("/v1/verifications"));
    String verification = api.verifications.all().getFirst().id();
    assertDescribed("get", "/v1/verifications/{id}", api.get("/v1/verifications/" + verification));
    assertDescribed("get", "/v1/verifications/{id}", api.get("/v1/verifications/other"));
    api.replays.failed(3, 1);
    Reply plan = api.post("/v1/replays", "{\"filter\":\"template:lock\",\"reason\":\"why not\"}");
    assertDescribed("post", "/v1/replays", plan);
    assertDescribed("post", "/v1/replays", api.post("/v1/replays", "{}"));
    String replay = "/v1/replays/" + plan.json().path("id").asText();
    assertDescribed(
        "post",
        "/v1/replays/{id}/approve",
        api.post(replay + "/approve", "{\"count\":3,\"reason\":\"seen\"}"));
    for (String step : List.of("pause", "resume", "stop")) {
      assertDescribed("post", "/v1/replays/{id}/" + step, api.post(replay + "/" + step, REASON));
    }
    assertDescribed("post", "/v1/replays/{id}/pause", api.post(replay + "/pause", REASON));
    assertDescribed("get", "/v1/replays", api.get("/v1/replays"));
    assertDescribed("get", "/v1/replays/{id}", api.get(replay));
    assertDescribed("get", "/v1/replays/{id}/items", api.get(replay + "/items"));
    assertDescribed("get", "/v1/replays/{id}/receipt", api.get(replay + "/receipt"));
    assertDescribed("get", "/v1/replays/{id}/receipt", api.get(replay + "/receipt?format=csv"));
    assertDescribed("get", "/v1/me", api.get("/v1/me"));
    assertDescribed("get", "/readyz", api.get("/readyz?verbose"));
    api.checks.add(new Health.Check("streams", false, "They do not run."));
    assertDescribed("get", "/readyz", api.get("/readyz"));
    assertDescribed("get", "/metrics", api.get("/metrics"));
    assertDescribed("get", "/", api.get("/"));
  }

  private void describesWhatIsControlled() {
    assertDescribed(
        "post",
        "/v1/access/grants",
        api.post(
            "/v1/access/grants",
            "{\"name\":\"shop\",\"role\":\"backend\",\"templates\":[\"lock\"],\"reason\":\"new\"}"));
    assertDescribed("get", "/v1/access", api.get("/v1/access"));
    assertDescribed("get", "/v1/access/owner", api.get("/v1/access/owner"));
    assertDescribed("get", "/v1/access/backends", api.get("/v1/access/backends"));
    assertDescribed(
        "post",
        "/v1/access/revocations",
        api.post("/v1/access/revocations", "{\"name\":\"olga\",\"reason\":\"no\"}"));
    String on = "{\"on\":true,\"until\":\"2099-01-01T00:00:00Z\",\"reason\":\"no\"}";
    assertDescribed("post", "/v1/control/maintenance", api.post("/v1/control/maintenance", on));
    assertDescribed(
        "post", "/v1/control/emergency-stop", api.post("/v1/control/emergency-stop", on));
    assertDescribed(
        "post",
        "/v1/control/emergency-stop",
        api.post("/v1/control/emergency-stop", "{\"on\":true,\"reason\":\"no\"}"));
    assertDescribed(
        "post", "/v1/templates/{name}/pause", api.post("/v1/templates/lock/pause", REASON));
    assertDescribed("get", "/v1/control", api.get("/v1/control"));
    assertDescribed(
        "post", "/v1/templates/{name}/resume", api.post("/v1/templates/lock/resume", REASON));
    assertDescribed("get", "/v1/audit", api.get("/v1/audit?limit=1"));
  }

  private Reply deploy(String id) {
    return api.post("/v1/deployments", LOCK, "Idempotency-Key", id);
  }

  private void assertDescribed(String method, String path, Reply reply) {
    JsonNode response =
        contract
            .path("paths")
            .path(path)
            .path(method)
            .path("responses")
            .path(Integer.toString(reply.status()));
    if (response.has("$ref")) {
      response = contract.at(response.path("$ref").asText().substring(1));
    }
    String mediaType = reply.header("Content-Type").split(";", 2)[0];
    JsonNode schema = response.path("content").path(mediaType).path("schema");
    assertThat(schema.isObject())
        .as("%s %s may answer %d with %s", method, path, reply.status(), mediaType)
        .isTrue();
    if (!mediaType.startsWith("text/")) {
      assertThat(complaints(schema, reply.json())).as("%s %s", method, path).isEmpty();
    }
  }

  private List<String> complaints(JsonNode schema, JsonNode answer) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", contract.path("components"));
    return com.networknt.schema.SchemaRegistry.withDialect(Dialects.getDraft202012())
        .getSchema(whole)
        .validate(answer)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private List<String> pathParameters(JsonNode operation) {
    return operation
        .path("parameters")
        .valueStream()
        .map(parameter ->
            parameter.has("$ref")
                ? contract.at(parameter.path("$ref").asText().substring(1))
                : parameter)
        .filter(parameter -> parameter.path("in").asText().equals("path"))
        .map(parameter -> parameter.path("name").asText())
        .toList();
  }
}
