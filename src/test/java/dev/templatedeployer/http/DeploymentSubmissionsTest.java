package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.client.NoAnswer;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CommandMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeploymentSubmissionsTest {

  static final String DEPLOYMENTS = "/v1/deployments";
  static final String LOCK = "{\"template\":\"lock\",\"config\":{\"a\": 1.10},\"owner\":\"alice\"}";

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class ARequest {

    @Test
    void isAcceptedWithWhereToFindIt() {
      Reply reply = api.post(DEPLOYMENTS, LOCK, "Idempotency-Key", "web-42");

      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.body()).isEqualTo("{\"id\":\"web-42\",\"status\":\"PENDING\"}");
      assertThat(reply.header("Location")).isEqualTo("/v1/deployments/web-42");
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.header("X-Position")).isEqualTo("d0:1");
    }

    @Test
    void becomesACommandWithAllThatItSays() {
      api.post(
          DEPLOYMENTS,
          """
          {"template": "lock", "config": { "a" : 1.10, "b":[ ] }, "owner": "alice", "id": "web-42",
           "labels": {"team": "blue"}, "notBefore": "2026-03-02T00:00:00+01:00",
           "deadline": "2026-03-03T00:00:00Z", "templateVersion": "1.0.0"}
          """,
          "Authorization",
          "Bearer me",
          "traceparent",
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

      var deploy = (CommandMessage.Deploy) api.deployments.commands.getFirst();
      DeploymentRequest request = deploy.request();
      assertThat(deploy.id()).isEqualTo(new DeploymentId("web-42"));
      assertThat(deploy.requestedBy()).isEqualTo("Bearer me");
      assertThat(request.template()).isEqualTo(new TemplateName("lock"));
      assertThat(request.templateVersion()).isEqualTo("1.0.0");
      assertThat(request.owner()).isEqualTo(new Principal("alice"));
      assertThat(request.labels()).isEqualTo(Map.of("team", "blue"));
      assertThat(request.notBefore()).isEqualTo(Instant.parse("2026-03-01T23:00:00Z"));
      assertThat(request.deadline()).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
      assertThat(new String(request.config().json(), UTF_8))
          .isEqualTo("{ \"a\" : 1.10, \"b\":[ ] }");
      assertThat(request.config().digest())
          .isEqualTo("8bdb4e769b280c7ac3106079241a3ce766a1502eb95dafd7c2e930071753ad27");
      assertThat(api.deployments.headers.getFirst())
          .containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @Test
    void keepsALargeConfigByteForByte() {
      String config = "{\"text\":\"" + "ä€😀\\u00e4".repeat(8_000) + "\"}";

      Reply reply =
          api.post(
              DEPLOYMENTS,
              "{\"owner\":\"ä\",\"config\":%s,\"template\":\"lock\"}".formatted(config));

      assertThat(reply.status()).isEqualTo(202);
      var deploy = (CommandMessage.Deploy) api.deployments.commands.getFirst();
      assertThat(new String(deploy.request().config().json(), UTF_8)).isEqualTo(config);
    }

    @Test
    void getsAnIdIfItBringsNone() {
      Reply reply = api.post(DEPLOYMENTS, LOCK);

      assertThat(UUID.fromString(reply.json().path("id").asText()).version()).isEqualTo(7);
    }

    @Test
    void mayBringItsIdInQuotes() {
      Reply reply = api.post(DEPLOYMENTS, LOCK, "Idempotency-Key", "\"web-42\"");

      assertThat(reply.json().path("id").asText()).isEqualTo("web-42");
    }

    @Test
    void mayBeSentAgain() {
      Reply first = api.post(DEPLOYMENTS, LOCK, "Idempotency-Key", "web-42");
      Reply second = api.post(DEPLOYMENTS, LOCK, "Idempotency-Key", "web-42");

      assertThat(second.status()).isEqualTo(202);
      assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void isAcceptedWithoutAPositionWhileTheReadModelIsBehind() {
      api.deployments.isBehind = true;

      Reply reply = api.post(DEPLOYMENTS, LOCK);

      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.headers().firstValue("X-Position")).isEmpty();
    }
  }

  @Nested
  class ARequestThatWaits {

    @Test
    void isAnsweredWithTheDeploymentWhenThatHasEnded() {
      CompletableFuture<Reply> reply = post("wait=60");

      Awaitility.await().until(() -> !api.deployments.commands.isEmpty());
      api.deployments.happened(
          "web-42",
          new DeploymentEvent.Started(Token.FIRST, "executor-1", NOON, NOON),
          new DeploymentEvent.Completed(
              Token.FIRST, Map.of("shard", "7"), NOON, NOON.plusMillis(250), NOON));

      assertThat(reply)
          .succeedsWithin(Duration.ofSeconds(10))
          .satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Preference-Applied")).isEqualTo("wait=60");
            assertThat(answer.header("Location")).isEqualTo("/v1/deployments/web-42");
            assertThat(answer.header("ETag")).isEqualTo("\"3\"");
            assertThat(answer.header("X-Position")).isEqualTo("d0:3");
            assertThat(answer.json().path("status").asText()).isEqualTo("COMPLETED");
            assertThat(answer.json().path("canisterId").asText())
                .isEqualTo(CanisterIds.of("web-42").text());
          });
    }

    @Test
    void outlivesTheIdleTimeOfItsConnection() {
      CompletableFuture<Reply> reply = post("wait=4"); // the connection may idle for 2 s

      assertThat(reply)
          .succeedsWithin(Duration.ofSeconds(20))
          .satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("{\"id\":\"web-42\",\"status\":\"PENDING\"}");
          });
    }

    @Test
    void waitsForAMinuteAtMost() {
      CompletableFuture<Reply> reply = post("respond-async, wait=\"3600\"");
      Awaitility.await().until(() -> !api.deployments.commands.isEmpty());
      api.deployments.happened(
          "web-42", new DeploymentEvent.Cancelled(Token.FIRST, "me", "ordered twice", NOON));

      assertThat(reply)
          .succeedsWithin(Duration.ofSeconds(10))
          .satisfies(
              answer -> assertThat(answer.header("Preference-Applied")).isEqualTo("wait=60"));
    }

    @Test
    void doesNotWaitForAServiceThatStops() {
      CompletableFuture<Reply> reply = post("wait=60");
      Awaitility.await().until(() -> !api.deployments.commands.isEmpty());

      api.server.stopWriting();

      assertThat(reply)
          .succeedsWithin(Duration.ofSeconds(10))
          .satisfies(answer -> assertThat(answer.status()).isEqualTo(202));
    }

    private CompletableFuture<Reply> post(String preference) {
      return CompletableFuture.supplyAsync(
          () -> api.post(DEPLOYMENTS, LOCK, "Idempotency-Key", "web-42", "Prefer", preference));
    }
  }

  @Nested
  class ARequestToValidateOnly {

    @Test
    void isToldThatItWouldBeAccepted() {
      for (String query : new String[] {"?validateOnly=true", "?validate-only", "?validateOnly"}) {
        Reply reply = api.post(DEPLOYMENTS + query, LOCK);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"valid\":true}");
      }
      assertThat(api.deployments.commands).isEmpty();
    }

    @Test
    void isToldAllThatIsWrong() {
      Reply reply = api.post(DEPLOYMENTS + "?validateOnly=true", LOCK.replace("lock", "dao"));

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Unprocessable Content","status":422,\
              "detail":"2 things are wrong with the request; they are listed with it.",\
              "instance":"/v1/deployments","code":"INVALID_PAYLOAD","errors":[\
              {"pointer":"/template","code":"UNKNOWN_TEMPLATE","message":"There is no such template."},\
              {"pointer":"/config/a","code":"TOO_SMALL","message":"'a' is too small."}]}\
              """);
    }

    @Test
    void isTakenSeriouslyIfItSaysFalse() {
      assertThat(api.post(DEPLOYMENTS + "?validateOnly=false", LOCK).status()).isEqualTo(202);
    }

    @Test
    void isRefusedIfItSaysSomethingElse() {
      Reply reply = api.post(DEPLOYMENTS + "?validateOnly=perhaps", LOCK);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("'validateOnly' has to be 'true' or 'false', and is 'perhaps'.");
    }
  }

  @Nested
  class ARequestIsRefused {

    @Test
    void withEverythingThatIsWrongWithItsBody() {
      Reply reply =
          api.post(
              DEPLOYMENTS,
              """
              {"template": 7, "config": [], "labels": {"a b": "x", "c": 1}, "deadline": "tomorrow",
               "id": "-", "tempalte": "S3CR3T"}
              """);

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Unprocessable Content","status":422,\
              "detail":"8 things are wrong with the request; they are listed with it.",\
              "instance":"/v1/deployments","code":"INVALID_PAYLOAD","errors":[\
              {"pointer":"/template","code":"WRONG_TYPE","message":"'template' has to be a text."},\
              {"pointer":"/config","code":"WRONG_TYPE","message":"'config' has to be an object."},\
              {"pointer":"/owner","code":"MISSING","message":"'owner' is missing."},\
              {"pointer":"/labels/c","code":"WRONG_TYPE","message":"The values in 'labels' have to be texts."},\
              {"pointer":"/labels/a b","code":"BAD_KEY","message":"The key of a label is made of 1 to 64 letters, digits, dots, underscores, slashes and dashes."},\
              {"pointer":"/deadline","code":"NOT_A_TIME","message":"'deadline' has to be a time as in RFC 3339, such as '2026-03-01T12:00:00Z'."},\
              {"pointer":"/id","code":"BAD_NAME","message":"'-' is not a deployment id. Use 1 to 128 letters, digits, dots, colons, dashes and underscores, beginning with a letter or digit."},\
              {"pointer":"/tempalte","code":"UNKNOWN_FIELD","message":"There is no field 'tempalte'. There are: template, config, owner, labels, notBefore, deadline, templateVersion, id."}]}\
              """);
      assertThat(api.deployments.commands).isEmpty();
    }

    @Test
    void withOneSentenceIfOneThingIsWrong() {
      Reply reply = api.post(DEPLOYMENTS, "{\"template\":\"Lock\",\"config\":{},\"owner\":\"a\"}");

      assertThat(reply.json().path("detail").asText())
          .isEqualTo(
              "'Lock' is not a template name. Use 1 to 63 lower-case letters, digits and dashes, beginning with a letter.");
    }

    @Test
    void ifItHasTooManyOrTooLongLabels() {
      var labels = new StringBuilder("\"long\":\"" + "x".repeat(257) + "\"");
      for (int i = 0; i < 32; i++) {
        labels.append(",\"l").append(i).append("\":\"\"");
      }
      Reply reply =
          api.post(
              DEPLOYMENTS,
              LOCK.replace("}}", "}").replaceFirst("\\{", "{\"labels\":{" + labels + "},"));

      assertThat(reply.json().path("errors").findValuesAsText("message"))
          .containsExactly(
              "There are 33 labels. Give at most 32.",
              "The value of a label has at most 256 characters.");
    }

    @Test
    void ifItsTwoIdsDiffer() {
      Reply reply =
          api.post(
              DEPLOYMENTS,
              LOCK.replaceFirst("\\{", "{\"id\":\"web-1\","),
              "Idempotency-Key",
              "web-2");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo(
              "The id in the body differs from the 'Idempotency-Key'. Send one of them, or the same in both.");
    }

    @Test
    void ifItsIdBelongsToAnother() {
      api.post(DEPLOYMENTS, LOCK, "Idempotency-Key", "web-42");

      Reply reply =
          api.post(DEPLOYMENTS, LOCK.replace("alice", "bob"), "Idempotency-Key", "web-42");

      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Conflict","status":409,\
              "detail":"Cannot take the deployment 'web-42': the id belongs to another request, of 2026-03-01T12:00:00Z. Send yours under a new id, or resend the first one unchanged.",\
              "instance":"/v1/deployments","code":"CONFLICT"}\
              """);
    }

    @Test
    void ifTheSenderMayNot() {
      Reply reply = api.post(DEPLOYMENTS, LOCK.replace("lock", "closed"));

      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.json().path("code").asText()).isEqualTo("UNAUTHORIZED");
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("You may not deploy from 'closed'.");
    }

    @Test
    void ifItsTemplateIsSwitchedOff() {
      Reply reply = api.post(DEPLOYMENTS, LOCK.replace("lock", "resting"));

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.json().path("code").asText()).isEqualTo("TEMPORARILY_UNAVAILABLE");
    }

    @Test
    void ifNobodyAnswersTheCommand() {
      api.deployments.silence =
          new NoAnswer(NoAnswer.Reason.NO_REPLY, "The command was sent, and no reply came.");

      Reply reply = api.post(DEPLOYMENTS, LOCK);

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Service Unavailable","status":503,\
              "detail":"The command was sent, and no reply came.","instance":"/v1/deployments",\
              "code":"NO_REPLY"}\
              """);
    }

    @Test
    void ifTheBrokerFindsItTooLarge() {
      api.deployments.silence = new NoAnswer(NoAnswer.Reason.TOO_LARGE, "It is too large.");

      assertThat(api.post(DEPLOYMENTS, LOCK).status()).isEqualTo(413);
    }
  }
}
