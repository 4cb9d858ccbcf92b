package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.CanisterFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CanistersTest {

  static final String COUNTER = "/v1/canisters/counter-1";
  static final String HEAD =
      "\"id\":\"counter-1\",\"template\":\"counter\",\"status\":\"ACTIVE\",\"version\":1,\"owner\":\"alice\",\"deploymentId\":\"web-42\",\"createdAt\":\"2026-03-01T12:00:00Z\",\"updatedAt\":\"2026-03-01T12:00:00Z\"";

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class ACanister {

    @Test
    void isShownWithItsSummary() {
      Reply reply = api.get(COUNTER);

      assertThat(reply.body()).isEqualTo("{" + HEAD + ",\"summary\":{\"count\":5}}");
      assertThat(reply.header("X-Position")).isEqualTo("c3:71");
    }

    @Test
    void isListed() {
      Reply reply = api.get("/v1/canisters?template=counter&status=active&owner=alice");

      assertThat(reply.body()).isEqualTo("{\"items\":[{" + HEAD + "}]}");
      assertThat(api.canisters.lastFilter)
          .isEqualTo(new CanisterFilter("counter", new Principal("alice"), "ACTIVE"));
    }

    @Test
    void hasAHistory() {
      Reply reply = api.get(COUNTER + "/events");

      assertThat(reply.body())
          .isEqualTo(
              """
              {"items":[{"version":1,"type":"Created","at":"2026-03-01T12:00:00Z","position":"3:70",\
              "cause":{"topic":"canisters.commands","partition":3,"offset":0},"by":"alice",\
              "data":{"count":5}}]}\
              """);
    }

    @Test
    void isNotThere() {
      for (String path : new String[] {"", "/events", "/views/summary"}) {
        Reply reply = api.get("/v1/canisters/nobody" + path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("detail").asText())
            .isEqualTo(
                "There is no canister 'nobody'. Check the id; it comes with the outcome of its deployment.");
      }
    }
  }

  @Nested
  class AView {

    @Test
    void isAnsweredForNowUnlessATimeIsGiven() {
      assertThat(api.get(COUNTER + "/views/times?times=3").body())
          .isEqualTo("{\"count\":5,\"times\":15,\"at\":\"2026-03-01T12:00:00Z\"}");
      assertThat(api.get(COUNTER + "/views/times?at=2030-01-01T01:00:00%2B01:00").body())
          .isEqualTo("{\"count\":5,\"times\":5,\"at\":\"2030-01-01T00:00:00Z\"}");
    }

    @Test
    void isNotThere() {
      Reply reply = api.get(COUNTER + "/views/curve");

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("A 'counter' has no view of that name. It has: summary, times.");
    }

    @Test
    void saysWhichParameterMakesNoSense() {
      Reply reply = api.get(COUNTER + "/views/times?times=0");

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("detail").asText()).isEqualTo("'times' has to be at least 1.");
      assertThat(api.get(COUNTER + "/views/times?at=now").json().path("detail").asText())
          .isEqualTo(
              "'at' has to be a time as in RFC 3339, such as '2026-03-01T12:00:00Z', and is 'now'.");
    }
  }

  @Nested
  class AnOperation {

    @Test
    void changesTheCanister() {
      Reply reply =
          api.post(
              COUNTER + "/operations/add",
              "{\"by\":\"bob\",\"arguments\":{ \"amount\":2 }}",
              "Idempotency-Key",
              "op-1");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body())
          .isEqualTo("{\"id\":\"counter-1\",\"operation\":\"add\",\"version\":2}");
      assertThat(reply.header("X-Position")).isEqualTo("c3:72");
      assertThat(api.get(COUNTER).json().path("summary").path("count").asInt()).isEqualTo(7);
      var operation = api.canisters.operations.getFirst();
      assertThat(operation.by()).isEqualTo(new Principal("bob"));
      assertThat(operation.commandId()).isEqualTo("op-1");
      assertThat(new String(operation.arguments().utf8(), UTF_8)).isEqualTo("{ \"amount\":2 }");
    }

    @Test
    void isAnsweredWithoutAPositionWhileTheReadModelIsBehind() {
      api.canisters.isBehind = true;

      Reply reply =
          api.post(COUNTER + "/operations/add", "{\"by\":\"bob\",\"arguments\":{\"amount\":2}}");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers().firstValue("X-Position")).isEmpty();
    }

    @Test
    void isRefusedByTheRulesOfTheKind() {
      Reply reply =
          api.post(COUNTER + "/operations/add", "{\"by\":\"bob\",\"arguments\":{\"amount\":0}}");

      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Conflict","status":409,\
              "detail":"A counter counts up only. Add at least 1.",\
              "instance":"/v1/canisters/counter-1/operations/add","code":"NOT_UP"}\
              """);
    }

    @Test
    void isRefusedIfThereIsNoneOfThatName() {
      Reply reply = api.post(COUNTER + "/operations/shrink", "{\"by\":\"bob\"}");

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("A 'counter' has no operation 'shrink'. It has: add.");
    }

    @Test
    void isRefusedWithArgumentsThatItDoesNotTake() {
      Reply reply =
          api.post(COUNTER + "/operations/add", "{\"by\":\"bob\",\"arguments\":{\"sum\":1}}");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("code").asText()).isEqualTo("INVALID_ARGUMENTS");
    }

    @Test
    void isRefusedIfNobodyAsksForIt() {
      Reply reply = api.post(COUNTER + "/operations/add", "{\"arguments\":[]}");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("errors").findValuesAsText("message"))
          .containsExactly("'by' is missing.", "'arguments' has to be an object.");
    }

    @Test
    void isRefusedOnACanisterThatIsNotThere() {
      assertThat(api.post("/v1/canisters/nobody/operations/add", "{\"by\":\"bob\"}").status())
          .isEqualTo(404);
    }
  }
}
