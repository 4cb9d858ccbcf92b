package dev.templatedeployer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.http.auth.Issuer;
import dev.templatedeployer.http.auth.OidcAuthentication;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every route with every kind of token.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationTest {

  /// What a route takes: nothing, to be known, or one of some roles. A route without a line here
  /// fails.
  static final Map<String, String> NEEDED = needed();

  Issuer issuer;
  RunningApi api;

  @BeforeAll
  void start() throws IOException {
    issuer = new Issuer();
    api = new RunningApi(List.of(), OidcAuthentication.of(issuer.settings(), _ -> Set.of()), 0);
  }

  @AfterAll
  void stop() {
    api.close();
    issuer.close();
  }

  private static Map<String, String> needed() {
    var needed = new LinkedHashMap<String, String>();
    for (String open :
        List.of(
            "/", "/openapi.json", "/asyncapi.yaml", "/livez", "/readyz", "/startupz", "/metrics")) {
      needed.put("GET " + open, "nothing");
    }
    needed.put("GET /v1/me", "to be known");
    for (String path :
        List.of(
            "/v1/statistics",
            "/v1/replays",
            "/v1/replays/{id}",
            "/v1/replays/{id}/items",
            "/v1/replays/{id}/receipt",
            "/v1/verifications",
            "/v1/verifications/{id}",
            "/v1/access",
            "/v1/access/owner",
            "/v1/access/backends",
            "/v1/control",
            "/v1/audit")) {
      needed.put("GET " + path, "viewer");
    }
    for (String path :
        List.of(
            "/v1/deployments",
            "/v1/deployments/{id}",
            "/v1/deployments/{id}/events",
            "/v1/deployments/{id}/why",
            "/v1/deployments/{id}/diff",
            "/v1/stream",
            "/v1/failures",
            "/v1/templates",
            "/v1/templates/{name}",
            "/v1/templates/{name}/schema",
            "/v1/canisters",
            "/v1/canisters/{id}",
            "/v1/canisters/{id}/events",
            "/v1/canisters/{id}/views/{view}")) {
      needed.put("GET " + path, "viewer or submitter");
    }
    needed.put("POST /v1/deployments", "submitter");
    needed.put("POST /v1/deployments/{id}/cancel", "submitter");
    for (String route :
        List.of(
            "POST /v1/deployments/{id}/retry",
            "POST /v1/replays",
            "POST /v1/replays/{id}/approve",
            "POST /v1/replays/{id}/pause",
            "POST /v1/replays/{id}/resume",
            "POST /v1/replays/{id}/stop",
            "POST /v1/verifications",
            "POST /v1/templates/{name}/pause",
            "POST /v1/templates/{name}/resume",
            "POST /v1/control/maintenance",
            "POST /v1/control/emergency-stop",
            "GET /v1/dead-letters",
            "GET /v1/dead-letters/{id}",
            "POST /v1/dead-letters/{id}/redrive")) {
      needed.put(route, "operator");
    }
    needed.put("POST /v1/access/grants", "admin");
    needed.put("POST /v1/access/revocations", "admin");
    needed.put("POST /v1/canisters/{id}/operations/{operation}", "submitter");
    return needed;
  }

  @Test
  void everyRouteIsInTheTable() {
    var routes = new ArrayList<String>();
    Api.routes(api.services(), RunningApi.LIMITS, Share.usual(0), new StopSign())
        .table()
        .forEach((path, methods) -> methods.forEach(method -> routes.add(method + " " + path)));
    routes.removeIf(route -> route.endsWith("/registry/<path>")); // Kafka clients have no token

    assertThat(NEEDED.keySet()).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void everyRouteLetsThroughWhoHasItsRoleAndNobodyElse() {
    Map<String, String> roles =
        Map.of(
            "viewer", "can-look",
            "submitter", "can-submit",
            "operator", "can-operate",
            "admin", "can-all");
    NEEDED.forEach((route, needed) -> {
      roles.forEach((role, claim) -> {
        int status = status(route, issuer.good(role, claim));
        boolean isEnough =
            List.of("nothing", "to be known").contains(needed)
                || roles(needed).stream().anyMatch(role(role)::includes);
        assertThat(isAllowed(status)).as("%s by a %s: %d", route, role, status).isEqualTo(isEnough);
      });
      int status = status(route, issuer.good("nobody-special"));
      assertThat(isAllowed(status))
          .as("%s without a role: %d", route, status)
          .isEqualTo(List.of("nothing", "to be known").contains(needed));
    });
  }

  @Test
  void noRouteButTheOpenOnesTakesATokenThatProvesNothing() {
    Instant now = Instant.now();
    var bad = new LinkedHashMap<String, String>();
    bad.put("expired", issuer.changed(c -> c.expirationTime(date(now.minus(Duration.ofHours(1))))));
    bad.put("without an end", issuer.changed(c -> c.expirationTime(null)));
    bad.put("not yet good", issuer.changed(c -> c.notBeforeTime(date(now.plusSeconds(3600)))));
    bad.put("for another audience", issuer.changed(c -> c.audience("mail")));
    bad.put("without an audience", issuer.changed(c -> c.audience((String) null)));
    bad.put("of another issuer", issuer.changed(c -> c.issuer("https://elsewhere.example")));
    bad.put("without a name", issuer.changed(c -> c.subject(null)));
    bad.put("with a strange name", issuer.changed(c -> c.subject("an\nn")));
    bad.put("without a signature", issuer.unsigned());
    bad.put("signed with the public key", issuer.signedWithThePublicKey());
    bad.put("signed by somebody else", issuer.bySomebodyElse());
    bad.put("tampered with", issuer.tampered());
    bad.put("garbage", "Bearer garbage");
    bad.put("a password", "Basic YW5uOnMzY3JldA==");
    bad.put("too long", "Bearer " + "a".repeat(9_000));

    NEEDED.forEach((route, needed) -> {
      try (var fresh = // since one who guesses is slowed down
          new RunningApi(List.of(), OidcAuthentication.of(issuer.settings(), _ -> Set.of()), 0)) {
        bad.forEach((kind, token) -> {
          Reply reply = send(fresh, route, token);
          if (needed.equals("nothing")) {
            assertThat(isAllowed(reply.status())).as("%s, %s", route, kind).isTrue();
          } else {
            assertThat(reply.status()).as("%s, %s", route, kind).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=");
            assertThat(reply.body()).doesNotContain(token.substring(7));
          }
        });
      }
    });
  }

  @Test
  void whoHasNoTokenIsAskedForOne() {
    Reply reply = api.get("/v1/deployments");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(reply.body())
        .contains("This needs a token. Send it as 'Authorization: Bearer TOKEN'.");
  }

  @Test
  void whatIsRefusedIsKept() {
    api.audit.clear();

    send(api, "POST /v1/deployments/{id}/retry", issuer.good("ann", "can-look"));

    assertThat(api.audit)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.by()).isEqualTo("user:ann");
          assertThat(entry.action()).isEqualTo("http.post");
          assertThat(entry.subject()).isEqualTo("/v1/deployments/web-42/retry");
          assertThat(entry.isAccepted()).isFalse();
        });
  }

  @Test
  void whatIsKeptIsBoundedWhateverTheSenderSends() {
    api.audit.clear();

    Reply refused =
        api.get(
            "/v1/deployments/" + "x".repeat(12_000),
            "Authorization",
            issuer.good("bob")); // who has no role

    assertThat(refused.status()).isEqualTo(403);
    assertThat(api.audit)
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.subject())
                .startsWith("/v1/deployments/xxx")
                .endsWith("…")
                .hasSize(AuditEntry.MOST_OF_A_NAME));
  }

  @Test
  void tellsEverybodyWhoTheyAre() {
    assertThat(send(api, "GET /v1/me", issuer.good("ann", "can-look", "can-operate")).body())
        .isEqualTo("{\"name\":\"user:ann\",\"roles\":[\"viewer\",\"operator\"]}");
    assertThat(send(api, "GET /v1/me", issuer.good("bob")).body())
        .isEqualTo("{\"name\":\"user:bob\",\"roles\":[]}");
  }

  @Test
  void theAccessListGivesRolesToo() throws IOException {
    try (var other =
        new RunningApi(
            List.of(),
            OidcAuthentication.of(
                issuer.settings(),
                name -> name.equals("user:bob") ? Set.of(Role.OPERATOR) : Set.of()),
            0)) {
      assertThat(send(other, "GET /v1/me", issuer.good("bob", "can-look")).body())
          .contains("operator");
      assertThat(send(other, "GET /v1/me", issuer.good("ann", "can-look")).body())
          .contains("viewer");
    }
  }

  @Test
  void nobodyIsLetInWhoCannotBeChecked() throws IOException {
    try (var gone = new Issuer();
        var other =
            new RunningApi(List.of(), OidcAuthentication.of(gone.settings(), _ -> Set.of()), 0)) {
      gone.goAway();

      Reply reply = other.get("/v1/me", "Authorization", gone.good("ann"));

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.body()).contains("cannot be fetched now");
    }
  }

  @Nested
  class WhoComesTooOften {

    @Test
    void hasToWait() throws IOException {
      try (var slow =
          new RunningApi(List.of(), OidcAuthentication.of(issuer.settings(), _ -> Set.of()), 1)) {
        String ann = issuer.good("ann", "can-look");
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 4; i++) {
          statuses.add(slow.get("/v1/me", "Authorization", ann).status());
        }

        assertThat(statuses).startsWith(200, 200).contains(429);
        Reply bob = slow.get("/v1/me", "Authorization", issuer.good("bob"));
        assertThat(bob.status()).isEqualTo(200);
      }
    }

    @Test
    void guessesOnlySoOften() throws IOException {
      try (var other =
          new RunningApi(List.of(), OidcAuthentication.of(issuer.settings(), _ -> Set.of()), 0)) {
        Reply last = other.get("/v1/me", "Authorization", "Bearer guess");
        for (int i = 0; i < 200 && last.status() == 401; i++) {
          last = other.get("/v1/me", "Authorization", "Bearer guess" + i);
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isEqualTo("1");
        assertThat(other.get("/v1/me", "Authorization", issuer.good("viewer")).status())
            .as("somebody else behind the same proxy")
            .isEqualTo(200);
      }
    }
  }

  private int status(String route, String token) {
    return send(api, route, token).status();
  }

  private static Reply send(RunningApi to, String route, String token) {
    String[] parts = route.split(" ", -1);
    String path =
        parts[1]
            .replace("{id}", "web-42")
            .replace("{name}", "lock")
            .replace("{view}", "v")
            .replace("{operation}", "add")
            .replace("/v1/stream", "/v1/stream?filter=nonsense:1"); // it would never end
    return parts[0].equals("GET")
        ? to.get(path, "Authorization", token)
        : to.post(path, "{\"reason\":\"so\"}", "Authorization", token);
  }

  /// Whatever is wrong with the request itself, it was let through.
  private static boolean isAllowed(int status) {
    return status != 401 && status != 403;
  }

  /// Those that a line of the table names.
  private static List<Role> roles(String words) {
    return Arrays.stream(words.split(" or ", -1)).map(AuthorisationTest::role).toList();
  }

  private static Role role(String word) {
    return Role.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  private static Date date(Instant instant) {
    return Date.from(instant);
  }
}
