package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What senders cannot do to others by sending slowly, much, or never.
class SlowRequestsTest {

  static final Duration WELL_OVER_IDLE = RunningApi.LIMITS.idle().multipliedBy(4);

  final RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() throws IOException {
    try (var socket = connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void headersThatNeverEndAreCutOff() throws IOException {
    try (var socket = connect()) {
      send(socket, "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ");

      assertThat(socket.getInputStream().readAllBytes()).asString(US_ASCII).doesNotContain("200");
    }
  }

  @Test
  void aHeadThatDripsIsCutOff() throws IOException {
    try (var socket = connect()) {
      send(socket, "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ");

      assertThat(dripsUntilItIsClosed(socket)).isTrue();
    }
  }

  @Test
  void aSecondHeadThatDripsIsCutOffToo() throws IOException {
    try (var socket = connect()) {
      send(socket, "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 200 OK");
      send(socket, "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ");

      assertThat(dripsUntilItIsClosed(socket)).isTrue();
    }
  }

  @Test
  void anAnswerThatTakesLongIsNotCutOff() {
    var reply =
        api.post(
            "/v1/deployments",
            "{\"template\":\"lock\",\"config\":{},\"owner\":\"alice\"}",
            "Prefer",
            "wait=4"); // twice as long as a head may take

    assertThat(reply.status()).isEqualTo(202);
  }

  @Test
  void othersAreServedWhileManyNeverEnd() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = connect();
        send(socket, "POST /v1/deployments HTTP/1.1\r\nHost: localhost\r\nContent-Le");
        slow.add(socket);
      }

      for (int i = 0; i < 20; i++) {
        assertThat(api.get("/v1/templates").status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aBodyThatIsAnnouncedTooLargeIsNotAwaited() throws IOException {
    try (var socket = connect()) {
      send(
          socket,
          "POST /v1/deployments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{");

      assertThat(firstLine(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aBodyInChunksIsNotReadWithoutEnd() throws IOException {
    try (var socket = connect()) {
      send(
          socket,
          "POST /v1/deployments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 5; i++) {
        send(socket, chunk);
      }

      assertThat(firstLine(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aRequestWithTwoLengthsIsRefused() throws IOException {
    for (String lengths :
        List.of(
            "Content-Length: 2\r\nContent-Length: 3",
            "Content-Length: 2\r\nTransfer-Encoding: chunked")) {
      try (var socket = connect()) {
        send(
            socket,
            "POST /v1/deployments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + lengths
                + "\r\n\r\n{}");

        assertThat(firstLine(socket)).startsWith("HTTP/1.1 400 ");
      }
    }
  }

  @Test
  void theAddressOfARequestIsNotReadWithoutEnd() throws IOException {
    try (var socket = connect()) {
      send(socket, "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertThat(firstLine(socket)).startsWith("HTTP/1.1 414 ");
    }
  }

  /// Sends a byte now and then, far more often than a connection may be silent.
  static boolean dripsUntilItIsClosed(Socket socket) throws IOException {
    socket.setSoTimeout(200);
    long end = System.nanoTime() + WELL_OVER_IDLE.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (socket.getInputStream().read() == -1) {
          return true;
        }
      } catch (SocketTimeoutException _) {
        if (!isSent(socket, "a")) {
          return true;
        }
      } catch (SocketException _) {
        return true; // reset, since bytes came after it was closed
      }
    }
    return false;
  }

  private static boolean isSent(Socket socket, String text) {
    try {
      send(socket, text);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), api.server.port());
    socket.setSoTimeout((int) WELL_OVER_IDLE.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String firstLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c != -1 && c != '\r';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
