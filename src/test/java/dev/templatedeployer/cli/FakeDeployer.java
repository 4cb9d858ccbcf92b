package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An HTTP server that answers what it was told to, and remembers what it was asked.
///
/// Several answers to one request are given one after the other; the last one is repeated.
final class FakeDeployer implements AutoCloseable {

  /// What it was asked.
  ///
  /// @param line such as `GET /v1/deployments?limit=2`
  /// @param prefer the `Prefer` header, or empty
  /// @param lastEventId the `Last-Event-ID` header, or empty
  record Asked(String line, String prefer, String lastEventId, String body) {}

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  FakeDeployer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /// @param request such as `GET /v1/deployments?limit=2`
  FakeDeployer answers(String request, int status, String body) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  FakeDeployer refuses(String request, int status, String detail) {
    return answers(
        request,
        status,
        "{\"title\":\"No\",\"status\":%d,\"detail\":\"%s\"}".formatted(status, detail));
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked lastAsked() {
    return asked.getLast();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    var prefer = header(exchange, "Prefer");
    var lastEventId = header(exchange, "Last-Event-ID");
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(new Asked(line, prefer, lastEventId, body));
    var queue = answers.getOrDefault(line, new ArrayDeque<>());
    var answer = queue.size() > 1 ? queue.poll() : queue.peek();
    var given = answer == null ? new Answer(404, "Not told what to answer to " + line) : answer;
    var bytes = given.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(given.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    return String.join(",", exchange.getRequestHeaders().getOrDefault(name, List.of()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
