package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.http.RunningApi.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterBoxTest {

  static final String LETTER = "/v1/dead-letters/3-1207";
  static final String HEAD =
      "\"id\":\"3-1207\",\"key\":\"web-1\",\"code\":\"UNKNOWN_SCHEMA\",\"sentence\":\"Nobody knows the schema id 7.\",\"at\":\"2026-03-01T12:00:00Z\",\"original\":{\"topic\":\"deployments.commands\",\"partition\":3,\"offset\":12}";

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void listsLetters() {
    assertThat(api.get("/v1/dead-letters").body()).isEqualTo("{\"items\":[{" + HEAD + "}]}");
    Reply page = api.get("/v1/dead-letters?limit=1");
    assertThat(page.json().path("next").asText()).isEqualTo("3:1207");
    assertThat(api.get("/v1/dead-letters?cursor=odd").status()).isEqualTo(400);
    assertThat(api.get("/v1/dead-letters?limit=201").status()).isEqualTo(400);
  }

  @Test
  void showsALetterAndItsRecord() {
    assertThat(api.get(LETTER).body())
        .isEqualTo(
            "{"
                + HEAD
                + ",\"verdict\":\"READABLE\",\"verdictSentence\":\"The record can be read now.\",\"bytes\":99,\"headers\":[\"traceparent\"],\"content\":{\"type\":\"Deploy\"},\"isEveryNoteSeen\":true}");
    assertThat(api.get("/v1/dead-letters/3-9").status()).isEqualTo(404);
    assertThat(api.get("/v1/dead-letters/last").status()).isEqualTo(404);
  }

  @Test
  void sendsTheRecordAgainOnceAndNotesIt() {
    Reply trial = api.post(LETTER + "/redrive", "{\"reason\":\"mended\",\"dryRun\":true}");
    assertThat(trial.json().path("verdict").asText()).isEqualTo("READABLE");
    assertThat(trial.json().path("dryRun").asBoolean()).isTrue();
    assertThat(api.audit).isEmpty();

    Reply sent = api.post(LETTER + "/redrive", "{\"reason\":\"mended\"}");
    assertThat(sent.body())
        .isEqualTo(
            "{\"id\":\"3-1207\",\"sentTo\":{\"topic\":\"deployments.commands\",\"partition\":3,\"offset\":20}}");
    Reply again = api.post(LETTER + "/redrive", "{\"reason\":\"mended\"}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().path("code").asText()).isEqualTo("REDRIVEN_ALREADY");
    assertThat(api.post(LETTER + "/redrive", "{\"reason\":\"lost\",\"force\":true}").status())
        .isEqualTo(200);

    assertThat(api.audit)
        .containsExactly(
            entry(true, "mended", "Sent again as deployments.commands-3:20."),
            entry(false, "mended", "It was redriven."),
            entry(true, "lost", "Sent again as deployments.commands-3:20."));
    assertThat(api.get(LETTER).json().path("redriven").path("note").asText())
        .isEqualTo("By 'somebody': lost");
  }

  @Test
  void needsAReasonAndFlagsThatAreFlags() {
    Reply reply = api.post(LETTER + "/redrive", "{\"dryRun\":\"yes\"}");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("errors").findValuesAsText("message"))
        .containsExactly("'reason' is missing.", "'dryRun' has to be true or false.");
  }

  private static AuditEntry entry(boolean isAccepted, String reason, String detail) {
    return new AuditEntry(
        NOON, "somebody", "deadletter.redrive", "3-1207", isAccepted, reason, detail);
  }
}
