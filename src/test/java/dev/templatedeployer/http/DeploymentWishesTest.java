package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.wire.CommandMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeploymentWishesTest {

  static final String RETRY = "/v1/deployments/web-42/retry";
  static final String CANCEL = "/v1/deployments/web-42/cancel";
  static final String REASON = "{\"reason\":\"the quota was raised\"}";

  final RunningApi api = new RunningApi();

  DeploymentWishesTest() {
    api.post(
        "/v1/deployments",
        "{\"template\":\"lock\",\"config\":{},\"owner\":\"alice\"}",
        "Idempotency-Key",
        "web-42");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class ARetry {

    @Test
    void isTakenIfTheDeploymentFailed() {
      fail();

      Reply reply = api.post(RETRY, REASON, "Idempotency-Key", "again-1");

      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.body()).isEqualTo("{\"id\":\"web-42\",\"status\":\"PENDING\"}");
      assertThat(reply.header("Location")).isEqualTo("/v1/deployments/web-42");
      assertThat(reply.header("X-Position")).isEqualTo("d0:3");
      assertThat(api.deployments.commands.getLast())
          .isInstanceOfSatisfying(
              CommandMessage.Retry.class,
              retry -> {
                assertThat(retry.commandId()).isEqualTo("again-1");
                assertThat(retry.requestedBy()).isEqualTo("somebody");
                assertThat(retry.reason()).isEqualTo("the quota was raised");
              });
    }

    @Test
    void mayBeSentAgainUnderTheSameKey() {
      fail();
      api.post(RETRY, REASON, "Idempotency-Key", "again-1");

      assertThat(api.post(RETRY, REASON, "Idempotency-Key", "again-1").status()).isEqualTo(202);
      assertThat(api.post(RETRY, REASON, "Idempotency-Key", "again-2").status()).isEqualTo(409);
    }

    @Test
    void isRefusedUnlessTheDeploymentFailed() {
      Reply reply = api.post(RETRY, REASON);

      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Conflict","status":409,\
              "detail":"Cannot retry the deployment 'web-42': only a failed deployment can be retried, and this one is PENDING. Wait for it to end, then retry if it failed.",\
              "instance":"/v1/deployments/web-42/retry","code":"NOT_RETRYABLE"}\
              """);
    }

    @Test
    void isRefusedIfThereIsNoDeployment() {
      Reply reply = api.post("/v1/deployments/nobody/retry", REASON);

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo(
              "There is no deployment 'nobody'. Check the id, or send a deploy command first.");
    }

    @Test
    void isRefusedWithoutAReason() {
      Reply reply = api.post(RETRY, "{\"reason\":\" \"}");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("detail").asText()).isEqualTo("'reason' is empty.");
    }

    @Test
    void isRefusedWithAKeyThatIsTooLong() {
      Reply reply = api.post(RETRY, REASON, "Idempotency-Key", "k".repeat(129));

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("The 'Idempotency-Key' has to have 1 to 128 characters.");
    }
  }

  @Nested
  class ACancel {

    @Test
    void isAWishWhileTheWorkIsWithTheExecutors() {
      Reply reply = api.post(CANCEL, REASON);

      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.body()).isEqualTo("{\"id\":\"web-42\",\"status\":\"PENDING\"}");
      assertThat(api.get("/v1/deployments/web-42").json().path("cancel").path("by").asText())
          .isEqualTo("somebody");
    }

    @Test
    void letsOneThatRunsFinish() {
      start();

      assertThat(api.post(CANCEL, REASON).body())
          .isEqualTo("{\"id\":\"web-42\",\"status\":\"PROCESSING\"}");
      assertThat(api.get("/v1/deployments/web-42").json().path("cancel").toString())
          .isEqualTo(
              "{\"by\":\"somebody\",\"reason\":\"the quota was raised\",\"at\":\"2026-03-01T12:00:00Z\"}");
    }

    @Test
    void isRefusedIfTheDeploymentHasEnded() {
      fail();

      Reply reply = api.post(CANCEL, REASON);

      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Conflict","status":409,\
              "detail":"Cannot cancel the deployment 'web-42': it has ended, it is FAILED. There is nothing left to cancel.",\
              "instance":"/v1/deployments/web-42/cancel","code":"NOT_CANCELLABLE"}\
              """);
    }
  }

  @Nested
  class AnEntityTag {

    @Test
    void thatIsStillRightLetsTheWishThrough() {
      assertThat(api.post(CANCEL, REASON, "If-Match", "W/\"0\", \"1\"").status()).isEqualTo(202);
    }

    @Test
    void thatMatchesEverythingLetsTheWishThrough() {
      assertThat(api.post(CANCEL, REASON, "If-Match", "*").status()).isEqualTo(202);
    }

    @Test
    void thatIsOldDoesNot() {
      start();

      Reply reply = api.post(CANCEL, REASON, "If-Match", "\"1\"");

      assertThat(reply.status()).isEqualTo(412);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Precondition Failed","status":412,\
              "detail":"Cannot cancel the deployment 'web-42': it was at version 1 when this was decided, and is at version 2 now, PROCESSING. Look at it again, and decide again.",\
              "instance":"/v1/deployments/web-42/cancel","code":"PRECONDITION_FAILED"}\
              """);
      assertThat(api.get("/v1/deployments/web-42").json().has("cancel")).isFalse();
    }

    @Test
    void goesWithTheCommandSoThatTheRulesCompare() {
      fail();

      assertThat(api.post(RETRY, REASON, "If-Match", "\"2\"").status()).isEqualTo(202);
      assertThat(api.deployments.commands.getLast())
          .isInstanceOfSatisfying(
              CommandMessage.Retry.class,
              retry -> assertThat(retry.expectedVersion()).isEqualTo(2));
      assertThat(api.post(CANCEL, REASON, "If-Match", "\"3\"").status()).isEqualTo(202);
      assertThat(api.deployments.commands.getLast())
          .isInstanceOfSatisfying(
              CommandMessage.Cancel.class,
              cancel -> assertThat(cancel.expectedVersion()).isEqualTo(3));
    }

    @Test
    void thatIsOldLeavesTheDeploymentToWhoeverWasFaster() {
      fail();
      api.post(RETRY, REASON, "If-Match", "\"2\"");

      Reply reply = api.post(RETRY, REASON, "If-Match", "\"2\"");

      assertThat(reply.status()).isEqualTo(412);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo(
              "Cannot retry the deployment 'web-42': it was at version 2 when this was decided, and is at version 3 now, PENDING. Look at it again, and decide again.");
    }

    @Test
    void doesNotStopAResend() {
      fail();

      for (int i = 0; i < 2; i++) {
        Reply reply =
            api.post(RETRY, REASON, "If-Match", "\"2\"", "Idempotency-Key", "the-same-again");
        assertThat(reply.status()).isEqualTo(202);
      }
    }

    @Test
    void amongSeveralHasToBeOneThatCanBeRead() {
      start();

      Reply reply = api.post(CANCEL, REASON, "If-Match", "\"1\", \"7\"");

      assertThat(reply.status()).isEqualTo(412);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo(
              "The deployment 'web-42' has changed: its version is 2 now. Look at it again, and decide again.");
      assertThat(api.post(CANCEL, REASON, "If-Match", "\"x\"").status()).isEqualTo(412);
      assertThat(api.deployments.commands).hasSize(1);
    }
  }

  private void start() {
    api.deployments.happened(
        "web-42", new DeploymentEvent.Started(Token.FIRST, "executor-1", NOON, NOON));
  }

  private void fail() {
    api.deployments.happened(
        "web-42",
        new DeploymentEvent.Failed(
            Token.FIRST, new Failure("NO_QUOTA", "No quota left.", true), null, NOON, NOON));
  }
}
