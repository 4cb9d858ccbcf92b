package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Speaks the REST API of Confluent's schema registry, which other registries have too.
/// Thread-safe.
final class RegistryClient implements AutoCloseable {

  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryAddress address;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// What the registry said.
  record Answer(int status, JsonNode json) {
    boolean isOk() {
      return status == 200;
    }

    /// Its own words for what is wrong, as the end of a sentence.
    String problem() {
      return "%d %s".formatted(status, json.path("message").asText("without a message"));
    }
  }

  RegistryClient(RegistryAddress address) {
    this.address = address;
  }

  RegistryAddress address() {
    return address;
  }

  /// The path of `subject`, whatever characters it has.
  static String subject(String subject) {
    return "/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20");
  }

  /// Asks within `limit`, the reading of the answer included.
  ///
  /// @throws RegistryException if no answer came, or one that is not JSON
  Answer get(String path, Duration limit) throws RegistryException, InterruptedException {
    return send(request(path).GET().build(), limit);
  }

  /// Sends `body` within `limit`, the reading of the answer included.
  ///
  /// @throws RegistryException if no answer came, or one that is not JSON
  Answer post(String path, JsonNode body, Duration limit)
      throws RegistryException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", CONTENT_TYPE)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build(),
        limit);
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(address.resolve(path)).header("Accept", CONTENT_TYPE);
    address.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private Answer send(HttpRequest request, Duration limit)
      throws RegistryException, InterruptedException {
    CompletableFuture<Answer> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES))
            .thenApply(response -> new Answer(response.statusCode(), json(response.body())));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RegistryException(
          "The schema registry at '%s' did not answer within %s. Is it running, and is that its address?"
              .formatted(address, limit));
    } catch (ExecutionException e) {
      throw new RegistryException(
          "The schema registry at '%s' cannot be reached: %s. Is it running, and is that its address?"
              .formatted(address, describe(e)));
    } finally {
      answer.cancel(true);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(new String(body, UTF_8));
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }

  private static String describe(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
