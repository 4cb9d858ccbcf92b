package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Sort;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeploymentQuestionsTest {

  static final String WEB_42 = "/v1/deployments/web-42";
  static final Failure FAILURE = new Failure("NO_QUOTA", "No quota left.", true);

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class ADeployment {

    @Test
    void isShownWithAllThatIsKnownOfIt() {
      deploy("web-42");
      api.deployments.happened(
          "web-42",
          new DeploymentEvent.Started(Token.FIRST, "executor-1", NOON, NOON),
          new DeploymentEvent.AttemptFailed(
              Token.FIRST, FAILURE, NOON, NOON.plusMillis(250), NOON.plusSeconds(2), NOON));

      Reply reply = api.get(WEB_42);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
      assertThat(reply.header("ETag")).isEqualTo("\"3\"");
      assertThat(reply.header("X-Position")).isEqualTo("d0:3");
      assertThat(reply.body())
          .isEqualTo(
              """
              {"id":"web-42","status":"PENDING","version":3,"template":"lock","templateVersion":"1.0.0",\
              "owner":"alice","caller":"somebody","run":1,"attempt":2,"drive":1,"labels":{"a":"1","b":"2"},\
              "configDigest":"e329893bba8e9303ef958f60927731afcf07239d92fa0351788cb17bd15f985b",\
              "config":{"amount":"1000","share":1.10,"big":123456789012345678901234567890},\
              "nextAttemptAt":"2026-03-01T12:00:02Z","attempts":[{"attempt":1,"drive":1,\
              "startedAt":"2026-03-01T12:00:00Z","endedAt":"2026-03-01T12:00:00.250Z",\
              "failure":{"code":"NO_QUOTA","message":"No quota left.","retryable":true}}],\
              "notBefore":"2026-03-01T11:00:00Z","deadline":"2026-03-02T12:00:00Z",\
              "createdAt":"2026-03-01T12:00:00Z","updatedAt":"2026-03-01T12:00:00Z"}\
              """);
    }

    @Test
    void hasACanisterOnceItIsCompleted() {
      deploy("web-42");
      assertThat(api.get(WEB_42).json().has("canisterId")).isFalse();

      api.deployments.happened(
          "web-42",
          new DeploymentEvent.Completed(Token.FIRST, Map.of("shard", "7"), NOON, NOON, NOON));

      Reply reply = api.get(WEB_42);
      assertThat(reply.json().path("canisterId").asText())
          .isEqualTo(CanisterIds.of("web-42").text());
      assertThat(reply.json().path("details").toString()).isEqualTo("{\"shard\":\"7\"}");
    }

    @Test
    void saysWhyItFailed() {
      deploy("web-42");
      api.deployments.happened(
          "web-42", new DeploymentEvent.Failed(Token.FIRST, FAILURE, null, NOON, NOON));

      assertThat(api.get(WEB_42).json().path("failure").toString())
          .isEqualTo("{\"code\":\"NO_QUOTA\",\"message\":\"No quota left.\",\"retryable\":true}");
    }

    @Test
    void saysWhyItWasGivenUp() {
      deploy("web-42");
      api.deployments.happened(
          "web-42", new DeploymentEvent.Cancelled(Token.FIRST, "me", "ordered twice", NOON));

      assertThat(api.get(WEB_42).json().path("reason").asText()).isEqualTo("ordered twice");
    }

    @Test
    void isNotSentAgainToThoseWhoHaveIt() {
      deploy("web-42");

      Reply reply = api.get(WEB_42, "If-None-Match", "\"1\"");

      assertThat(reply.status()).isEqualTo(304);
      assertThat(reply.body()).isEmpty();
    }

    @Test
    void isNotThere() {
      Reply reply = api.get(WEB_42);

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Not Found","status":404,\
              "detail":"There is no deployment 'web-42'. Check the id, or send a deploy command first.",\
              "instance":"/v1/deployments/web-42","code":"NOT_FOUND"}\
              """);
    }

    @Test
    void cannotBeThereUnderWhatIsNoId() {
      Reply reply = api.get("/v1/deployments/a%2Fb");

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo(
              "'a/b' is not a deployment id. Use 1 to 128 letters, digits, dots, colons, dashes and underscores, beginning with a letter or digit.");
    }
  }

  @Nested
  class APosition {

    @Test
    void isWaitedFor() {
      deploy("web-42");

      assertThat(api.get(WEB_42, "X-Read-Position", "d0:1").status()).isEqualTo(200);
    }

    @Test
    void isNotWaitedForForEver() {
      deploy("web-42");

      Reply reply = api.get(WEB_42, "X-Read-Position", "d0:7");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Service Unavailable","status":503,\
              "detail":"The read model has not come as far as 'd0:7' yet. Ask again in a moment.",\
              "instance":"/v1/deployments/web-42","code":"READ_MODEL_BEHIND"}\
              """);
    }

    @Test
    void hasToBeOne() {
      Reply reply = api.get(WEB_42, "X-Read-Position", "far");

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("'X-Read-Position' is no position. Pass on an 'X-Position' unchanged.");
    }
  }

  @Nested
  class AList {

    @Test
    void showsTheNewestFirstAndWhereTheNextPageIs() {
      deploy("web-1");
      deploy("web-2");
      deploy("web-3");
      api.deployments.happened(
          "web-3", new DeploymentEvent.Failed(Token.FIRST, FAILURE, null, NOON, NOON));

      Reply reply = api.get("/v1/deployments?limit=2&label=a=1&label=b=2&filter=-label:c=%26");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Link"))
          .isEqualTo(
              "</v1/deployments?limit=2&label=a%3D1&label=b%3D2&filter=-label%3Ac%3D%26&cursor=2>; rel=\"next\"");
      assertThat(reply.header("X-Position")).isEqualTo("d0:4");
      assertThat(reply.body())
          .isEqualTo(
              """
              {"items":[{"id":"web-3","status":"FAILED","version":2,"template":"lock",\
              "templateVersion":"1.0.0","owner":"alice","caller":"somebody","run":1,"attempt":1,\
              "drive":1,"labels":{"a":"1","b":"2"},\
              "failure":{"code":"NO_QUOTA","message":"No quota left."},\
              "createdAt":"2026-03-01T12:00:00Z","updatedAt":"2026-03-01T12:00:00Z"},\
              {"id":"web-2","status":"PENDING","version":1,"template":"lock",\
              "templateVersion":"1.0.0","owner":"alice","caller":"somebody","run":1,"attempt":1,\
              "drive":1,"labels":{"a":"1","b":"2"},\
              "createdAt":"2026-03-01T12:00:00Z","updatedAt":"2026-03-01T12:00:00Z"}],"next":"2"}\
              """);
    }

    @Test
    void endsWithoutANextPage() {
      deploy("web-1");

      Reply reply = api.get("/v1/deployments");

      assertThat(reply.json().has("next")).isFalse();
      assertThat(reply.headers().firstValue("Link")).isEmpty();
      assertThat(api.deployments.lastPaging).isEqualTo(new Paging(null, 50));
    }

    @Test
    void isFiltered() {
      api.get(
          "/v1/deployments?status=failed&template=lock&owner=alice&caller=me&label=a=1&label=b=x=y&cursor=0");

      assertThat(String.valueOf(api.deployments.lastFilter))
          .isEqualTo("status:failed template:lock owner:alice caller:me label:a=1 label:b=\"x=y\"");
      assertThat(api.deployments.lastSort).isEqualTo(Sort.NEWEST);
    }

    @Test
    void isFilteredByATextToo() {
      api.get("/v1/deployments?filter=age%3A%3C1h+-status%3Acompleted&template=lock&sort=-updated");

      assertThat(String.valueOf(api.deployments.lastFilter))
          .isEqualTo("created:>=2026-03-01T11:00:00.001Z -status:completed template:lock");
      assertThat(api.deployments.lastSort).isEqualTo(new Sort(Sort.Key.UPDATED, true));
    }

    @Test
    void pointsAtTheWrongWordOfAFilter() {
      Reply reply = api.get("/v1/deployments?filter=template%3Alock+status%3Afaild");

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.problem())
          .contains(
              """
              "code":"INVALID_FILTER","errors":[{"pointer":"filter","code":"BAD_VALUE",\
              "message":"'faild' at column 22 is no status. Did you mean 'failed'? \
              There are: pending, processing, completed, failed, cancelled.",\
              "offset":21,"length":5}]\
              """);
    }

    @Test
    void isRefusedIfAParameterMakesNoSense() {
      assertRefused(
          "?status=lost",
          "'status' has to be one of [PENDING, PROCESSING, COMPLETED, FAILED, CANCELLED].");
      assertRefused(
          "?sort=name",
          "'sort' has to be one of -created, created, -updated, updated, -attempts, attempts.");
      assertRefused("?label=blue", "'label' has to be a key and a value, such as 'team=blue'.");
      assertRefused(
          "?label=a=b" + "&label=a=b".repeat(24),
          "The filter has 25 terms, and at most 24 are read. Leave some out, or list values by commas.");
      assertRefused("?limit=many", "'limit' has to be a whole number, and is 'many'.");
      assertRefused("?limit=201", "A page has from 1 to 200 items, and 201 were asked for.");
      assertRefused("?owner=a&owner=b", "The parameter 'owner' is there twice. Give it once.");
      assertRefused(
          "?template=Lock",
          "'Lock' is not a template name. Use 1 to 63 lower-case letters, digits and dashes, beginning with a letter.");
      assertRefused(
          "?stauts=failed",
          "There is no parameter 'stauts' here. There are: caller, cursor, filter, label, limit, owner, sort, status, template.");
    }

    private void assertRefused(String query, String sentence) {
      Reply reply = api.get("/v1/deployments" + query);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("code").asText()).isEqualTo("INVALID_PARAMETER");
      assertThat(reply.json().path("detail").asText()).isEqualTo(sentence);
    }
  }

  @Nested
  class AHistory {

    @Test
    void tellsWhatHappenedAndWhy() {
      deploy("web-42");
      api.deployments.happened(
          "web-42",
          new DeploymentEvent.Started(Token.FIRST, "executor-1", NOON, NOON),
          new DeploymentEvent.Redriven(Token.FIRST.nextDrive(), NOON, NOON),
          new DeploymentEvent.AttemptFailed(
              new Token(1, 2), FAILURE, null, NOON, NOON.plusSeconds(2), NOON),
          new DeploymentEvent.Dispatched(new Token(2, 1), NOON),
          new DeploymentEvent.Failed(new Token(2, 1), FAILURE, null, NOON, NOON));
      api.post(WEB_42 + "/retry", "{\"reason\":\"again\"}", "Idempotency-Key", "r1");
      api.deployments.happened(
          "web-42",
          new DeploymentEvent.CancelRequested("me", "no", NOON),
          new DeploymentEvent.Cancelled(new Token(3, 1), "me", "no", NOON),
          new DeploymentEvent.Completed(new Token(3, 1), Map.of("shard", "7"), NOON, NOON, NOON));

      Reply reply = api.get(WEB_42 + "/events");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(api.deployments.lastPaging).isEqualTo(new Paging(null, 200));
      assertThat(reply.json().path("items"))
          .extracting(Object::toString)
          .containsExactly(
              event(
                  1,
                  "Requested",
                  "{\"topic\":\"admin\",\"partition\":0,\"offset\":1}",
                  "\"template\":\"lock\",\"templateVersion\":\"1.0.0\",\"owner\":\"alice\",\"caller\":\"somebody\",\"labels\":{\"a\":\"1\",\"b\":\"2\"},\"configDigest\":\"e329893bba8e9303ef958f60927731afcf07239d92fa0351788cb17bd15f985b\",\"startAt\":\"2026-03-01T12:00:00Z\",\"deadline\":\"2026-03-02T12:00:00Z\""),
              event(
                  2,
                  "Started",
                  "\"time\"",
                  "\"attempt\":1,\"drive\":1,\"executor\":\"executor-1\",\"startedAt\":\"2026-03-01T12:00:00Z\""),
              event(
                  3,
                  "Redriven",
                  "\"time\"",
                  "\"attempt\":1,\"drive\":2,\"lastSeenAt\":\"2026-03-01T12:00:00Z\""),
              event(
                  4,
                  "AttemptFailed",
                  "\"time\"",
                  "\"attempt\":1,\"drive\":2,\"failure\":{\"code\":\"NO_QUOTA\",\"message\":\"No quota left.\",\"retryable\":true},\"endedAt\":\"2026-03-01T12:00:00Z\",\"nextAttemptAt\":\"2026-03-01T12:00:02Z\""),
              event(5, "Dispatched", "\"time\"", "\"attempt\":2,\"drive\":1"),
              event(
                  6,
                  "Failed",
                  "\"time\"",
                  "\"attempt\":2,\"drive\":1,\"failure\":{\"code\":\"NO_QUOTA\",\"message\":\"No quota left.\",\"retryable\":true},\"endedAt\":\"2026-03-01T12:00:00Z\""),
              event(
                  7,
                  "Retried",
                  "{\"topic\":\"admin\",\"partition\":0,\"offset\":2,\"commandId\":\"r1\"}",
                  "\"attempt\":3,\"drive\":1,\"caller\":\"somebody\",\"reason\":\"again\""),
              event(8, "CancelRequested", "\"time\"", "\"caller\":\"me\",\"reason\":\"no\""),
              event(
                  9,
                  "Cancelled",
                  "\"time\"",
                  "\"attempt\":3,\"drive\":1,\"caller\":\"me\",\"reason\":\"no\""),
              event(
                  10,
                  "Completed",
                  "\"time\"",
                  "\"attempt\":3,\"drive\":1,\"startedAt\":\"2026-03-01T12:00:00Z\",\"endedAt\":\"2026-03-01T12:00:00Z\",\"details\":{\"shard\":\"7\"}"));
    }

    @Test
    void ofNothingIsNotFound() {
      assertThat(api.get(WEB_42 + "/events").status()).isEqualTo(404);
    }

    private String event(int version, String type, String cause, String data) {
      return "{\"version\":%d,\"type\":\"%s\",\"at\":\"2026-03-01T12:00:00Z\",\"position\":\"0:%d\",\"cause\":%s,\"data\":{%s}}"
          .formatted(version, type, version - 1, cause, data);
    }
  }

  private void deploy(String id) {
    api.post(
        "/v1/deployments",
        """
        {"template":"lock","config":{"amount":"1000","share":1.10,"big":123456789012345678901234567890},
         "owner":"alice","labels":{"b":"2","a":"1"},"notBefore":"2026-03-01T11:00:00Z",
         "deadline":"2026-03-02T12:00:00Z"}\
        """,
        "Idempotency-Key",
        id);
  }
}
