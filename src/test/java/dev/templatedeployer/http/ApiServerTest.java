package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.http.RunningApi.Reply;
import dev.templatedeployer.query.QuestionGivenUp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApiServerTest {

  static final String DEPLOYMENTS = "/v1/deployments";

  RunningApi api = new RunningApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Nested
  class EveryAnswer {

    @Test
    void isNeverToBeRunFramedGuessedAtOrKept() {
      for (String path : List.of("/livez", "/nowhere", "/v1/templates", "/%zz")) {
        Reply reply =
            path.equals("/%zz") ? raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n") : api.get(path);

        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Content-Security-Policy"))
            .isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.headers().firstValue("Server")).isEmpty();
        assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      }
    }

    @Test
    void toAProblemNamesTheTraceOfTheRequest() {
      Reply reply =
          api.get(
              "/nowhere", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

      assertThat(reply.body())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Not Found","status":404,\
              "detail":"There is nothing at '/nowhere'. What there is, is listed at '/'.",\
              "instance":"/nowhere","code":"NOT_FOUND","traceId":"0af7651916cd43dd8448eb211c80319c"}\
              """);
    }
  }

  @Nested
  class AMethod {

    @Test
    void thatAPathDoesNotTakeIsRefusedWithThoseThatItTakes() {
      Reply reply = api.send("DELETE", DEPLOYMENTS, "");

      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Method Not Allowed","status":405,\
              "detail":"'/v1/deployments' does not take DELETE. It takes: GET, HEAD, POST, OPTIONS.",\
              "instance":"/v1/deployments","code":"METHOD_NOT_ALLOWED"}\
              """);
    }

    @Test
    void thatNobodyKnowsIsRefused() {
      for (String method : List.of("TRACE", "BREW")) {
        Reply reply = api.send(method, DEPLOYMENTS, "");

        assertThat(reply.status()).isEqualTo(501);
        assertThat(reply.json().path("detail").asText())
            .isEqualTo(
                "The method of the request is not known here. There are: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS.");
      }
    }

    @Test
    void thatAsksForMethodsIsTold() {
      Reply reply = api.send("OPTIONS", DEPLOYMENTS, "");

      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
    }

    @Test
    void thatAsksForTheHeadIsAnsweredLikeOneThatAsksForAll() {
      Reply there = api.send("HEAD", "/v1/templates", "");
      Reply notThere = api.send("HEAD", DEPLOYMENTS + "/web-42", "");

      assertThat(there.status()).isEqualTo(200);
      assertThat(there.header("Content-Length")).isNotEqualTo("0");
      assertThat(there.body()).isEmpty();
      assertThat(notThere.status()).isEqualTo(404);
      assertThat(notThere.body()).isEmpty();
    }
  }

  @Nested
  class ABody {

    @Test
    void thatIsNotJsonIsRefusedWithoutQuotingIt() {
      assertMalformed(
          "{\"template\": \"lock\",\n \"config\": {\"key\": S3CR3T}}",
          "The body is not JSON at line 2, column 20. Check it there and before.");
      assertMalformed(
          "{\"S3CR3T\":1,\"S3CR3T\":2}",
          "The body is not JSON at line 1, column 21. Check it there and before.");
      assertMalformed(
          "{\"a\":1", "The body is not JSON at line 1, column 7. Check it there and before.");
      assertMalformed(
          "{} S3CR3T", "The body is not JSON at line 1, column 4. Check it there and before.");
      assertMalformed("[1]", "The body is JSON, but no object. Send a JSON object.");
      assertMalformed(" ", "The body is empty. Send a JSON object.");
      assertMalformed("", "The body is empty. Send a JSON object.");
      assertMalformed(
          "{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}",
          "The body is nested too deep, or has a number or a name that is too long.");
    }

    @Test
    void thatIsNotUtf8IsRefused() {
      Reply reply =
          raw(
              "POST /v1/deployments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 4\r\n",
              new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'});

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("The body is not UTF-8. Send JSON in UTF-8.");
    }

    @Test
    void ofAnotherMediaTypeIsRefused() {
      for (String type : List.of("text/plain", "application/json; charset=latin1", "x")) {
        Reply reply = api.send("POST", DEPLOYMENTS, "{}", "Content-Type", type);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.header("Accept-Post")).isEqualTo("application/json");
        assertThat(reply.json().path("detail").asText())
            .isEqualTo(
                "The body has to be JSON in UTF-8. Send it with 'Content-Type: application/json'.");
      }
      assertThat(
              api.send(
                      "POST",
                      DEPLOYMENTS,
                      "{}",
                      "Content-Type",
                      "Application/JSON; charset=\"UTF-8\"")
                  .status())
          .isEqualTo(422);
    }

    @Test
    void thatIsTooLargeIsRefused() {
      Reply reply = api.post(DEPLOYMENTS, " ".repeat(256 * 1024 + 1));

      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Content Too Large","status":413,\
              "detail":"The body is larger than 256 KiB. Make it smaller, or let the config refer to what is large.",\
              "instance":"/v1/deployments","code":"TOO_LARGE"}\
              """);
    }

    private void assertMalformed(String body, String sentence) {
      Reply reply = api.post(DEPLOYMENTS, body);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("code").asText()).isEqualTo("MALFORMED_JSON");
      assertThat(reply.json().path("detail").asText()).isEqualTo(sentence);
      assertThat(reply.body()).doesNotContain("S3CR3T");
    }
  }

  @Nested
  class ARequest {

    @Test
    void forSomethingElseThanJsonIsRefused() {
      Reply reply = api.get("/v1/templates", "Accept", "text/html, application/xml;q=0.9");

      assertThat(reply.status()).isEqualTo(406);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("Answers are JSON and nothing else. Ask with 'Accept: application/json'.");
      assertThat(api.get("/v1/templates", "Accept", "text/html, */*;q=0.1").status())
          .isEqualTo(200);
    }

    @Test
    void toAnotherHostNameIsRefused() {
      for (String host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.nip.io:80")) {
        Reply reply = raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\n");

        assertThat(reply.status()).isEqualTo(421);
        assertThat(reply.json().path("detail").asText())
            .isEqualTo(
                "The service does not answer to this host name. It answers to: localhost, 127.0.0.1, [::1]. Add others with 'deployer.http.host-names'.");
      }
      assertThat(raw("GET /livez HTTP/1.1\r\nHost: LOCALHOST:8080\r\n").status()).isEqualTo(200);
    }

    @Test
    void toAHostNameThatWasSetIsServed() {
      api.close();
      api = new RunningApi(List.of("Deployer.example"));

      assertThat(raw("GET /livez HTTP/1.1\r\nHost: deployer.example\r\n").status()).isEqualTo(200);
      assertThat(raw("GET /livez HTTP/1.1\r\nHost: localhost\r\n").status()).isEqualTo(421);
    }

    @Test
    void ofAPageOfAnotherSiteIsRefused() {
      for (String origin :
          List.of("https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1")) {
        Reply reply = api.post("/v1/deployments", "{}", "Origin", origin);

        assertThat(reply.status()).as(origin).isEqualTo(403);
        assertThat(reply.json().path("code").asText()).isEqualTo("FOREIGN_ORIGIN");
        assertThat(api.get("/v1/deployments", "Origin", origin).status()).isEqualTo(403);
      }
      for (String site : List.of("cross-site", "same-site")) {
        assertThat(
                api.get("/v1/stream", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "no-cors").status())
            .isEqualTo(403);
      }
    }

    @Test
    void ofAPageOfItsOwnIsServed() {
      String own = "http://127.0.0.1:" + api.server.port();

      assertThat(api.get("/v1/templates", "Origin", own).status()).isEqualTo(200);
      assertThat(api.get("/v1/templates", "Sec-Fetch-Site", "same-origin").status()).isEqualTo(200);
      assertThat(
              api.get("/v1/templates", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
                  .status())
          .isEqualTo(200); // somebody followed a link
    }

    @Test
    void withTooManyHeadersIsRefused() {
      Reply reply =
          raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(17_000) + "\r\n");

      assertThat(reply.status()).isEqualTo(431);
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Request Header Fields Too Large","status":431,\
              "detail":"The headers of the request are larger than 16 KiB. Send fewer.",\
              "code":"REQUEST_HEADER_FIELDS_TOO_LARGE"}\
              """);
    }

    @Test
    void thatIsNoHttpIsRefused() {
      for (String head :
          List.of(
              "GARBAGE\r\n",
              "GET /%zz HTTP/1.1\r\nHost: localhost\r\n",
              "GET /livez HTTP/1.1\r\n")) {
        Reply reply = raw(head);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem())
            .isEqualTo(
                """
                {"type":"about:blank","title":"Bad Request","status":400,\
                "detail":"The request cannot be understood as HTTP. Check its first line and its headers.",\
                "code":"BAD_REQUEST"}\
                """);
      }
    }

    @Test
    void forAWebSocketIsServedAsIfItWereNone() {
      Reply reply =
          raw(
              """
              GET /livez HTTP/1.1\r
              Host: localhost\r
              Upgrade: websocket\r
              Connection: Upgrade\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              Sec-WebSocket-Version: 13\r
              """);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo("{\"ok\":true}");
      assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void thatDripsItsBodyIsCutOff() {
      Reply reply =
          raw(
              "POST /v1/deployments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n",
              new byte[] {'{'});

      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.json().path("detail").asText())
          .isEqualTo("The body did not arrive in full, or not in time. Send the request again.");
    }
  }

  @Nested
  class AQuestion {

    @Test
    void isAskedInTheNameOfTheSender() {
      api.get(DEPLOYMENTS + "/web-42");

      assertThat(api.deployments.lastAsker).isEqualTo("somebody");
    }

    @Test
    void thatCostsTooMuchIsGivenUp() {
      api.deployments.bug = QuestionGivenUp.takesTooLong(Duration.ofSeconds(2));

      Reply reply = api.get(DEPLOYMENTS + "/web-42");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.json().path("code").asText()).isEqualTo("QUESTION_TOO_LONG");
      assertThat(reply.json().path("detail").asText())
          .startsWith("The question took longer than 2000 ms, which is all that one may take.");
    }
  }

  @Nested
  class ABug {

    @Test
    void isToldWithoutAnythingOfIt() {
      for (Throwable bug :
          List.of(new IllegalStateException("S3CR3T"), new StackOverflowError("S3CR3T"))) {
        api.deployments.bug = bug;

        Reply reply = api.get(DEPLOYMENTS + "/web-42");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.problem())
            .isEqualTo(
                """
                {"type":"about:blank","title":"Server Error","status":500,\
                "detail":"The service has a bug that this request brings out. Look for the trace id '%s' in its log.",\
                "instance":"/v1/deployments/web-42","code":"UNEXPECTED"}\
                """
                    .formatted(reply.json().path("traceId").asText()));
      }
    }
  }

  @Nested
  class AServerThatStops {

    @Test
    void takesNothingNewButStillAnswersQuestions() {
      api.server.stopWriting();

      Reply reply = api.post(DEPLOYMENTS, "{}");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Connection")).isEqualTo("close");
      assertThat(reply.problem())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Service Unavailable","status":503,\
              "detail":"The service is stopping and takes nothing new. Send it again in a moment.",\
              "instance":"/v1/deployments","code":"STOPPING"}\
              """);
      assertThat(api.get("/v1/templates").status()).isEqualTo(200);
    }

    @Test
    void letsRequestsUnderWayFinish() {
      CompletableFuture<Reply> waiting =
          CompletableFuture.supplyAsync(() ->
              api.post(
                  DEPLOYMENTS,
                  "{\"template\":\"lock\",\"config\":{},\"owner\":\"alice\"}",
                  "Prefer",
                  "wait=60"));
      Awaitility.await().until(() -> !api.deployments.commands.isEmpty());

      api.server.close();

      assertThat(waiting)
          .succeedsWithin(Duration.ofSeconds(10))
          .satisfies(reply -> assertThat(reply.status()).isEqualTo(202));
    }
  }

  @Nested
  class AServerThatCannotStart {

    @Test
    void saysThatItsPortIsTaken() throws IOException {
      try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        int port = other.getLocalPort();

        assertThatThrownBy(() -> ApiServer.start(settings("127.0.0.1", port), api.services()))
            .isInstanceOf(ServerNotStarted.class)
            .hasMessage(
                "Port %d on 127.0.0.1 is taken by another program. Stop it or choose another with --port."
                    .formatted(port));
      }
    }

    @Test
    void saysThatItsHostIsNoneOfThisMachine() {
      assertThatThrownBy(() -> ApiServer.start(settings("192.0.2.1", 0), api.services()))
          .isInstanceOf(ServerNotStarted.class)
          .hasMessage(
              "Cannot listen on port 0 of '192.0.2.1': Cannot assign requested address. Check 'deployer.http.host' and 'deployer.http.port'.");
    }

    private HttpSettings settings(String host, int port) {
      return new HttpSettings(
          host, port, List.of(), Share.usual(0), RunningApi.LIMITS, Optional.empty(), 0);
    }
  }

  private Reply raw(String head) {
    return raw(head, new byte[0]);
  }

  /// Sends bytes as they are, and reads until the server has nothing more to say.
  private Reply raw(String head, byte[] body) {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), api.server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return RawReply.of(new String(socket.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
