package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The real program in a small heap, while somebody does to it what they can, all at once: schemas
/// that explode, filters that take long, streams that nobody reads, connections that say nothing.
/// Another sender's deployments, and the probes, do not notice.
@Tag("slow")
class AttackedServiceTest {

  static final Duration ATTACK = Duration.ofSeconds(15);
  static final Duration DEPLOYED_WITHIN = Duration.ofSeconds(2);
  static final Duration PROBED_WITHIN = Duration.ofSeconds(1);
  static final String GLOBS = "*a*b*a*b*a*c,*b*a*b*a*b*d,*a*a*a*a*a*a*e,*ab*ab*ab*f,*a*b*a*b*a*g";
  static final int HEAP_MIB = 256;
  static final int SILENT_CONNECTIONS = 2_000;
  static final String OWNER = "pz7mb-3demv-3gk3d-pobww-k3tua-e";
  static final Topics TOPICS = new Topics("deployments.", "canisters.", 2);

  final List<Socket> sockets = new ArrayList<>();
  final ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor();
  final HttpClient enemy = client(Duration.ofSeconds(30));
  final HttpClient friend = client(Duration.ofSeconds(5));
  final AtomicInteger attacks = new AtomicInteger();
  volatile boolean isOver;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  EmbeddedBroker broker;
  ServiceProcess service;
  int port;
  int probesPort;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    var templates = new ArrayList<TemplateName>();
    for (Template<?> template : ServiceLoader.load(Template.class)) {
      templates.add(new TemplateName(template.name()));
    }
    try (BrokerTopics topics =
        KafkaTopics.at(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      topics.create(TOPICS.all(templates, List.of()), 1);
    }
    ServiceProcess.bootstrap(folder.resolve("bootstrap.log"), broker.bootstrapServers(), "backend");
    port = freePort();
    probesPort = freePort();
    var arguments = new ArrayList<String>(List.of("serve"));
    List.of(
            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
            "deployer.state-dir=" + folder.resolve("state"),
            "deployer.http.port=" + port,
            "deployer.http.probes.port=" + probesPort,
            "deployer.http.auth.mode=dev-tokens",
            "deployer.http.auth.tokens=%s,%s"
                .formatted(token("shop", "submitter"), token("mallory", "submitter+viewer")),
            "deployer.topics.partitions=" + TOPICS.partitions(),
            "deployer.topics.replication=1",
            "templates.probe.enabled=true")
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    service = ServiceProcess.start(folder.resolve("service.log"), HEAP_MIB, arguments);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> get(friend, probesPort, "/readyz", "").statusCode() == 200);
    deploy("warm-up"); // so that the first measured one loads no classes
  }

  @AfterEach
  void stop() throws IOException {
    isOver = true;
    attackers.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
    enemy.shutdownNow();
    friend.shutdownNow();
    service.close();
    broker.close();
  }

  @Test
  void servesOthersWhileSomebodyWithoutATokenDoesWhatTheyCan() throws Exception {
    attackFromOutside();
    assertOthersAreServed();
  }

  @Test
  void servesOthersWhileSomebodyWithATokenDoesWhatTheyCanToo() throws Exception {
    attackFromOutside();
    attackFromInside();
    assertOthersAreServed();
  }

  private void assertOthersAreServed() throws Exception {
    Queue<Duration> probed = new ConcurrentLinkedQueue<>();
    Queue<Duration> deployed = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + ATTACK.toNanos();
    for (int i = 0; System.nanoTime() - end < 0; i++) {
      String id = "shop-" + i;
      deployed.add(timed(() -> deploy(id)));
      for (String probe : List.of("/livez", "/readyz", "/startupz")) {
        probed.add(
            timed(() ->
                assertThat(get(friend, probesPort, probe, "").statusCode())
                    .as(probe)
                    .isEqualTo(200)));
      }
    }
    isOver = true;

    assertThat(service.isAlive()).as(service.log()).isTrue(); // it ends if its heap is full
    assertThat(attacks).as("requests of the attackers").hasPositiveValue();
    assertThat(deployed).allSatisfy(took -> assertThat(took).isLessThan(DEPLOYED_WITHIN));
    assertThat(probed).allSatisfy(took -> assertThat(took).isLessThan(PROBED_WITHIN));
  }

  /// Connections that say nothing, and schemas that explode.
  private void attackFromOutside() throws IOException {
    for (int i = 0; i < SILENT_CONNECTIONS; i++) {
      connect("127.0.0.2", i % 2 == 0 ? port : probesPort);
    }
    String schema = "{\"schema\":\"%s\"}".formatted(explodingSchema().replace("\"", "\\\""));
    String subject = "/registry/subjects/deployments.commands-value";
    again(4, () -> post(enemy, subject + "/versions", schema, ""));
    again(4, () -> post(enemy, subject, schema, ""));
  }

  /// Streams that nobody reads, with much to tell, and filters that take long.
  private void attackFromInside() throws IOException {
    for (int i = 0; i < 100; i++) {
      Socket unread = connect("127.0.0.3", port);
      unread
          .getOutputStream()
          .write(
              "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer mallory\r\n\r\n"
                  .getBytes(US_ASCII));
    }
    AtomicInteger numbers = new AtomicInteger();
    String config = "{\"payload\":\"%s\"}".formatted("x".repeat(100_000));
    again(
        2,
        () ->
            post(
                enemy,
                "/v1/deployments",
                deployment("mallory-" + numbers.incrementAndGet(), labels(), config),
                "mallory"));
    String slow = "/v1/deployments?filter=" + URLEncoder.encode(slowFilter(), UTF_8);
    again(8, () -> get(enemy, port, slow, "mallory"));
  }

  /// Does something again and again in `times` threads, until the attack is over.
  private void again(int times, Request request) {
    for (int i = 0; i < times; i++) {
      attackers.execute(() -> {
        while (!isOver) {
          try {
            request.send();
            attacks.incrementAndGet();
          } catch (IOException _) {
            // turned away
          } catch (InterruptedException _) {
            return;
          }
        }
      });
    }
  }

  private interface Request {
    void send() throws IOException, InterruptedException;
  }

  private static Duration timed(Request request) throws IOException, InterruptedException {
    long began = System.nanoTime();
    request.send();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void deploy(String id) throws IOException, InterruptedException {
    HttpResponse<String> reply =
        post(friend, "/v1/deployments", deployment(id, "", "{}"), "shop", "Prefer", "wait=30");
    assertThat(reply.body()).contains("\"COMPLETED\"");
  }

  private static String deployment(String id, String labels, String config) {
    return "{\"template\":\"probe\",\"id\":\"%s\",\"owner\":\"%s\",\"labels\":{%s},\"config\":%s}"
        .formatted(id, OWNER, labels, config);
  }

  /// All that the slow filter looks at.
  private static String labels() {
    return IntStream.range(0, 32)
        .mapToObj(i -> "\"l%d\":\"%s\"".formatted(i, "ab".repeat(100)))
        .collect(Collectors.joining(","));
  }

  /// 24 terms of globs that match late or never.
  private static String slowFilter() {
    return IntStream.range(0, 24)
        .mapToObj(i -> "label:l%d=%s".formatted(i, GLOBS))
        .collect(Collectors.joining(" "));
  }

  /// Each record has two of the one before by default: 2^40 defaults to be checked.
  private static String explodingSchema() {
    String schema = "{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}";
    for (int i = 1; i <= 40; i++) {
      schema =
          "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":%s,\"default\":{}},{\"name\":\"b\",\"type\":\"R%d\",\"default\":{}}]}"
              .formatted(i, schema, i - 1);
    }
    return schema;
  }

  private HttpResponse<String> post(
      HttpClient client, String path, String body, String token, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(HttpClient client, int port, String path, String token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpClient client(Duration patience) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(patience)
        .build();
  }

  private Socket connect(String from, int to) throws IOException {
    var socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4_096);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), to), 5_000);
    return socket;
  }

  /// A token for development that is the name of who has it.
  private static String token(String name, String roles) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
    return "%s:%s:%s".formatted(name, roles, HexFormat.of().formatHex(digest));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
