package dev.templatedeployer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.replay.ItemResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplaysTest {

  static final String PLAN =
      "{\"filter\":\"template:lock\",\"reason\":\"the quota was raised\",\"limits\":{\"canary\":0}}";
  static final String REASON = "{\"reason\":\"seen\"}";

  final RunningApi api = new RunningApi();

  ReplaysTest() {
    api.replays.failed(3, 2);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class APlan {

    @Test
    void tellsExactlyWhatWouldRun() {
      Reply reply = api.post("/v1/replays", PLAN);

      assertThat(reply.status()).isEqualTo(201);
      String id = reply.json().path("id").asText();
      assertThat(reply.header("Location")).isEqualTo("/v1/replays/" + id);
      assertThat(reply.json().path("state").asText()).isEqualTo("PLANNED");
      assertThat(reply.json().path("count").asInt()).isEqualTo(3);
      assertThat(reply.json().path("leftOut").asInt()).isEqualTo(2);
      assertThat(reply.json().path("digest").asText()).hasSize(64);
      assertThat(reply.json().path("groups").toString())
          .isEqualTo(
              "[{\"template\":\"lock\",\"code\":\"NO_QUOTA\",\"fingerprint\":\"0a1b2c3d4e5f6a7b\",\"message\":\"No quota left.\",\"count\":3}]");
      assertThat(reply.json().path("sample")).hasSize(3);
      assertThat(reply.json().path("steps").get(0).path("by").asText()).isEqualTo("somebody");
      assertThat(api.get("/v1/replays/" + id).json()).isEqualTo(reply.json());
    }

    @Test
    void isRefusedWithEverythingThatIsWrong() {
      Reply reply =
          api.post(
              "/v1/replays",
              "{\"filter\":\" \",\"limits\":{\"rate\":0,\"concurrency\":\"x\",\"speed\":1}}");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("errors").findValuesAsText("pointer"))
          .containsExactlyInAnyOrder(
              "/filter", "/reason", "/limits/rate", "/limits/concurrency", "/limits/speed");
    }

    @Test
    void isRefusedWithAFilterThatMakesNoSense() {
      Reply reply = api.post("/v1/replays", PLAN.replace("template", "nonsense"));

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("code").asText()).isEqualTo("INVALID_FILTER");
      assertThat(reply.json().path("detail").asText()).startsWith("'nonsense' is no field.");
    }

    @Test
    void isRefusedIfNothingFailed() {
      api.replays.failed(0, 7);

      Reply reply = api.post("/v1/replays", PLAN);

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("detail").asText())
          .startsWith("The filter lets 7 deployments through, but none of them is FAILED");
    }
  }

  @Nested
  class AnApproval {

    final String id = api.post("/v1/replays", PLAN).json().path("id").asText();

    @Test
    void letsThePlanRun() {
      Reply reply = api.post("/v1/replays/" + id + "/approve", "{\"count\":3,\"reason\":\"seen\"}");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().path("state").asText()).isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"reason\":\"seen\"} | unseen",
          "{\"count\":4,\"reason\":\"seen\"} | it has 3 items, and the approval is for 4",
          "{\"digest\":\"000000000000\",\"reason\":\"seen\"} | the approval is for another list"
        })
    void isRefusedForWhatNobodyHasSeen(String body, String why) {
      Reply reply = api.post("/v1/replays/" + id + "/approve", body);

      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.json().path("detail").asText()).contains(why);
      assertThat(api.get("/v1/replays/" + id).json().path("state").asText()).isEqualTo("PLANNED");
    }

    @Test
    void needsAReason() {
      assertThat(api.post("/v1/replays/" + id + "/approve", "{\"count\":3}").status())
          .isEqualTo(422);
    }
  }

  @Nested
  class ARunningReplay {

    final String id = running();

    @Test
    void isPausedResumedAndStopped() {
      assertThat(state("pause")).isEqualTo("PAUSED");
      assertThat(state("resume")).isEqualTo("RUNNING");
      assertThat(state("stop")).isEqualTo("STOPPED");
      assertThat(api.post("/v1/replays/" + id + "/resume", REASON).status()).isEqualTo(409);
    }

    @Test
    void listsItsItemsByResult() {
      api.replays.end(id, 1, ItemResult.completed(8));

      assertThat(ids("")).containsExactly("web-1", "web-2", "web-3");
      assertThat(ids("?result=completed")).containsExactly("web-1");
      assertThat(ids("?result=OPEN")).containsExactly("web-2");
      assertThat(ids("?result=waiting")).containsExactly("web-3");
      assertThat(api.get("/v1/replays/" + id + "/items?result=x").status()).isEqualTo(400);
    }

    @Test
    void listsItsItemsPageByPage() {
      Reply first = api.get("/v1/replays/" + id + "/items?limit=2");
      assertThat(first.json().path("items").findValuesAsText("id"))
          .containsExactly("web-1", "web-2");

      assertThat(ids("?limit=2&cursor=" + first.json().path("next").asText()))
          .containsExactly("web-3");
    }

    @Test
    void hasAReceiptAsCsvThatNoSpreadsheetRuns() {
      api.replays.end(id, 1, ItemResult.failed(8, "NO_QUOTA", "=HYPERLINK(\"evil\"), or so"));
      api.replays.end(id, 2, ItemResult.skipped(9L, "It was at version 4."));
      state("stop");
      String csv =
          """
          number,deployment_id,template,planned_version,failure_before,fingerprint,result,version,code,sentence\r
          1,web-1,lock,4,NO_QUOTA,0a1b2c3d4e5f6a7b,FAILED,8,NO_QUOTA,"'=HYPERLINK(""evil""), or so"\r
          2,web-2,lock,4,NO_QUOTA,0a1b2c3d4e5f6a7b,SKIPPED,9,,It was at version 4.\r
          3,web-3,lock,4,NO_QUOTA,0a1b2c3d4e5f6a7b,NOT_STARTED,,,\r
          """;

      Reply byParameter = api.get("/v1/replays/" + id + "/receipt?format=csv");
      Reply byHeader = api.get("/v1/replays/" + id + "/receipt", "Accept", "text/csv");

      assertThat(byParameter.body()).isEqualTo(csv);
      assertThat(byParameter.header("Content-Type")).startsWith("text/csv");
      assertThat(byParameter.header("Content-Disposition")).contains("replay-" + id + ".csv");
      assertThat(byHeader.body()).isEqualTo(csv);
    }

    @Test
    void hasAReceiptAsJson() {
      api.replays.end(id, 1, ItemResult.completed(8));

      Reply receipt = api.get("/v1/replays/" + id + "/receipt");

      assertThat(receipt.header("Content-Type")).startsWith("application/json");
      assertThat(receipt.json().path("items").findValuesAsText("result"))
          .containsExactly("COMPLETED", "OPEN", "WAITING");
      assertThat(receipt.json().path("replay").path("settled").asBoolean()).isFalse();
    }

    @Test
    void isInTheListOnceEach() {
      String second = api.post("/v1/replays", PLAN).json().path("id").asText();

      Reply page = api.get("/v1/replays?limit=1");
      assertThat(page.json().path("items").findValuesAsText("id")).containsExactly(second);
      assertThat(
              api.get("/v1/replays?cursor=" + page.json().path("next").asText())
                  .json()
                  .path("items")
                  .findValuesAsText("id"))
          .containsExactly(id);
    }

    @Test
    void leavesATrailInTheAudit() {
      state("stop");
      api.post("/v1/replays/" + id + "/resume", REASON);

      assertThat(api.audit)
          .extracting(AuditEntry::action, AuditEntry::subject, AuditEntry::isAccepted)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("replay.plan", id, true),
              org.assertj.core.groups.Tuple.tuple("replay.approve", id, true),
              org.assertj.core.groups.Tuple.tuple("replay.stop", id, true),
              org.assertj.core.groups.Tuple.tuple("replay.resume", id, false));
    }

    private String running() {
      String planned = api.post("/v1/replays", PLAN).json().path("id").asText();
      api.post("/v1/replays/" + planned + "/approve", "{\"count\":3,\"reason\":\"seen\"}");
      api.replays.start(planned, 2);
      return planned;
    }

    private String state(String step) {
      return api.post("/v1/replays/" + id + "/" + step, REASON).json().path("state").asText();
    }

    private java.util.List<String> ids(String query) {
      return api.get("/v1/replays/" + id + "/items" + query)
          .json()
          .path("items")
          .findValuesAsText("id");
    }
  }

  @ParameterizedTest
  @CsvSource({"/v1/replays/nobody", "/v1/replays/nobody/items", "/v1/replays/nobody/receipt"})
  void areNotFoundIfThereAreNone(String path) {
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.get(path.replace("nobody", "NO!")).status()).isEqualTo(404);
  }

  @Test
  void areNotChangedIfThereAreNone() {
    assertThat(api.post("/v1/replays/nobody/stop", REASON).status()).isEqualTo(404);
  }
}
