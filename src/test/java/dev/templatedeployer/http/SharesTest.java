package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.http.auth.Authentication;
import dev.templatedeployer.http.auth.Proof;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What one sender cannot take from the others, however much of it it wants.
class SharesTest {

  static final String[] PROBES = {"/livez", "/readyz", "/startupz"};
  static final String GREEDY = "127.0.0.2";
  static final String HONEST = "127.0.0.1";
  static final Share SMALL = new Share(0, 2, 20);

  final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  final List<Socket> sockets = new ArrayList<>();
  RunningApi api = new RunningApi(List.of(), this::nameAsItIs, SMALL);

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    api.close();
  }

  @Test
  void aSilentAddressTakesNoMoreThanItsConnections() throws IOException {
    for (int i = 0; i < SMALL.connections(); i++) {
      connect(GREEDY, api.server.port());
    }
    assertThat(line(connect(GREEDY, api.server.port()))).isEmpty(); // closed at once

    assertThat(status(HONEST, api.server.port(), "/v1/templates")).isEqualTo(200);
    sockets.getFirst().close();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> status(GREEDY, api.server.port(), "/livez") == 200);
  }

  @Test
  void aSilentAddressKeepsNoProbeFromItsAnswer() throws IOException {
    for (int i = 0; i < 200; i++) {
      connect(GREEDY, api.server.probesPort());
    }

    for (String probe : PROBES) {
      assertThat(status(HONEST, api.server.probesPort(), probe)).isEqualTo(200);
    }
  }

  /// More than the listener for the probes takes at all: those who say nothing go soon.
  @Test
  void manySilentAddressesKeepNoProbeFromItsAnswerForLong() throws IOException {
    for (int i = 0; i < 400; i++) {
      connect("127.0.1." + (1 + i % 100), api.server.probesPort());
    }

    long asked = System.nanoTime();
    assertThat(status(HONEST, api.server.probesPort(), "/livez")).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aSenderWhoWaitsOftenIsToldToWaitAndOthersAreNot() {
    List<CompletableFuture<Integer>> waiting =
        List.of(waitForAnOutcome("greedy", 1), waitForAnOutcome("greedy", 2));
    await().atMost(Duration.ofSeconds(10)).until(() -> isTurnedAway("greedy"));

    Reply refused = api.get("/v1/templates", "Authorization", "greedy");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.json().path("detail").asText()).contains("'deployer.http.requests-at-once'");
    assertThat(api.get("/v1/templates", "Authorization", "honest").status()).isEqualTo(200);

    waiting.forEach(CompletableFuture::join);
    await().atMost(Duration.ofSeconds(10)).until(() -> !isTurnedAway("greedy"));
  }

  @Test
  void probesAreAnsweredWhenAllPlacesAreTaken() throws IOException {
    var answers = new ConcurrentLinkedQueue<Integer>();
    for (int i = 0; i < SMALL.requestsOfAll() + SMALL.requestsAtOnce(); i++) {
      var _ = waitForAnOutcome("sender-" + i / SMALL.requestsAtOnce(), i).thenAccept(answers::add);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> answers.size() == SMALL.requestsAtOnce()); // the rest hold all places

    assertThat(answers).containsOnly(503);
    assertThat(status(HONEST, api.server.port(), "/v1/templates")).isEqualTo(503);
    assertThat(status(HONEST, api.server.port(), "/livez")).isEqualTo(200);
    assertThat(status(HONEST, api.server.probesPort(), "/livez")).isEqualTo(200);
  }

  @Test
  void withoutTokensAnAddressIsASender() throws IOException {
    api.close();
    api = new RunningApi(List.of(), Authentication.everybodyIs("api"), SMALL);
    var _ = List.of(waitForAnOutcome("", 1), waitForAnOutcome("", 2));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> status(HONEST, api.server.port(), "/v1/templates") == 429);

    assertThat(status(GREEDY, api.server.port(), "/v1/templates")).isEqualTo(200);
  }

  @Test
  void whatIsOpenToAllIsAskedForSoOftenAndProbesAlways() throws IOException {
    api.close();
    api = new RunningApi(List.of(), this::nameAsItIs, Share.usual(0));
    int refused = 0;
    for (int i = 0; i < 1_000 && refused == 0; i++) {
      refused += api.get("/registry/subjects").status() == 429 ? 1 : 0;
    }

    assertThat(refused).isPositive();
    for (String path : List.of("/", "/openapi.json", "/asyncapi.yaml", "/metrics")) {
      assertThat(status(GREEDY, api.server.port(), path)).isEqualTo(200);
    }
    for (int i = 0; i < 300; i++) {
      assertThat(api.get("/livez").status()).isEqualTo(200);
    }
  }

  /// Templates run on virtual threads, and requests that compute could take all of their carriers.
  @Test
  void requestsRunOnThreadsOfThePlatform() {
    api.get("/v1/templates");

    assertThat(threads).isNotEmpty().noneMatch(Thread::isVirtual);
  }

  @Test
  void theProbesAnswerNothingElse() throws IOException {
    assertThat(status(HONEST, api.server.probesPort(), "/v1/templates")).isEqualTo(404);
    assertThat(status(HONEST, api.server.probesPort(), "/metrics")).isEqualTo(404);
  }

  @Test
  void theProbesTellWhatIsWrong() throws IOException {
    api.checks.add(new Health.Check("topics", false, "A topic is missing."));

    assertThat(status(HONEST, api.server.probesPort(), "/readyz")).isEqualTo(503);
  }

  private Proof nameAsItIs(@Nullable String authorization) {
    threads.add(Thread.currentThread());
    return new Proof.Known(
        new Requester(authorization == null ? "somebody" : authorization, Set.of(Role.ADMIN)));
  }

  private boolean isTurnedAway(String sender) {
    return api.get("/v1/templates", "Authorization", sender).status() == 429;
  }

  /// Holds a place for three seconds.
  private CompletableFuture<Integer> waitForAnOutcome(String sender, int number) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/v1/deployments".formatted(api.server.port())))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=3")
            .POST(
                BodyPublishers.ofString(
                    "{\"template\":\"lock\",\"id\":\"web-%d\",\"config\":{},\"owner\":\"alice\"}"
                        .formatted(number)));
    if (!sender.isEmpty()) {
      request.header("Authorization", sender);
    }
    return api.client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(response -> response.statusCode());
  }

  private int status(String from, int port, String path) throws IOException {
    Socket socket = connect(from, port);
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .formatted(path)
                .getBytes(US_ASCII));
    String line = line(socket);
    socket.close();
    return line.isEmpty() ? 0 : Integer.parseInt(line.split(" ", 3)[1]);
  }

  private Socket connect(String from, int port) throws IOException {
    var socket = new Socket();
    sockets.add(socket);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 5_000);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String line(Socket socket) throws IOException {
    var line = new StringBuilder();
    try {
      for (int c = socket.getInputStream().read(); c != -1 && c != '\r'; ) {
        line.append((char) c);
        c = socket.getInputStream().read();
      }
    } catch (SocketException _) {
      return ""; // reset
    }
    return line.toString();
  }
}
