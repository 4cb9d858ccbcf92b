package dev.templatedeployer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.verify.Difference;
import dev.templatedeployer.verify.Spot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerificationRoutesTest {

  static final String ALL = "/v1/verifications";

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aVerificationRunsInTheBackgroundAndTellsWhatItFound() {
    api.verifier.toBeFound.add(
        new Difference(
            Difference.Kind.GAP,
            "An event is missing.",
            "web-1",
            3L,
            null,
            new Spot("deployments.events", 2, 17)));
    api.verifier.toBeFound.add(
        new Difference(
            Difference.Kind.READ_MODEL, "A row is old.", "web-2", null, "version", null));

    Reply begun = api.post(ALL, "{}");

    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.header("Location")).isEqualTo(ALL + "/" + id(begun));
    assertThat(begun.json().path("state").asText()).isEqualTo("RUNNING");
    assertThat(begun.json().path("startedBy").asText()).isEqualTo("somebody");

    api.verifier.ends.release();
    Reply ended = ended(begun);

    assertThat(ended.json().path("state").asText()).isEqualTo("DIFFERENT");
    assertThat(ended.json().path("deployments").asInt()).isEqualTo(2);
    assertThat(ended.json().path("differences").asInt()).isEqualTo(2);
    assertThat(ended.json().path("listed").toString())
        .isEqualTo(
            "[{\"kind\":\"GAP\",\"sentence\":\"An event is missing.\",\"id\":\"web-1\",\"version\":3,"
                + "\"topic\":\"deployments.events\",\"partition\":2,\"offset\":17},"
                + "{\"kind\":\"READ_MODEL\",\"sentence\":\"A row is old.\",\"id\":\"web-2\",\"field\":\"version\"}]");
    assertThat(api.get(ALL).json().path("items").path(0).has("listed")).isFalse();
    assertThat(api.metrics.scrape()).contains("deployer_verify_differences 2.0");
  }

  @Test
  void oneThatFindsNothingIsClean() {
    api.verifier.ends.release();

    Reply ended = ended(api.post(ALL, "{\"deploymentId\":\"web-1\"}"));

    assertThat(ended.json().path("state").asText()).isEqualTo("CLEAN");
    assertThat(ended.json().path("deploymentId").asText()).isEqualTo("web-1");
    assertThat(api.metrics.scrape()).doesNotContain("last_success"); // one is not all
  }

  @Test
  void oneRunsAtATimeAndBothWishesAreInTheAuditTrail() {
    Reply first = api.post(ALL, "{}");

    Reply second = api.post(ALL, "{\"deploymentId\":\"web-1\"}", "Authorization", "bob");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().path("code").asText()).isEqualTo("VERIFICATION_RUNNING");
    assertThat(second.json().path("detail").asText())
        .isEqualTo(
            "A verification runs already: '%s', which 'somebody' began at 2026-03-01T12:00:00Z. Wait for it to end, then ask again."
                .formatted(id(first)));
    assertThat(api.audit).extracting(AuditEntry::by).containsExactly("somebody", "bob");
    assertThat(api.audit).extracting(AuditEntry::subject).containsExactly("everything", "web-1");
    assertThat(api.audit).extracting(AuditEntry::isAccepted).containsExactly(true, false);
    api.verifier.ends.release();
    ended(first);
    api.verifier.ends.release();
    assertThat(id(api.post(ALL, "{}"))).isNotEqualTo(id(first));
  }

  @Test
  void anIdThatCannotBeOneIsRefused() {
    Reply reply = api.post(ALL, "{\"deploymentId\":\"a b\",\"depth\":1}");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("errors")).hasSize(2);
  }

  @Test
  void oneThatIsNotRememberedIsNotThere() {
    Reply reply = api.get(ALL + "/x");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().path("detail").asText())
        .isEqualTo(
            "There is no such verification. The last 20 that this process ran are under '/v1/verifications'.");
  }

  private Reply ended(Reply begun) {
    return await()
        .until(
            () -> api.get(ALL + "/" + id(begun)),
            reply -> !reply.json().path("state").asText().equals("RUNNING"));
  }

  private static String id(Reply reply) {
    return reply.json().path("id").asText();
  }
}
