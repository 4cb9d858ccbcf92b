package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A schema registry that takes in everything, and can be made to misbehave.
final class FakeRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new TreeMap<>();
  private final HttpServer server;
  private volatile Function<String, RegistryEndpoint.@Nullable Answer> mood = _ -> null;
  volatile @Nullable String authorization;

  FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:%d/base/".formatted(server.getAddress().getPort()));
  }

  RegistryAddress address() {
    return new RegistryAddress(url(), null, null);
  }

  /// Has `mood` answer instead, where it gives an answer. It is asked with method and path.
  void misbehave(Function<String, RegistryEndpoint.@Nullable Answer> mood) {
    this.mood = mood;
  }

  /// Registers `schema` as somebody else would, and gives its id.
  synchronized int register(String subject, String schema) {
    int id = schemas.indexOf(schema);
    if (id < 0) {
      schemas.add(schema);
      id = schemas.size() - 1;
    }
    List<Integer> ids = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
    if (!ids.contains(id)) {
      ids.add(id);
    }
    return 100 + id;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().replaceFirst("^/base", "");
    String request = exchange.getRequestMethod() + " " + path;
    requests.add(request);
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    RegistryEndpoint.Answer odd = mood.apply(request);
    RegistryEndpoint.Answer answer = odd == null ? sane(path, body, request) : odd;
    byte[] bytes = answer.json().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized RegistryEndpoint.Answer sane(String path, String body, String request)
      throws IOException {
    String[] parts = path.split("/", -1);
    String subject = parts.length > 2 ? URLDecoder.decode(parts[2], UTF_8) : "";
    if (request.matches("GET /schemas/ids/[0-9]+")) {
      int index = Integer.parseInt(parts[3]) - 100;
      return index >= 0 && index < schemas.size()
          ? ok(JSON.createObjectNode().put("schema", schemas.get(index)))
          : notFound(40403, "Schema not found");
    }
    if (request.matches("POST /subjects/[^/]+")) {
      int index = schemas.indexOf(JSON.readTree(body).path("schema").asText());
      return index >= 0 && subjects.getOrDefault(subject, List.of()).contains(index)
          ? ok(JSON.createObjectNode().put("id", 100 + index))
          : notFound(40401, "Subject not found");
    }
    if (request.matches("POST /subjects/[^/]+/versions")) {
      int id = register(subject, JSON.readTree(body).path("schema").asText());
      return ok(JSON.createObjectNode().put("id", id));
    }
    if (request.matches("GET /subjects/[^/]+/versions")) {
      var versions = JSON.createArrayNode();
      for (int i = 1; i <= subjects.getOrDefault(subject, List.of()).size(); i++) {
        versions.add(i);
      }
      return ok(versions);
    }
    int index = subjects.getOrDefault(subject, List.of()).get(Integer.parseInt(parts[4]) - 1);
    return ok(JSON.createObjectNode().put("id", 100 + index).put("schema", schemas.get(index)));
  }

  private static RegistryEndpoint.Answer ok(JsonNode json) {
    return new RegistryEndpoint.Answer(200, json.toString());
  }

  private static RegistryEndpoint.Answer notFound(int code, String message) {
    return new RegistryEndpoint.Answer(
        404, JSON.createObjectNode().put("error_code", code).put("message", message).toString());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
