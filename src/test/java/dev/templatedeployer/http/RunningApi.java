package dev.templatedeployer.http;

import static dev.templatedeployer.http.FakeDeployments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.http.auth.Authentication;
import dev.templatedeployer.http.auth.Proof;
import dev.templatedeployer.replay.driving.InMemoryReplays;
import dev.templatedeployer.verify.Verifications;
import dev.templatedeployer.verify.VerifyMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The real API on a free port, with fakes behind it, and somebody who asks it.
final class RunningApi implements AutoCloseable {

  static final Limits LIMITS =
      new Limits(
          Duration.ofMillis(50),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));

  static final OfferedTemplate LOCK =
      new OfferedTemplate(
          "lock", "1.0.0", "Token lock", "Locks tokens.", true, false, "{\"type\":\"object\"}");

  private static final ObjectMapper JSON = new ObjectMapper();

  final InMemoryReplays replays = new InMemoryReplays(NOON);
  final FakeFailures failures = new FakeFailures();
  final FakeStatistics statistics = new FakeStatistics();
  final FakeCanisters canisters = new FakeCanisters();
  final FakeDeployments deployments = new FakeDeployments(RunningApi::admit, canisters);
  final List<Health.Check> checks = new ArrayList<>();
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final FakeDeadLetters letters = new FakeDeadLetters();
  final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  final FakeVerifier verifier = new FakeVerifier();
  final Verifications verifications =
      new Verifications(verifier, new VerifyMetrics(metrics), InstantSource.fixed(NOON));
  private final Authentication authentication;
  final FakeDesk desk = new FakeDesk();
  final HttpClient client = HttpClient.newHttpClient();
  final ApiServer server;

  RunningApi() {
    this(List.of());
  }

  /// @param hostNames the names it answers to
  RunningApi(List<String> hostNames) {
    this(hostNames, RunningApi::nameAsItIs, 0);
  }

  /// @param requestsPerSecond as in [HttpSettings]
  RunningApi(List<String> hostNames, Authentication authentication, int requestsPerSecond) {
    this(hostNames, authentication, Share.usual(requestsPerSecond));
  }

  RunningApi(List<String> hostNames, Authentication authentication, Share share) {
    this(
        authentication,
        new HttpSettings("127.0.0.1", 0, hostNames, share, LIMITS, Optional.empty(), 0));
  }

  RunningApi(Authentication authentication, HttpSettings settings) {
    this.authentication = authentication;
    try {
      server = ApiServer.start(settings, services());
    } catch (ServerNotStarted e) {
      throw new IllegalStateException(e);
    }
  }

  /// What was answered.
  record Reply(int status, java.net.http.HttpHeaders headers, String body) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("This is no JSON: " + body, e);
      }
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /// The body without its trace id, which is another each time.
    String problem() {
      return body.replaceFirst(",\"traceId\":\"[0-9a-f]{32}\"", "");
    }
  }

  /// @param headers names and values by turns
  Reply get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /// Posts JSON.
  ///
  /// @param headers names and values by turns
  Reply post(String path, String json, String... headers) {
    var all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return send("POST", path, json, all.toArray(String[]::new));
  }

  /// @param headers names and values by turns
  Reply send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    verifications.close();
  }

  /// Believes everybody, who says their name instead of a token.
  private static Proof nameAsItIs(@Nullable String authorization) {
    return new Proof.Known(
        new Requester(authorization == null ? "somebody" : authorization, Set.of(Role.ADMIN)));
  }

  Services services() {
    return new Services(
        deployments,
        canisters,
        deployments,
        failures,
        statistics,
        statistics,
        canisters,
        deployments,
        deployments.changes,
        name -> Optional.of(canisters.kind).filter(kind -> kind.name().equals(name)),
        () -> List.of(LOCK),
        RunningApi::admit,
        authentication,
        audit::add,
        letters,
        desk,
        desk,
        new FakeHealth(),
        metrics,
        (method, path, body) ->
            new SchemaRegistry.Response(
                201, "{\"asked\":\"%s %s %d\"}".formatted(method, path, body.length)),
        verifications,
        replays.desk(),
        () -> "asyncapi: 3.0.0\n".getBytes(UTF_8),
        InstantSource.fixed(NOON));
  }

  private static Admission.Verdict admit(
      String caller, DeploymentId id, DeploymentRequest request, Instant now) {
    return switch (request.template().value()) {
      case "lock" -> new Admission.Verdict.Admitted(new Terms("1.0.0", Policy.STANDARD));
      case "resting" ->
          new Admission.Verdict.Refused(
              Refusal.of(
                  Refusal.Kind.TEMPORARILY_UNAVAILABLE,
                  "The template 'resting' is switched off. Ask an admin."));
      case "closed" ->
          new Admission.Verdict.Refused(
              Refusal.of(Refusal.Kind.UNAUTHORIZED, "You may not deploy from 'closed'."));
      default ->
          new Admission.Verdict.Refused(
              new Refusal(
                  Refusal.Kind.INVALID_PAYLOAD,
                  "2 things are wrong with the request; they are listed with it.",
                  List.of(
                      new Refusal.Violation(
                          "/template", "UNKNOWN_TEMPLATE", "There is no such template."),
                      new Refusal.Violation("/config/a", "TOO_SMALL", "'a' is too small."))));
    };
  }

  private final class FakeHealth implements Health {
    @Override
    public List<Check> alive() {
      return checks;
    }

    @Override
    public List<Check> ready() {
      return checks;
    }

    @Override
    public List<Check> started() {
      return checks;
    }
  }
}
