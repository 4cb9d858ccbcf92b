package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GetCommandTest {

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void showsEverythingKnown() {
    server.answers("GET /v1/deployments/web-42", 200, Deployments.COMPLETED);
    var ended = terminal.run("get", "web-42");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            web-42  ✔ COMPLETED

              template       lock 1.0.0
              owner          alice
              caller         backend
              canister       rrkah-fqaaa-aaaaa-aaaaq-cai
              labels         team=blue
              details        shard=7
              deadline       2026-03-01 13:00:00Z (in 60 min)
              created        2026-03-01 11:56:59Z (3 min ago)
              started        2026-03-01 11:57:02Z (2 min ago)
              updated        2026-03-01 11:57:03Z (2 min ago)
              config digest  ab12

            Attempts
              ATTEMPT     STARTED                           TOOK    RESULT
              1, drive 2  2026-03-01 11:57:00Z (3 min ago)  250 ms  NO_QUOTA: No quota left.
              2           2026-03-01 11:57:02Z (2 min ago)  1.5 s   success

            Config
              {
                "amount" : "1000"
              }
            """);
  }

  @Test
  void showsWhyOneFailed() {
    server.answers("GET /v1/deployments/web-43", 200, Deployments.FAILED);
    assertThat(terminal.run("get", "web-43").out())
        .isEqualTo(
            """
            web-43  ✘ FAILED

              template  lock
              failure   NO_QUOTA: No quota left.
              created   2026-03-01 11:00:00Z (60 min ago)
            """);
  }

  @Test
  void showsWhoIsCancelling() {
    server.answers(
        "GET /v1/deployments/web-44",
        200,
        """
        {"id":"web-44","status":"PROCESSING","template":"dao",
         "cancel":{"by":"alice","reason":"ordered twice","at":"2026-03-01T11:59:57Z"}}\
        """);
    assertThat(terminal.run("get", "web-44").out())
        .contains("  cancelled  by alice: ordered twice, 2026-03-01 11:59:57Z (3 s ago)\n");
  }

  @Test
  void saysOfAPastStateThatItIsOne() {
    server.answers(
        "GET /v1/deployments/web-43?asOf=2026-03-01T11%3A58%3A00Z",
        200,
        """
        {"id":"web-43","status":"PENDING","version":1,"template":"lock","asOf":"2026-03-01T11:58:00Z",
         "latestVersion":4}\
        """);
    assertThat(terminal.run("get", "web-43", "--as-of", "-2m").out())
        .isEqualTo(
            """
            web-43  ○ PENDING

            This is the past: as it was on 2026-03-01 11:58:00Z (2 min ago), at version 1 of 4.

              template  lock
            """);
  }

  @Test
  void asksForAVersion() {
    server.answers("GET /v1/deployments/web-43?asOfVersion=2", 200, Deployments.FAILED);
    assertThat(terminal.run("get", "web-43", "--as-of-version", "2").code()).isZero();
  }

  @Test
  void printsTheAnswerAsItIsForAProgram() {
    server.answers("GET /v1/deployments/web-42", 200, Deployments.PENDING);
    assertThat(terminal.run("--output", "json", "get", "web-42"))
        .isEqualTo(new Terminal.Ended(0, Deployments.PENDING + "\n", ""));
  }

  @Test
  void exitsWith3WhenThereIsNone() {
    server.refuses("GET /v1/deployments/a%2Fb%20c", 404, "There is no deployment 'a/b c'.");
    assertThat(terminal.run("get", "a/b c"))
        .isEqualTo(new Terminal.Ended(3, "", "There is no deployment 'a/b c'.\n"));
  }
}
