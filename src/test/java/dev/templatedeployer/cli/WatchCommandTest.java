package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

  private static final String GET = "GET /v1/stream";
  private static final String GONE = "You may look no more.";

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void printsALineForEachChangeAndComesBackToWhereItWas() {
    server
        .answers(
            GET,
            200,
            """
            retry: 2000

            : all is well
            id: d0:1

            id: d0:2
            event: deployment
            data: {"id":"web-1","status":"COMPLETED","template":"lock","updatedAt":"2026-03-01T11:59:00Z"}

            id: d0:3
            event: deployment
            data: {"id":"cut-off"}
            """)
        .answers(
            GET,
            200,
            """
            event: reset
            data: {}

            id: d0:4
            event: deployment
            data: {"id":"web-2","status":"FAILED","template":"dao","updatedAt":"2026-03-01T11:59:30Z",\
            "failure":{"code":"NO_QUOTA","message":"No quota left."}}

            event: end
            data: {"detail":"The token has expired."}

            """)
        .refuses(GET, 503, "The service is stopping.")
        .refuses(GET, 403, GONE);

    var ended = terminal.run("watch");

    assertThat(ended.out())
        .isEqualTo(
            """
            2026-03-01T11:59:00Z  ✔ COMPLETED   web-1  lock
            2026-03-01T11:59:30Z  ✘ FAILED      web-2  dao  NO_QUOTA: No quota left.
            """);
    assertThat(ended.err())
        .isEqualTo(
            """
            Watching. Ctrl-C ends it.
            The service ended the stream; coming back.
            The service does not remember what happened meanwhile. See './deployer ls'.
            The service ends the stream: The token has expired.
            The service ended the stream; coming back.
            You may look no more.
            """);
    assertThat(ended.code()).isEqualTo(4);
    assertThat(server.asked())
        .extracting(FakeDeployer.Asked::lastEventId)
        .containsExactly("", "d0:2", "d0:4", "d0:4");
  }

  @Test
  void printsJsonForAProgram() {
    server
        .answers(
            GET + "?filter=status%3Afailed%20label%3Ateam%3Dblue",
            200,
            "event: deployment\ndata: {\"id\":\"web-1\"}\n\n")
        .refuses(GET + "?filter=status%3Afailed%20label%3Ateam%3Dblue", 403, GONE);

    var ended = terminal.run("watch status:failed label:team=blue --output json".split(" "));

    assertThat(ended).isEqualTo(new Terminal.Ended(4, "{\"id\":\"web-1\"}\n", GONE + "\n"));
  }

  @Test
  void saysThatNobodyIsThere() {
    server.close();

    assertThat(terminal.run("watch").code()).isEqualTo(8);
  }
}
