package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.http.RunningApi.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// `web-1` was accepted at noon, began a second later, and failed a second after that. It is noon
/// still for the API.
class DeploymentPastTest {

  static final String WEB_1 = "/v1/deployments/web-1";
  static final Failure EMPTY = new Failure("EMPTY", "Empty.", false);

  final RunningApi api = new RunningApi();

  @BeforeEach
  void happen() {
    api.post(
        "/v1/deployments",
        "{\"template\":\"lock\",\"config\":{\"a\":1},\"owner\":\"alice\"}",
        "Idempotency-Key",
        "web-1");
    api.deployments.happened(
        "web-1",
        new DeploymentEvent.Started(
            Token.FIRST, "node-7", NOON.plusSeconds(1), NOON.plusSeconds(1)),
        new DeploymentEvent.Failed(
            Token.FIRST, EMPTY, NOON.plusSeconds(1), NOON.plusSeconds(2), NOON.plusSeconds(2)));
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class ThePast {

    @Test
    void isShownAsOfATime() {
      Reply reply = api.get(WEB_1 + "?asOf=2026-03-01T13:00:01.500%2B01:00");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().path("status").asText()).isEqualTo("PROCESSING");
      assertThat(reply.json().path("version").asInt()).isEqualTo(2);
      assertThat(reply.json().path("latestVersion").asInt()).isEqualTo(3);
      assertThat(reply.json().path("asOf").asText()).isEqualTo("2026-03-01T12:00:01.500Z");
      assertThat(reply.header("ETag")).isEmpty();
    }

    @Test
    void isShownAsOfAVersion() {
      Reply reply = api.get(WEB_1 + "?asOfVersion=1");

      assertThat(reply.json().path("status").asText()).isEqualTo("PENDING");
      assertThat(reply.json().path("asOf").asText()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void isNotThePresent() {
      assertThat(api.get(WEB_1).json().has("asOf")).isFalse();
    }

    @Test
    void isNothingBeforeItWasAccepted() {
      Reply reply = api.get(WEB_1 + "?asOf=2026-03-01T11:59:59Z");

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo(
              "There was no deployment 'web-1' at 2026-03-01T11:59:59Z: it was accepted at 2026-03-01T12:00:00Z. Ask for a"
                  + " later time.");
    }

    @Test
    void isNothingAfterAnEventThatIsNotThere() {
      Reply reply = api.get(WEB_1 + "?asOfVersion=4");

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo(
              "The deployment 'web-1' has no version 4: it was accepted at 2026-03-01T12:00:00Z with version 1, and has"
                  + " come to version 3.");
    }

    @Test
    void isOfADeploymentThatThereIs() {
      assertThat(api.get("/v1/deployments/nobody?asOfVersion=1").status()).isEqualTo(404);
    }

    @Test
    void isAskedForByOneMomentThatMakesSense() {
      assertWrong(
          "?asOf=2026-03-01T12:00:00Z&asOfVersion=1",
          "'asOf' and 'asOfVersion' name two moments. Give one of them.");
      assertWrong(
          "?asOf=yesterday",
          "'asOf' has to be a time as in RFC 3339, such as '2026-03-01T12:00:00Z', and is 'yesterday'.");
      assertWrong("?asOfVersion=v1", "'asOfVersion' has to be a whole number, and is 'v1'.");
    }
  }

  @Nested
  class ADifference {

    @Test
    void hasTheFieldsAndTheEventsBetween() {
      Reply reply = api.get(WEB_1 + "/diff?from=v2&to=v3");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().path("from").toString())
          .isEqualTo("{\"asOf\":\"2026-03-01T12:00:01Z\",\"version\":2,\"status\":\"PROCESSING\"}");
      assertThat(reply.json().path("to").toString())
          .isEqualTo("{\"asOf\":\"2026-03-01T12:00:02Z\",\"version\":3,\"status\":\"FAILED\"}");
      assertThat(reply.json().path("changes").toString())
          .contains(
              "{\"field\":\"status\",\"before\":\"PROCESSING\",\"after\":\"FAILED\"}",
              "{\"field\":\"phase.executor\",\"before\":\"node-7\"}",
              "{\"field\":\"failure.code\",\"after\":\"EMPTY\"}");
      assertThat(reply.json().path("events")).hasSize(1);
      assertThat(reply.json().path("events").path(0).path("type").asText()).isEqualTo("Failed");
    }

    @Test
    void goesUpToNowUnlessSaidOtherwise() {
      Reply reply = api.get(WEB_1 + "/diff?from=v1");

      assertThat(reply.json().path("to").path("version").asInt()).isEqualTo(1);
      assertThat(reply.json().path("to").path("asOf").asText()).isEqualTo(NOON.toString());
      assertThat(reply.json().path("changes")).isEmpty();
    }

    @Test
    void takesTimesToo() {
      Reply reply = api.get(WEB_1 + "/diff?from=2026-03-01T12:00:01Z&to=2026-03-01T14:00:00Z");

      assertThat(reply.json().path("from").path("version").asInt()).isEqualTo(2);
      assertThat(reply.json().path("to").path("version").asInt()).isEqualTo(3);
    }

    @Test
    void isRefusedForMomentsThatMakeNoSense() {
      assertWrong(
          "/diff",
          "'from' is missing. Give a time such as '2026-03-01T12:00:00Z', or a version such as 'v3'.");
      assertWrong(
          "/diff?from=3",
          "'3' is no moment. Give a time such as '2026-03-01T12:00:00Z', or a version such as 'v3'.");
      assertWrong(
          "/diff?from=v3&to=v2",
          "'from' is version 3 and 'to' is version 2, which is earlier. Give the earlier one as 'from'.");
    }
  }

  @Nested
  class AnAccount {

    @Test
    void tellsWhatHappenedAndWhatComesNext() {
      Reply reply = api.get(WEB_1 + "/why");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("X-Position")).isEqualTo("d0:3");
      assertThat(reply.json().path("sentences")).hasSize(4);
      assertThat(reply.json().path("sentences").path(0).toString())
          .isEqualTo(
              "{\"at\":\"2026-03-01T12:00:00Z\",\"version\":1,\"cause\":{\"topic\":\"admin\",\"partition\":0,\"offset\":1},"
                  + "\"text\":\"Asked for by 'somebody' for the owner 'alice', from the template 'lock' 1.0.0. Attempt 1 was"
                  + " handed to the executors at once.\"}");
      assertThat(reply.json().path("sentences").path(3).path("text").asText())
          .startsWith("It is FAILED. Nothing more happens by itself;");
      assertThat(reply.json().path("sentences").path(3).has("version")).isFalse();
    }

    @Test
    void isOfADeploymentThatThereIs() {
      assertThat(api.get("/v1/deployments/nobody/why").status()).isEqualTo(404);
    }
  }

  @Test
  void aHistoryTellsWhereTheTimeWent() {
    assertThat(api.get(WEB_1 + "/events").json().path("durations").toString())
        .isEqualTo(
            "{\"plannedMillis\":0,\"queueMillis\":1000,\"runMillis\":1000,\"totalMillis\":2000,\"attempts\":[{\"attempt\":1,"
                + "\"drives\":1,\"plannedMillis\":0,\"queueMillis\":1000,\"runMillis\":1000,\"ended\":true}]}");
  }

  private void assertWrong(String rest, String sentence) {
    Reply reply = api.get(WEB_1 + rest);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("detail").asText()).isEqualTo(sentence);
  }
}
