package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.http.auth.Proof;
import dev.templatedeployer.identity.CanisterIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Scanner;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a submitter sees of what it asked for, and of what others did.
class OwnershipTest {

  static final String LOCK = "{\"template\":\"lock\",\"config\":{},\"owner\":\"alice\"}";
  static final String REASON = "{\"reason\":\"why not\"}";
  static final String ADD = "{\"by\":\"alice\",\"arguments\":{\"amount\":1}}";
  static final DeploymentEvent FAILED =
      new DeploymentEvent.Failed(
          Token.FIRST, new Failure("NO_QUOTA", "No quota left.", false), null, NOON, NOON);

  static final String SHOP = "shop submitter";
  static final String RIVAL = "rival submitter";
  static final String ANNA = "anna viewer";
  static final String BERT = "bert viewer submitter";
  static final String OPERATOR = "olga operator";

  final RunningApi api = new RunningApi(List.of(), OwnershipTest::asTheySay, 0);

  @BeforeEach
  void deploy() {
    api.post("/v1/deployments", LOCK, "Idempotency-Key", "web-1", "Authorization", SHOP);
    api.canisters.known = CanisterIds.of("web-1");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/deployments/web-1",
        "/v1/deployments/web-1?asOfVersion=1",
        "/v1/deployments/web-1?asOf=2026-03-01T12:00:00Z",
        "/v1/deployments/web-1/events",
        "/v1/deployments/web-1/why",
        "/v1/deployments/web-1/diff?from=v1",
        "/v1/canisters/CANISTER",
        "/v1/canisters/CANISTER/events",
        "/v1/canisters/CANISTER/views/summary"
      })
  void isThereForWhoMaySeeItAndAsIfThereWereNoneForOthers(String path) {
    String mine = path.replace("CANISTER", CanisterIds.of("web-1").text());
    String none =
        path.replace("web-1", "web-9").replace("CANISTER", CanisterIds.of("web-9").text());

    for (String somebody : List.of(SHOP, ANNA, BERT, OPERATOR)) {
      assertThat(get(mine, somebody).status()).as(somebody).isEqualTo(200);
    }
    assertSame(get(mine, RIVAL), get(none, RIVAL));
    assertSame(
        get(mine, RIVAL, "If-None-Match", "\"1\""), get(none, RIVAL, "If-None-Match", "\"1\""));
    assertThat(neutral(get(none, RIVAL))).isEqualTo(neutral(get(none, ANNA)));
  }

  @Test
  void isNotCancelledByOthersWhoLearnNothing() {
    String path = "/v1/deployments/%s/cancel";

    assertSame(
        post(path.formatted("web-1"), REASON, RIVAL), post(path.formatted("web-9"), REASON, RIVAL));
    assertSame(
        post(path.formatted("web-1"), REASON, RIVAL, "If-Match", "\"7\", \"8\""),
        post(path.formatted("web-9"), REASON, RIVAL, "If-Match", "\"7\", \"8\""));
    assertThat(api.deployments.commands).hasSize(1);
  }

  @Test
  void isCancelledByWhoAskedForItAndByOperators() {
    assertThat(post("/v1/deployments/web-1/cancel", REASON, SHOP).body())
        .isEqualTo("{\"id\":\"web-1\",\"status\":\"PENDING\"}");
    assertThat(post("/v1/deployments/web-1/cancel", REASON, OPERATOR).status()).isEqualTo(202);
  }

  @Test
  void isNotCancelledByWhoOnlySeesIt() {
    Reply reply = post("/v1/deployments/web-1/cancel", REASON, BERT);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.json().path("detail").asText())
        .isEqualTo(
            "Cannot cancel the deployment 'web-1' for 'bert', who did not ask for it. Ask an operator.");
    assertThat(post("/v1/deployments/web-1/cancel", REASON, ANNA).json().path("detail").asText())
        .isEqualTo(
            "'anna' may not do this, which takes the role 'submitter'. Ask an admin for it.");
    assertThat(api.deployments.commands).hasSize(1);
  }

  @Test
  void isRetriedByOperatorsAlone() {
    api.deployments.happened("web-1", FAILED);
    for (String somebody : List.of(SHOP, RIVAL, ANNA, BERT)) {
      Reply reply = post("/v1/deployments/web-1/retry", REASON, somebody);
      assertThat(reply.status()).as(somebody).isEqualTo(403);
      assertThat(neutral(reply))
          .as(somebody)
          .isEqualTo(neutral(post("/v1/deployments/web-9/retry", REASON, somebody)));
    }
    assertThat(post("/v1/deployments/web-1/retry", REASON, OPERATOR).status()).isEqualTo(202);
  }

  @Test
  void isNotHandedToWhoSendsTheSame() {
    Reply reply =
        post("/v1/deployments", LOCK, RIVAL, "Idempotency-Key", "web-1", "Prefer", "wait=1");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body()).doesNotContain("shop");
  }

  @Test
  void isInTheListsOfWhoMaySeeIt() {
    for (String path : List.of("/v1/deployments", "/v1/deployments?caller=shop&sort=created")) {
      for (String somebody : List.of(SHOP, ANNA, BERT, OPERATOR)) {
        assertThat(get(path, somebody).body()).as(somebody).contains("web-1");
      }
      assertThat(get(path, RIVAL).body()).isEqualTo("{\"items\":[]}");
    }
    assertThat(Objects.requireNonNull(api.deployments.lastFilter).text())
        .isEqualTo("caller:shop caller:rival");
    assertThat(api.deployments.lastFilter.confines()).isPresent();
  }

  @Test
  void isNotFoundByAFilterThatAsksForOthers() {
    for (String filter : List.of("id:web-*", "-caller:rival", "caller:*", "caller:shop,rival")) {
      String path = "/v1/deployments?filter=" + filter;
      assertThat(get(path, ANNA).body()).as(filter).contains("web-1");
      assertThat(get(path, RIVAL).body()).as(filter).isEqualTo("{\"items\":[]}");
    }
  }

  @Test
  void isNotCountedAmongTheFailuresOfOthers() {
    get("/v1/failures?filter=template:lock", RIVAL);
    assertThat(Objects.requireNonNull(api.failures.lastFilter).text())
        .isEqualTo("template:lock caller:rival");

    get("/v1/failures?filter=template:lock", ANNA);
    assertThat(api.failures.lastFilter.text()).isEqualTo("template:lock");
  }

  @Test
  void isNotAmongTheCanistersOfOthers() {
    get("/v1/canisters", RIVAL);
    assertThat(Objects.requireNonNull(api.canisters.lastFilter).caller()).isEqualTo("rival");

    get("/v1/canisters", BERT);
    assertThat(api.canisters.lastFilter.caller()).isNull();
  }

  @Test
  void isNotFollowedByOthers() throws IOException, InterruptedException {
    try (Scanner rival = stream(RIVAL);
        Scanner anna = stream(ANNA)) {
      post("/v1/deployments", LOCK, RIVAL, "Idempotency-Key", "theirs-1");
      api.deployments.happened("web-1", FAILED);
      api.deployments.happened("theirs-1", FAILED);

      assertThat(seen(anna, 5)).containsExactly("theirs-1", "web-1", "theirs-1");
      assertThat(seen(rival, 4)).containsExactly("theirs-1", "theirs-1");
    }
  }

  @Nested
  class ACanister {

    final String path = "/v1/canisters/%s/operations/add".formatted(CanisterIds.of("web-1").text());
    final String unknown =
        "/v1/canisters/%s/operations/add".formatted(CanisterIds.of("web-9").text());

    @Test
    void isOperatedByWhoDeployedItAndByOperators() {
      assertThat(post(path, ADD, SHOP).status()).isEqualTo(200);
      assertThat(post(path, ADD, OPERATOR).status()).isEqualTo(200);
      assertThat(api.canisters.operations).hasSize(2);
    }

    @Test
    void isNotOperatedByOthersWhoLearnNothing() {
      assertSame(post(path, ADD, RIVAL), post(unknown, ADD, RIVAL));
      assertThat(api.canisters.operations).isEmpty();
    }

    @Test
    void isNotOperatedByWhoOnlySeesIt() {
      assertThat(post(path, ADD, BERT).status()).isEqualTo(403);
      assertThat(post(path, ADD, BERT).body())
          .contains("which it did not deploy. Ask an operator.");
      assertThat(neutral(post(unknown, ADD, BERT))).isEqualTo(neutral(post(unknown, ADD, RIVAL)));
      assertThat(api.canisters.operations).isEmpty();
    }
  }

  private Scanner stream(String somebody) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/v1/stream".formatted(api.server.port())))
            .header("Authorization", somebody)
            .build();
    return new Scanner(api.client.send(request, BodyHandlers.ofInputStream()).body(), UTF_8)
        .useDelimiter("\n\n");
  }

  /// The ids of the deployments in the next `events`, but for heartbeats.
  private static List<String> seen(Scanner stream, int events) {
    return IntStream.range(0, events)
        .mapToObj(_ -> stream.next())
        .filter(event -> event.contains("event: deployment"))
        .map(event -> event.replaceFirst("(?s).*\"id\":\"([^\"]+)\".*", "$1"))
        .toList();
  }

  private void assertSame(Reply others, Reply none) {
    assertThat(others.status()).isEqualTo(404).isEqualTo(none.status());
    assertThat(neutral(others)).isEqualTo(neutral(none));
    assertThat(told(others)).isEqualTo(told(none));
    assertThat(others.header("X-Position")).isEqualTo(none.header("X-Position"));
  }

  /// The names of the headers, but for `Connection`: whether a connection is kept depends on how
  /// much of the body had arrived when the answer was known.
  private static Set<String> told(Reply reply) {
    return reply.headers().map().keySet().stream()
        .filter(name -> !name.equals("connection"))
        .collect(Collectors.toSet());
  }

  private static String neutral(Reply reply) {
    return reply
        .problem()
        .replace("web-1", "ID")
        .replace("web-9", "ID")
        .replace(CanisterIds.of("web-1").text(), "CANISTER")
        .replace(CanisterIds.of("web-9").text(), "CANISTER");
  }

  private Reply get(String path, String somebody, String... headers) {
    return api.get(path, with(somebody, headers));
  }

  private Reply post(String path, String body, String somebody, String... headers) {
    return api.post(path, body, with(somebody, headers));
  }

  private static String[] with(String somebody, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Authorization";
    all[headers.length + 1] = somebody;
    return all;
  }

  /// Believes everybody, who say their name and roles instead of a token.
  private static Proof asTheySay(@Nullable String authorization) {
    String[] words = String.valueOf(authorization).split(" ", -1);
    return new Proof.Known(
        new Requester(
            words[0],
            Arrays.stream(words)
                .skip(1)
                .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet())));
  }
}
