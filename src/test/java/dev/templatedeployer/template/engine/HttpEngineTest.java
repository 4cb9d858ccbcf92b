package dev.templatedeployer.template.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEngineTest {

  private static final ConfigDocument CONFIG =
      new ConfigDocument("{\"zone\":\"a/b c\",\"size\":0.10}");
  private static final String TOKEN = "s3cr3t-4711-zebra";

  @TempDir Path parent;
  private TryService service;
  private TryFolder folder;

  @BeforeEach
  void start() throws IOException {
    service = new TryService();
    folder = new TryFolder(parent).variable("TOKEN", TOKEN);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Nested
  class ACall {

    @Test
    void saysWhatToCreateAndForWhom() throws Exception {
      service.nextJson(201, "{}");
      create(
          template("headers: {Authorization: \"Bearer ${env.TOKEN}\"}"),
          new TryContext(2, 11, Duration.ofMinutes(1)));
      TryService.Asked asked = service.asked().getFirst();
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.path()).isEqualTo("/canisters");
      assertThat(asked.header("Idempotency-Key")).isEqualTo(TryContext.CANISTER.text());
      assertThat(asked.header("X-Fencing-Token")).isEqualTo("2.11");
      assertThat(asked.header("X-Deployment-Id")).isEqualTo("order-7");
      assertThat(asked.header("Authorization")).isEqualTo("Bearer " + TOKEN);
      assertThat(asked.header("Content-Type")).isEqualTo("application/json");
      assertThat(EngineJson.MAPPER.readTree(asked.body()))
          .isEqualTo(
              EngineJson.MAPPER.readTree(
                  """
                  {"canisterId": "%s", "deploymentId": "order-7", "owner": "%s", "attempt": 2,
                   "drive": 11, "acceptedAt": "2026-03-01T12:00:00Z", "labels": {"team": "blue"},
                   "config": {"zone": "a/b c", "size": 0.10}}
                  """
                      .formatted(TryContext.CANISTER.text(), TryContext.FIRST.owner().text())));
    }

    @Test
    void maySendTheConfigAlone() throws Exception {
      service.nextJson(200, "{}");
      create(template("body: config\n  method: put"));
      assertThat(service.asked().getFirst().body()).isEqualTo(CONFIG.json());
      assertThat(service.asked().getFirst().method()).isEqualTo("PUT");
    }

    @Test
    void putsValuesOfTheConfigIntoTheUrlAsSinglePartsOfIt() throws Exception {
      service.nextJson(200, "{}");
      create(templateAt(service.url() + "/zones/${config/zone}/${canister.id}", ""));
      assertThat(service.asked().getFirst().path())
          .isEqualTo("/zones/a%2Fb%20c/" + TryContext.CANISTER.text());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"zone\":{}}",
          "{\"zone\":null}",
          "{\"zone\":\"..\"}",
          "{\"zone\":\"\"}"
        })
    void isNotMadeIfAValueDoesNotFitIntoTheUrl(String config) throws Exception {
      DeclaredTemplate template = templateAt(service.url() + "/zones/${config/zone}", "");
      assertThatExceptionOfType(PermanentFailure.class)
          .isThrownBy(() -> template.create(new ConfigDocument(config), TryContext.FIRST))
          .satisfies(e -> assertThat(e.code()).startsWith("VALUE_"));
      assertThat(service.asked()).isEmpty();
    }

    @Test
    void readsASecretFromItsFileEachTime() throws Exception {
      Path secret = folder.folder.resolve("token");
      Files.writeString(secret, "old\n");
      DeclaredTemplate template = template("headers: {X-Token: \"${file.token}\"}");
      service.nextJson(200, "{}").nextJson(200, "{}");
      create(template);
      Files.writeString(secret, "new\n");
      create(template);
      assertThat(service.asked())
          .extracting(asked -> asked.header("X-Token"))
          .containsExactly("old", "new");
      Files.delete(secret);
      assertThat(failure(template))
          .isInstanceOf(RetryableFailure.class)
          .hasMessage(
              "The file 'token' cannot be read. Check that it is there and that the service may read it.");
    }

    @Test
    void doesNotShowASecretThatNoHeaderMayHold() throws Exception {
      Files.writeString(folder.folder.resolve("token"), TOKEN + "\nX-Other: 1");
      TemplateFailure failure = failure(template("headers: {X-Token: \"${file.token}\"}"));
      assertThat(failure).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo("BAD_HEADER");
      assertThat(everythingSaidBy(failure)).doesNotContain(TOKEN);
    }
  }

  @Nested
  class ASuccess {

    @Test
    void showsTheIdAndTheDetailsOfTheAnswer() throws Exception {
      service.nextJson(
          201,
          "{\"id\": 7, \"details\": {\"url\": \"https://x\", \"more\": {\"a\": 1}, \"none\": null}}");
      assertThat(create(template(""))).isEqualTo(details("id", "7", "url", "https://x"));
    }

    @Test
    void showsWhatTheTemplateNames() throws Exception {
      service.nextJson(200, "{\"a\": {\"b\": [true, \"%s\"]}}".formatted("x".repeat(300)));
      assertThat(create(template("details: {first: /a/b/0, second: /a/b/1, gone: /c}")))
          .isEqualTo(details("first", "true", "second", "x".repeat(255) + "…"));
    }

    @Test
    void needsNoWords() throws Exception {
      DeclaredTemplate template = template("");
      service.next(204, "").next(200, "<html>", "Content-Type", "text/html").next(202, "");
      for (int i = 0; i < 3; i++) {
        assertThat(create(template)).isEqualTo(TemplateResult.created());
      }
    }

    @Test
    void isNoneIfItsJsonIsBroken() throws Exception {
      service.nextJson(200, "{\"id\": ");
      assertThat(failure(template("")))
          .isInstanceOf(PermanentFailure.class)
          .hasMessageContaining("answered 200 with JSON that cannot be read");
    }

    @Test
    void isNoneIfItIsTooLarge() throws Exception {
      service.nextJson(200, "\"" + "x".repeat(10_000) + "\"");
      TemplateFailure failure = failure(template("max-answer-bytes: 1000"));
      assertThat(failure).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo("ANSWER_TOO_LARGE");
    }

    @Test
    void isNotWaitedForIfItNeverEnds() throws Exception {
      service.next(exchange -> {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        while (true) { // until the other side hangs up
          exchange.getResponseBody().write(new byte[8192]);
        }
      });
      assertThat(failure(template("")).code()).isEqualTo("ANSWER_TOO_LARGE");
    }
  }

  @Nested
  class AFailure {

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 413, 418, 422, 451})
    void isPermanentIfTheCallIsWrong(int status) throws Exception {
      service.next(status, "");
      TemplateFailure failure = failure(template(""));
      assertThat(failure).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo("HTTP_" + status);
      assertThat(failure)
          .hasMessage("The service '%s' answered %d.".formatted(service.url(), status));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void mayBeTriedAgainIfTimeMayHelp(int status) throws Exception {
      service.next(status, "");
      TemplateFailure failure = failure(template(""));
      assertThat(failure)
          .isInstanceOfSatisfying(RetryableFailure.class, e -> assertThat(e.retryAfter()).isNull());
      assertThat(failure.code()).isEqualTo("HTTP_" + status);
    }

    @Test
    void waitsAsLongAsTheServiceAsks() throws Exception {
      service
          .next(429, "", "Retry-After", "17")
          .next(503, "", "Retry-After", "Fri, 01 Jan 2038 00:00:00 GMT");
      DeclaredTemplate template = template("");
      assertThat(failure(template))
          .isInstanceOfSatisfying(
              RetryableFailure.class,
              e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
      assertThat(failure(template))
          .isInstanceOfSatisfying(
              RetryableFailure.class,
              e -> assertThat(e.retryAfter()).isGreaterThan(Duration.ofDays(365)));
    }

    @Test
    void saysWhyInTheWordsOfTheService() throws Exception {
      DeclaredTemplate template = template("");
      service
          .next(
              409,
              "{\"title\": \"Conflict\", \"detail\": \"The zone is\\nfrozen.\"}",
              "Content-Type",
              "application/problem+json")
          .nextJson(400, "{\"message\": \"%s\"}".formatted("m".repeat(500)))
          .next(500, "Out of disk\n", "Content-Type", "text/plain")
          .next(500, "<h1>Oops</h1>", "Content-Type", "text/html")
          .nextJson(500, "{\"detail\": 1");
      String said = "The service '%s' answered ".formatted(service.url());
      assertThat(failure(template)).hasMessage(said + "409: The zone is frozen.");
      assertThat(failure(template)).hasMessage(said + "400: " + "m".repeat(99) + "….");
      assertThat(failure(template)).hasMessage(said + "500: Out of disk.");
      assertThat(failure(template)).hasMessage(said + "500.");
      assertThat(failure(template)).hasMessage(said + "500.");
    }

    @Test
    void neverShowsASecret() throws Exception {
      DeclaredTemplate template = template("headers: {Authorization: \"Bearer ${env.TOKEN}\"}");
      service
          .nextJson(401, "{\"detail\": \"bad token Bearer %s\"}".formatted(TOKEN))
          .next(500, "%s is no good".formatted(TOKEN), "Content-Type", "text/plain")
          .next(302, "", "Location", "http://elsewhere.example/" + TOKEN)
          .nextHangsUp();
      for (int i = 0; i < 4; i++) {
        TemplateFailure failure = failure(template);
        assertThat(everythingSaidBy(failure)).doesNotContain(TOKEN).doesNotContain("zebra");
      }
    }

    @Test
    void ofALargeAnswerIsThatOfItsStatus() throws Exception {
      service.nextJson(503, "x".repeat(100_000));
      assertThat(failure(template("")).code()).isEqualTo("HTTP_503");
    }

    @Test
    void mayBeThatNobodyListens() throws Exception {
      int port;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      TemplateFailure failure = failure(templateAt("http://127.0.0.1:%d/x".formatted(port), ""));
      assertThat(failure)
          .isInstanceOf(RetryableFailure.class)
          .hasMessage(
              "The service 'http://127.0.0.1:%d' cannot be reached: it refuses connections, or its name is unknown."
                  .formatted(port));
    }

    @Test
    void mayBeThatTheConnectionBreaksAfterTheWorkWasDone() throws Exception {
      DeclaredTemplate template = template("");
      service.nextHangsUp().nextJson(200, "{\"id\": \"x\"}");
      assertThat(failure(template)).isInstanceOf(RetryableFailure.class);
      assertThat(create(template, new TryContext(1, 2, Duration.ofMinutes(1))))
          .isEqualTo(details("id", "x"));
      assertThat(service.asked())
          .extracting(asked -> asked.header("Idempotency-Key"))
          .hasSizeGreaterThanOrEqualTo(2)
          .containsOnly(TryContext.CANISTER.text());
    }
  }

  @Nested
  class ASilentService {

    private final CountDownLatch isAsked = new CountDownLatch(1);

    @Test
    void isNotWaitedForLongerThanACallMayTake() throws Exception {
      service.nextHangs(isAsked);
      TemplateFailure failure = failure(template("call-timeout: 200ms"));
      assertThat(failure).isInstanceOf(RetryableFailure.class);
      assertThat(failure.code()).isEqualTo("SERVICE_TIMED_OUT");
    }

    @Test
    void isNotWaitedForLongerThanTheAttemptMayTake() throws Exception {
      service.nextHangs(isAsked);
      assertThat(failure(template(""), TryContext.within(Duration.ofMillis(200))).code())
          .isEqualTo("SERVICE_TIMED_OUT");
    }

    @Test
    void isNotWaitedForInTheMiddleOfAnAnswer() throws Exception {
      service.next(exchange -> {
        exchange.sendResponseHeaders(200, 10);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        isAsked.await(); // for ever
      });
      assertThat(failure(template("call-timeout: 300ms")).code()).isEqualTo("SERVICE_TIMED_OUT");
    }

    @Test
    void isLeftAtOnceWhenTheCallIsInterrupted() throws Exception {
      service.nextHangs(isAsked);
      DeclaredTemplate template = template("");
      var thrown = new AtomicReference<@Nullable Throwable>();
      Thread call =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  create(template);
                } catch (Throwable t) {
                  thrown.set(t);
                }
              });
      isAsked.await();
      call.interrupt();
      assertThat(call.join(Duration.ofSeconds(10))).isTrue();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }
  }

  @Nested
  class ARedirect {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isNotFollowed(int status) throws Exception {
      service.next(status, "", "Location", "/moved");
      TemplateFailure failure = failure(template(""));
      assertThat(failure).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo("REDIRECTED");
      assertThat(service.asked()).hasSize(1);
    }

    @Test
    void isFollowedWithinTheOriginIfAllowed() throws Exception {
      service.next(307, "", "Location", "/moved").nextJson(200, "{\"id\": 1}");
      assertThat(create(template("follow-redirects: true"))).isEqualTo(details("id", "1"));
      TryService.Asked second = service.asked().getLast();
      assertThat(second.method()).isEqualTo("POST");
      assertThat(second.path()).isEqualTo("/moved");
      assertThat(second.body()).isNotEmpty().isEqualTo(service.asked().getFirst().body());
    }

    @Test
    void isNotFollowedForEver() throws Exception {
      for (int i = 0; i < 10; i++) {
        service.next(308, "", "Location", "/again");
      }
      assertThat(failure(template("follow-redirects: true")).code()).isEqualTo("REDIRECTED");
      assertThat(service.asked()).hasSize(4);
    }

    @Test
    void leadsToNoOtherOrigin() throws Exception {
      try (var other = new TryService()) {
        service.next(307, "", "Location", other.url() + "/stolen");
        TemplateFailure failure = failure(template("follow-redirects: true"));
        assertThat(failure).isInstanceOf(PermanentFailure.class);
        assertThat(failure.code()).isEqualTo("FOREIGN_LOCATION");
        assertThat(other.asked()).isEmpty();
      }
    }

    @Test
    void leadsToAnAllowedOriginWithoutTheSecrets() throws Exception {
      try (var other = new TryService()) {
        service.next(307, "", "Location", other.url() + "/allowed");
        other.nextJson(200, "{}");
        create(
            template(
                """
                follow-redirects: true
                  headers: {Authorization: "Bearer ${env.TOKEN}"}
                  allowed-origins: ["%s"]
                """
                    .formatted(other.url())));
        assertThat(other.asked().getFirst().header("Authorization")).isNull();
        assertThat(other.asked().getFirst().header("Idempotency-Key"))
            .isEqualTo(TryContext.CANISTER.text());
      }
    }
  }

  @Nested
  class AnOperation {

    private static final String POLL = "poll: {interval: 1ms}";
    private static final String POLL_STATUS =
        "poll: {interval: 1ms, status: /status, done: [DONE], failed: [FAILED]}";

    @Test
    void isAskedForUntilItIsDone() throws Exception {
      service
          .next(202, "", "Location", "/operations/1")
          .next(202, "")
          .next(202, "")
          .nextJson(200, "{\"id\": \"x\"}");
      assertThat(create(template(POLL + "\n  headers: {X-Token: \"${env.TOKEN}\"}")))
          .isEqualTo(details("id", "x"));
      assertThat(service.asked())
          .extracting(TryService.Asked::method)
          .containsExactly("POST", "GET", "GET", "GET");
      assertThat(service.asked().getLast().path()).isEqualTo("/operations/1");
      assertThat(service.asked().getLast().header("X-Token")).isEqualTo(TOKEN);
    }

    @Test
    void isDoneWhenItsStatusSaysSo() throws Exception {
      service
          .next(202, "", "Location", "/operations/1")
          .nextJson(200, "{\"status\": \"QUEUED\"}")
          .nextJson(200, "{\"status\": \"A NEW ONE\"}")
          .nextJson(200, "{\"status\": \"DONE\", \"id\": 3}");
      assertThat(create(template(POLL_STATUS))).isEqualTo(details("id", "3"));
    }

    @Test
    void failsWhenItsStatusSaysSo() throws Exception {
      service
          .next(202, "", "Location", "/operations/1")
          .nextJson(200, "{\"status\": \"FAILED\", \"detail\": \"No quota.\"}");
      assertThat(failure(template(POLL_STATUS)))
          .isInstanceOf(PermanentFailure.class)
          .hasMessage(
              "The service '%s' accepted the canister and then failed to create it: its status is 'FAILED', No quota."
                  .formatted(service.url()));
    }

    @Test
    void leadsToWhatItCreated() throws Exception {
      service
          .next(202, "", "Location", "/operations/1")
          .next(303, "", "Location", "/canisters/9")
          .nextJson(200, "{\"id\": 9}");
      assertThat(create(template(POLL))).isEqualTo(details("id", "9"));
      assertThat(service.asked().getLast().path()).isEqualTo("/canisters/9");
    }

    @Test
    void outlivesPassingFailures() throws Exception {
      service
          .next(202, "", "Location", "/operations/1")
          .next(503, "")
          .nextHangsUp()
          .next(429, "", "Retry-After", "0")
          .nextJson(200, "{\"id\": 1}");
      // The connection may have been reused, in which case the client asks once more by itself.
      service.nextJson(200, "{\"id\": 1}");
      assertThat(create(template(POLL))).isEqualTo(details("id", "1"));
    }

    @Test
    void failsForGoodIfItIsGone() throws Exception {
      service.next(202, "", "Location", "/operations/1").next(404, "");
      TemplateFailure failure = failure(template(POLL));
      assertThat(failure).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo("HTTP_404");
    }

    @Test
    void isGivenUpAtItsLimit() throws Exception {
      service.next(202, "", "Location", "/operations/1");
      for (int i = 0; i < 1000; i++) {
        service.next(202, "");
      }
      TemplateFailure failure = failure(template("poll: {interval: 5ms, limit: 300ms}"));
      assertThat(failure).isInstanceOf(RetryableFailure.class);
      assertThat(failure.code()).isEqualTo("OPERATION_TIMED_OUT");
      assertThat(service.asked()).hasSizeGreaterThan(1);
    }

    @Test
    void isNotWaitedForLongerThanTheAttemptMayTake() throws Exception {
      service.next(202, "", "Location", "/operations/1", "Retry-After", "3600");
      assertThat(failure(template(POLL), TryContext.within(Duration.ofMillis(300))).code())
          .isEqualTo("OPERATION_TIMED_OUT");
      assertThat(service.asked()).hasSize(1);
    }

    @Test
    void isLeftWhenTheCallIsInterrupted() throws Exception {
      service.next(202, "", "Location", "/operations/1", "Retry-After", "3600");
      DeclaredTemplate template = template(POLL);
      var thrown = new AtomicReference<@Nullable Throwable>();
      Thread call =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  create(template, TryContext.within(Duration.ofDays(1)));
                } catch (Throwable t) {
                  thrown.set(t);
                }
              });
      await().until(() -> !service.asked().isEmpty());
      call.interrupt();
      assertThat(call.join(Duration.ofSeconds(10))).isTrue();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void leadsToNoOtherOrigin() throws Exception {
      try (var other = new TryService()) {
        service.next(202, "", "Location", other.url() + "/operations/1");
        assertThat(failure(template(POLL)).code()).isEqualTo("FOREIGN_LOCATION");
        assertThat(other.asked()).isEmpty();
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"file:///etc/passwd", "http://user@127.0.0.1/x", "http://a b/", "gopher://x/"})
    void leadsNowhereOdd(String location) throws Exception {
      service.next(202, "", "Location", location);
      assertThat(failure(template(POLL)).code()).isEqualTo("BAD_ANSWER");
    }

    @Test
    void hasToBeSomewhere() throws Exception {
      service.next(202, "");
      assertThat(failure(template(POLL)))
          .isInstanceOf(PermanentFailure.class)
          .hasMessageContaining("without the header 'Location'");
    }
  }

  private DeclaredTemplate template(String more) throws IOException {
    return templateAt(service.url() + "/canisters", more);
  }

  private DeclaredTemplate templateAt(String url, String more) throws IOException {
    return folder
        .declaring("engine: http\nhttp:\n  url: \"%s\"\n  %s\n".formatted(url, more))
        .template();
  }

  private static TemplateResult create(DeclaredTemplate template) throws Exception {
    return create(template, TryContext.FIRST);
  }

  private static TemplateResult create(DeclaredTemplate template, TryContext context)
      throws Exception {
    return template.create(CONFIG, context);
  }

  private static TemplateFailure failure(DeclaredTemplate template) {
    return failure(template, TryContext.FIRST);
  }

  private static TemplateFailure failure(DeclaredTemplate template, TryContext context) {
    return catchThrowableOfType(TemplateFailure.class, () -> template.create(CONFIG, context));
  }

  private static String everythingSaidBy(Throwable thrown) {
    var said = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      said.append(each).append('\n');
    }
    return said.toString();
  }

  private static TemplateResult details(String... keysAndValues) {
    var details = new HashMap<String, String>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      details.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new TemplateResult(Map.copyOf(details));
  }
}
