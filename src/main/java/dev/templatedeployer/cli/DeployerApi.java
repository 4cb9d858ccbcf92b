package dev.templatedeployer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The HTTP API of a running deployer. Whatever it does not do becomes a [CommandFailed] with the
/// sentence to show.
final class DeployerApi {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /// The most lines of a refusal that are read.
  private static final long MOST_LINES = 1_000;

  private final URI server;
  private final @Nullable String token;
  private final HttpClient client;

  /// @param token the bearer token to send, or null for none
  DeployerApi(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  JsonNode get(ApiPath path) throws CommandFailed, InterruptedException {
    return answer(request(path).GET());
  }

  /// What is there, as text of whatever kind it is.
  String text(ApiPath path) throws CommandFailed, InterruptedException {
    var response = send(request(path).GET());
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    var problem = json(response.body()).flatMap(json -> Problem.in(response.statusCode(), json));
    throw problem.map(Problem::failure).orElseGet(() -> stranger(response));
  }

  /// @param filter what the path asks for, so that a refusal can point at the wrong word; or null
  JsonNode get(ApiPath path, @Nullable String filter) throws CommandFailed, InterruptedException {
    return answer(request(path).GET(), filter);
  }

  JsonNode post(ApiPath path, JsonNode body) throws CommandFailed, InterruptedException {
    return post(path, body, Duration.ZERO);
  }

  /// @param wait how long the service may hold its answer back for the end of what it started
  JsonNode post(ApiPath path, JsonNode body, Duration wait)
      throws CommandFailed, InterruptedException {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    if (wait.isPositive()) {
      request.header("Prefer", "wait=" + wait.toSeconds()).timeout(ANSWER.plus(wait));
    }
    return answer(request);
  }

  /// The lines of an answer that goes on, as they come. An answer that breaks off throws
  /// [java.io.UncheckedIOException] from the stream.
  ///
  /// @param lastEventId where to resume, or null to begin now
  Stream<String> lines(ApiPath path, @Nullable String lastEventId)
      throws CommandFailed, InterruptedException {
    var request = request(path).setHeader("Accept", "text/event-stream, application/problem+json");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<Stream<String>> response;
    try {
      response = client.send(request.GET().build(), BodyHandlers.ofLines());
    } catch (IOException e) {
      throw unreachable(reason(e));
    }
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (var lines = response.body()) {
      var problem =
          json(lines.limit(MOST_LINES).collect(Collectors.joining("\n")))
              .flatMap(json -> Problem.in(response.statusCode(), json));
      if (response.statusCode() == 503 && problem.isPresent()) {
        throw new CommandFailed(ExitCode.UNREACHABLE, problem.get().sentence());
      }
      throw problem.map(Problem::failure).orElseGet(() -> stranger(response));
    }
  }

  private HttpRequest.Builder request(ApiPath path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(path.at(server))
            .timeout(ANSWER)
            .header("Accept", "application/json, application/problem+json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private JsonNode answer(HttpRequest.Builder request) throws CommandFailed, InterruptedException {
    return answer(request, null);
  }

  private JsonNode answer(HttpRequest.Builder request, @Nullable String filter)
      throws CommandFailed, InterruptedException {
    var response = send(request);
    var body = json(response.body());
    if (response.statusCode() / 100 == 2 && body.isPresent()) {
      return body.get();
    }
    var marked =
        body.flatMap(json -> filter == null ? Optional.empty() : FilterText.marked(filter, json));
    if (marked.isPresent()) {
      var sentence = body.flatMap(json -> Json.text(json, "detail")).orElse("This is no filter.");
      throw new CommandFailed(ExitCode.USAGE, sentence + System.lineSeparator() + marked.get());
    }
    var problem = body.flatMap(json -> Problem.in(response.statusCode(), json));
    throw problem.map(Problem::failure).orElseGet(() -> stranger(response));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws CommandFailed, InterruptedException {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(reason(e));
    }
  }

  private static Optional<JsonNode> json(String body) {
    try {
      return Optional.of(Json.read(body)).filter(JsonNode::isContainerNode);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private CommandFailed unreachable(String reason) {
    return new CommandFailed(
        ExitCode.UNREACHABLE,
        "Cannot reach %s: %s. Start one with './deployer dev', or name another with --server."
            .formatted(server, reason));
  }

  /// Something answered that is no deployer, such as a gateway before it.
  private CommandFailed stranger(HttpResponse<?> response) {
    var status = response.statusCode();
    return switch (status) {
      case 502, 503, 504 -> unreachable("a gateway answers %d for it".formatted(status));
      default ->
          new CommandFailed(
              ExitCode.SOFTWARE,
              "%s %s answered %d without saying why. Is there a deployer at %s? Name another with --server."
                  .formatted(
                      response.request().method(), response.request().uri(), status, server));
    };
  }

  private static String reason(IOException e) {
    return switch (e) {
      case HttpConnectTimeoutException _ -> "no connection within " + CONNECT.toSeconds() + " s";
      case HttpTimeoutException _ -> "no answer within " + ANSWER.toSeconds() + " s";
      case ConnectException c when isUnresolved(c) -> "no host has that name";
      case ConnectException _ -> "nothing listens there";
      default -> e.getMessage() == null ? "the connection broke" : e.getMessage();
    };
  }

  private static boolean isUnresolved(Throwable e) {
    return e instanceof UnresolvedAddressException
        || (e.getCause() != null && isUnresolved(e.getCause()));
  }
}
