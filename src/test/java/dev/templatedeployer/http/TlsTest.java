package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.http.auth.Proof;
import dev.templatedeployer.settings.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  static final Secret PASSWORD = new Secret(OwnCertificate.PASSWORD);

  @TempDir Path folder;

  @Test
  void isSpokenWithTheCertificateOfTheOperator() throws Exception {
    Path keyStore = OwnCertificate.in(folder);
    try (var api = api(new TlsSettings(keyStore, PASSWORD));
        var client =
            HttpClient.newBuilder().sslContext(OwnCertificate.trusting(keyStore)).build()) {
      var response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("https://localhost:%d/v1/me".formatted(api.server.port())))
                  .build(),
              BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"name\":\"anna\"");
      assertThat(response.sslSession())
          .hasValueSatisfying(session -> assertThat(session.getProtocol()).isEqualTo("TLSv1.3"));
    }
  }

  @Test
  void isNotSpokenInItsOldVersions() throws Exception {
    Path keyStore = OwnCertificate.in(folder);
    var old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.1"});
    try (var api = api(new TlsSettings(keyStore, PASSWORD));
        var client =
            HttpClient.newBuilder()
                .sslContext(OwnCertificate.trusting(keyStore))
                .sslParameters(old)
                .build()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:%d/livez".formatted(api.server.port())))
              .build();

      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void isNotLeftOutByThoseWhoSpeakPlainHttp() throws Exception {
    try (var api = api(new TlsSettings(OwnCertificate.in(folder), PASSWORD));
        var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:%d/livez".formatted(api.server.port())))
              .build();

      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void isNotShakenHandsOnForEver() throws Exception {
    try (var api = api(new TlsSettings(OwnCertificate.in(folder), PASSWORD));
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), api.server.port())) {
      byte[] beginningOfARecord = {22, 3, 1, 2, 0}; // a handshake of 512 bytes
      socket.getOutputStream().write(beginningOfARecord);

      assertThat(SlowRequestsTest.dripsUntilItIsClosed(socket)).isTrue();
    }
  }

  @Test
  void cutsOffAHeadThatDripsAndNoAnswerThatTakesLong() throws Exception {
    Path keyStore = OwnCertificate.in(folder);
    try (var api = api(new TlsSettings(keyStore, PASSWORD));
        var socket =
            OwnCertificate.trusting(keyStore)
                .getSocketFactory()
                .createSocket("127.0.0.1", api.server.port());
        var client =
            HttpClient.newBuilder().sslContext(OwnCertificate.trusting(keyStore)).build()) {
      socket
          .getOutputStream()
          .write("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ".getBytes(US_ASCII));

      assertThat(SlowRequestsTest.dripsUntilItIsClosed(socket)).isTrue();

      var request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:%d/v1/deployments".formatted(api.server.port())))
              .header("Content-Type", "application/json")
              .header("Prefer", "wait=4") // twice as long as a head may take
              .POST(
                  BodyPublishers.ofString(
                      "{\"template\":\"lock\",\"config\":{},\"owner\":\"alice\"}"))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void saysWhatIsWrongWithItsKeyStore() throws Exception {
    Path keyStore = OwnCertificate.in(folder);
    Path nonsense = Files.writeString(folder.resolve("nonsense.p12"), "nonsense");
    for (var wrong :
        List.of(
            new TlsSettings(keyStore, new Secret("other")),
            new TlsSettings(folder.resolve("none.p12"), PASSWORD),
            new TlsSettings(nonsense, PASSWORD))) {
      assertThatThrownBy(() -> start(wrong))
          .isInstanceOf(ServerNotStarted.class)
          .hasMessage(
              "The key store '%s' cannot be used: it cannot be read as PKCS 12 with the password given. Check 'deployer.http.tls.key-store' and its password."
                  .formatted(wrong.keyStore()));
    }
  }

  private static RunningApi api(TlsSettings tls) {
    return new RunningApi(
        _ -> new Proof.Known(new Requester("anna", Set.of(Role.VIEWER, Role.SUBMITTER))),
        settings(tls));
  }

  private static void start(TlsSettings tls) throws ServerNotStarted {
    try (var other = new RunningApi();
        var server = ApiServer.start(settings(tls), other.services())) {
      throw new AssertionError("It listens on " + server.port());
    }
  }

  private static HttpSettings settings(TlsSettings tls) {
    return new HttpSettings(
        "127.0.0.1", 0, List.of(), Share.usual(0), RunningApi.LIMITS, Optional.of(tls), 0);
  }
}
