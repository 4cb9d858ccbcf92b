package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/// Somebody who uses the API and waits for the end of what it asks for.
///
/// @param api where it is
record ApiUser(URI api, HttpClient http) implements AutoCloseable {

  ApiUser(URI api) {
    this(api, HttpClient.newHttpClient());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return post(path, body, "wait=30");
  }

  /// @param preference how long to wait for an end, such as `wait=30`
  HttpResponse<String> post(String path, String body, String preference) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Content-Type", "application/json")
            .header("Prefer", preference)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(api + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// The text of the first field `name` in `json`.
  static String field(String json, String name) {
    var matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
    assertThat(matcher.find()).as("'%s' in %s", name, json).isTrue();
    return matcher.group(1);
  }

  @Override
  public void close() {
    http.close();
  }
}
