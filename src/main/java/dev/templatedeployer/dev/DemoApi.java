package dev.templatedeployer.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The API as the demo uses it: like any client would.
final class DemoApi implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = Json.mapper();

  private final URI api;
  private final HttpClient http = HttpClient.newHttpClient();

  DemoApi(URI api) {
    this.api = api;
  }

  /// How `command` of the command line is sent here.
  String command(String command) {
    return "./deployer%s %s".formatted(Greeting.serverOption(api), command);
  }

  /// What was asked for did not come to be. The message is the sentence that the service gave.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /// Asks for a deployment and does not wait for it.
  void submit(String template, Principal owner, String label, String config)
      throws IOException, Refused, InterruptedException {
    post("/v1/deployments", deployment(template, owner, label, config), 0);
  }

  /// Deploys, and waits until the canister is there.
  ///
  /// @return the canister
  Principal deploy(String template, Principal owner, String config)
      throws IOException, Refused, InterruptedException {
    JsonNode ended = post("/v1/deployments", deployment(template, owner, "story", config), 30);
    if (!ended.path("status").asText().equals("COMPLETED")) {
      throw new Refused(
          "The deployment '%s' is %s: %s"
              .formatted(
                  ended.path("id").asText(),
                  ended.path("status").asText(),
                  ended.path("failure").path("message").asText()));
    }
    return new Principal(ended.path("canisterId").asText());
  }

  /// Asks a canister to do something.
  void operate(Principal canister, String operation, Principal by, String arguments)
      throws IOException, Refused, InterruptedException {
    post(
        "/v1/canisters/%s/operations/%s".formatted(canister, operation),
        "{\"by\": \"%s\", \"arguments\": %s}".formatted(by, arguments),
        0);
  }

  private JsonNode post(String path, String body, int waitSeconds)
      throws IOException, Refused, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (waitSeconds > 0) {
      request.header("Prefer", "wait=" + waitSeconds);
    }
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() >= 400) {
      throw new Refused(answer.path("detail").asText() + violations(answer));
    }
    return answer;
  }

  private static String violations(JsonNode problem) {
    var all = new StringBuilder();
    problem
        .path("violations")
        .forEach(violation -> all.append(' ').append(violation.path("message").asText()));
    return all.toString();
  }

  private static String deployment(String template, Principal owner, String label, String config) {
    return """
    {"template": "%s", "owner": "%s", "labels": {"sample": "%s"}, "config": %s}\
    """
        .formatted(template, owner, label, config);
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
