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
import org.jspecify.annotations.Nullable;

/// The HTTP API of a running deployer. Whatever it does not do becomes a [CommandFailed] with the
/// sentence to show.
final class DeployerApi {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

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
    HttpResponse<String> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(reason(e));
    }
    var body = json(response.body());
    if (response.statusCode() / 100 == 2 && body.isPresent()) {
      return body.get();
    }
    var problem = body.flatMap(json -> Problem.in(response.statusCode(), json));
    throw problem.map(Problem::failure).orElseGet(() -> stranger(response));
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
  private CommandFailed stranger(HttpResponse<String> response) {
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
