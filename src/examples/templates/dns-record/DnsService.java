import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A DNS that keeps its records in memory, as an example of a service that a template calls:
/// `DNS_TOKEN=... java DnsService.java 8053`.
///
/// ```text
/// POST /zones/{zone}/records   202, and Location: /operations/{key}
/// GET  /operations/{key}       200 {"status": "PENDING"}, and from the second time on "LIVE"
/// GET  /records                200, one line for each: key, name and address
/// ```
///
/// What makes it fit for a template: the same `Idempotency-Key` never makes a second record,
/// however often and from wherever it comes, and is refused with another name or address.
public final class DnsService {

  private static final Pattern RECORDS_OF_ZONE = Pattern.compile("/zones/([a-z0-9.-]+)/records");
  private static final Pattern OPERATION = Pattern.compile("/operations/([a-z0-9-]+)");

  private final String token;
  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

  /// @param asked how often somebody asked whether it is live
  private record Entry(String fqdn, String address, AtomicInteger asked) {}

  private record Reply(int status, String type, String body, Optional<String> location) {

    static Reply problem(int status, String detail) {
      return new Reply(
          status,
          "application/problem+json",
          "{\"detail\": \"%s\"}".formatted(detail),
          Optional.empty());
    }

    static Reply ok(String type, String body) {
      return new Reply(200, type, body, Optional.empty());
    }
  }

  private DnsService(String token) {
    this.token = token;
  }

  /// Starts it and says where.
  ///
  /// @param arguments the port; 0 takes one that is free
  public static void main(String[] arguments) throws IOException {
    HttpServer server = start(Integer.parseInt(arguments[0]), System.getenv("DNS_TOKEN"));
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Starts it on this machine only.
  ///
  /// @param token what callers have to show
  public static HttpServer start(int port, String token) throws IOException {
    var dns = new DnsService(token);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", dns::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      reply.location().ifPresent(at -> exchange.getResponseHeaders().set("Location", at));
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher zone = RECORDS_OF_ZONE.matcher(path);
    Matcher operation = OPERATION.matcher(path);
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return Reply.problem(401, "Show your token.");
    }
    return switch (exchange.getRequestMethod()) {
      case String post when post.equals("POST") && zone.matches() ->
          create(zone.group(1), exchange);
      case String get when get.equals("GET") && operation.matches() -> status(operation.group(1));
      case String get when get.equals("GET") && path.equals("/records") ->
          Reply.ok("text/plain", list());
      default -> Reply.problem(404, "There is nothing here.");
    };
  }

  private Reply create(String zone, HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String config = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Optional<String> name = field("name", config);
    Optional<String> address = field("address", config);
    if (key == null || name.isEmpty() || address.isEmpty()) {
      return Reply.problem(400, "A key, a name and an address are needed.");
    }
    var wanted = new Entry(name.get() + "." + zone, address.get(), new AtomicInteger());
    Entry kept = entries.computeIfAbsent(key, _ -> wanted);
    if (!kept.fqdn().equals(wanted.fqdn()) || !kept.address().equals(wanted.address())) {
      return Reply.problem(422, "This key was used for another record.");
    }
    return new Reply(202, "text/plain", "", Optional.of("/operations/" + key));
  }

  private Reply status(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Reply.problem(404, "There is no such operation.");
    }
    String status = entry.asked().incrementAndGet() < 2 ? "PENDING" : "LIVE";
    return Reply.ok(
        "application/json",
        "{\"status\": \"%s\", \"fqdn\": \"%s\", \"address\": \"%s\"}"
            .formatted(status, entry.fqdn(), entry.address()));
  }

  private String list() {
    var lines = new StringBuilder();
    for (Map.Entry<String, Entry> each : new TreeMap<>(entries).entrySet()) {
      lines.append(
          "%s %s %s\n".formatted(each.getKey(), each.getValue().fqdn(), each.getValue().address()));
    }
    return lines.toString();
  }

  private static Optional<String> field(String name, String json) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([a-z0-9.-]+)\"").matcher(json);
    return field.find() ? Optional.of(field.group(1)) : Optional.empty();
  }
}
