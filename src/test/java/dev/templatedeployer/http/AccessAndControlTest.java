package dev.templatedeployer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.access.AuditQuery;
import dev.templatedeployer.control.ControlUnavailable;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.http.RunningApi.Reply;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessAndControlTest {

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class TheAccessList {

    @Test
    void showsWhoMayDoWhatAndWhoSaidSo() {
      assertThat(api.get("/v1/access").body())
          .isEqualTo(
              "{\"items\":["
                  + "{\"name\":\"backend\",\"roles\":[\"backend\"],\"by\":\"setup\",\"at\":\"2026-03-01T11:00:00Z\",\"reason\":\"begin\"},"
                  + "{\"name\":\"olga\",\"roles\":[\"owner\"],\"by\":\"setup\",\"at\":\"2026-03-01T11:00:00Z\",\"reason\":\"begin\"}]}");
      assertThat(api.get("/v1/access/owner").json().path("name").asText()).isEqualTo("olga");
      assertThat(api.get("/v1/access/backends").json().path("items"))
          .singleElement()
          .satisfies(grant -> assertThat(grant.path("name").asText()).isEqualTo("backend"));
    }

    @Test
    void isChangedInTheNameOfWhoeverAsks() {
      Reply granted =
          api.post(
              "/v1/access/grants",
              "{\"name\":\"shop\",\"role\":\"backend\",\"templates\":[\"lock\"],\"reason\":\"they begin\"}",
              "Authorization",
              "adam");

      assertThat(granted.status()).as(granted.body()).isEqualTo(200);
      assertThat(granted.body())
          .isEqualTo("{\"changed\":true,\"sentence\":\"The backend 'shop' may deploy 'lock'.\"}");
      assertThat(api.get("/v1/access/backends").body())
          .contains(
              "{\"name\":\"shop\",\"roles\":[\"backend\"],\"templates\":[\"lock\"],\"by\":\"adam\",\"at\":\"2026-03-01T12:00:00Z\",\"reason\":\"they begin\"}");

      Reply revoked =
          api.post("/v1/access/revocations", "{\"name\":\"shop\",\"reason\":\"they end\"}");

      assertThat(revoked.json().path("changed").asBoolean()).isTrue();
      assertThat(api.get("/v1/access/backends").body()).doesNotContain("shop");
      assertThat(
              api.post("/v1/access/revocations", "{\"name\":\"shop\",\"reason\":\"again\"}")
                  .json()
                  .path("changed")
                  .asBoolean(true))
          .isFalse();
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
      Reply reply =
          api.post(
              "/v1/access/grants", "{\"role\":\"king\",\"templates\":[\"NO\"],\"because\":\"so\"}");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.body())
          .contains("'name' is missing", "There is no such role", "'NO'", "'reason' is missing")
          .contains("There is no field 'because'");
    }

    @ParameterizedTest
    @CsvSource({
      "olga, owner, 409, CONFLICT",
      "nobody, admin, 404, NOT_FOUND",
    })
    void refusesInTheWordsOfTheRules(String name, String role, int status, String code) {
      Reply reply =
          api.post(
              "/v1/access/revocations",
              "{\"name\":\"%s\",\"role\":\"%s\",\"reason\":\"no\"}".formatted(name, role));

      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.json().path("code").asText()).isEqualTo(code);
    }
  }

  @Nested
  class Control {

    @Test
    void pausesAndResumesATemplate() {
      Reply paused = api.post("/v1/templates/lock/pause", "{\"reason\":\"a bug\"}");

      assertThat(paused.status()).as(paused.body()).isEqualTo(200);
      assertThat(api.get("/v1/control").body())
          .isEqualTo(
              "{\"pausedTemplates\":[{\"template\":\"lock\",\"by\":\"somebody\",\"at\":\"2026-03-01T12:00:00Z\",\"reason\":\"a bug\"}],"
                  + "\"maintenance\":{\"on\":false},\"emergencyStop\":{\"on\":false}}");
      assertThat(api.desk.controls().mayStart(new TemplateName("lock"))).isFalse();

      api.post("/v1/templates/lock/resume", "{\"reason\":\"mended\"}");

      assertThat(api.desk.controls().mayStart(new TemplateName("lock"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dao", "No-Name"})
    void knowsItsTemplates(String name) {
      assertThat(api.post("/v1/templates/" + name + "/pause", "{\"reason\":\"a bug\"}").status())
          .isEqualTo(404);
    }

    @Test
    void switchesMaintenanceOnAndOff() {
      api.post(
          "/v1/control/maintenance",
          "{\"on\":true,\"until\":\"2026-03-01T13:00:00Z\",\"reason\":\"a release\"}");

      assertThat(api.get("/v1/control").json().path("maintenance").toString())
          .isEqualTo(
              "{\"on\":true,\"by\":\"somebody\",\"at\":\"2026-03-01T12:00:00Z\",\"reason\":\"a release\",\"until\":\"2026-03-01T13:00:00Z\"}");

      api.post("/v1/control/maintenance", "{\"on\":false,\"reason\":\"it is out\"}");

      assertThat(api.get("/v1/control").json().path("maintenance").path("on").asBoolean(true))
          .isFalse();
    }

    @Test
    void stopsForAnEmergency() {
      Reply stopped =
          api.post("/v1/control/emergency-stop", "{\"on\":true,\"reason\":\"empty canisters\"}");

      assertThat(stopped.json().path("sentence").asText())
          .isEqualTo("Nothing is started and nothing new is taken; what is running ends.");
      assertThat(api.desk.controls().emergencyStop()).isPresent();
    }

    @Test
    void needsToBeToldOnOrOff() {
      Reply reply = api.post("/v1/control/emergency-stop", "{\"on\":\"yes\",\"reason\":\"x\"}");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.body()).contains("'on' has to be true or false.");
    }

    @Test
    void saysThatKafkaDoesNotTakeIt() {
      api.desk.trouble = new ControlUnavailable("Kafka did not take the change. Ask again.");

      Reply reply = api.post("/v1/templates/lock/pause", "{\"reason\":\"a bug\"}");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body()).contains("Kafka did not take the change. Ask again.");
    }
  }

  @Nested
  class TheAuditTrail {

    @Test
    void isShownTheNewestFirst() {
      api.post("/v1/templates/lock/pause", "{\"reason\":\"a bug\"}");
      api.post("/v1/access/revocations", "{\"name\":\"olga\",\"reason\":\"no\"}");

      var items = api.get("/v1/audit").json().path("items");

      assertThat(items).hasSize(3);
      assertThat(items.path(0).path("action").asText()).isEqualTo("access.revoke");
      assertThat(items.path(0).path("accepted").asBoolean(true)).isFalse();
      assertThat(items.path(1).toString())
          .isEqualTo(
              "{\"at\":\"2026-03-01T12:00:00Z\",\"by\":\"somebody\",\"action\":\"template.pause\",\"subject\":\"lock\",\"accepted\":true,\"reason\":\"a bug\","
                  + "\"detail\":\"The template 'lock' is paused: what is running ends, and everything else waits.\"}");
    }

    @Test
    void isSearched() {
      Reply reply =
          api.get(
              "/v1/audit?subject=lock&by=bob&action=template&from=2026-03-01T12:00:00Z&limit=7&cursor=99");

      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      assertThat(api.desk.lastQuery)
          .isEqualTo(
              new AuditQuery(
                  "lock", "bob", "template", Instant.parse("2026-03-01T12:00:00Z"), 7, 99L));
    }

    @Test
    void saysWhereToGoOn() {
      api.post("/v1/templates/lock/pause", "{\"reason\":\"a bug\"}");

      assertThat(api.get("/v1/audit?limit=1").json().path("next").asText()).isEqualTo("7");
      assertThat(api.get("/v1/audit").json().has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"limit=0", "limit=201", "cursor=x", "cursor=-1", "from=today", "who=me"})
    void refusesParametersThatMakeNoSense(String parameter) {
      assertThat(api.get("/v1/audit?" + parameter).status()).isEqualTo(400);
    }
  }
}
