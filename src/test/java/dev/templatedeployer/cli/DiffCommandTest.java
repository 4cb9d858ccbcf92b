package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiffCommandTest {

  static final String DIFF =
      """
      {"id":"web-42","from":{"asOf":"2026-03-01T11:00:00Z","version":2,"status":"PROCESSING"},
       "to":{"asOf":"2026-03-01T12:00:00Z","version":3,"status":"FAILED"},
       "changes":[{"field":"status","before":"PROCESSING","after":"FAILED"},
                  {"field":"failure.code","after":"NO_QUOTA"}],
       "events":[{"version":3,"type":"Failed","at":"2026-03-01T11:59:00.250Z","position":"0:19",
         "cause":"time","data":{"attempt":1}}]}\
      """;

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void showsFieldsAndEvents() {
    server.answers("GET /v1/deployments/web-42/diff?from=v2", 200, DIFF);

    var ended = terminal.run("diff", "web-42", "--from", "v2");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            web-42

              from  2026-03-01 11:00:00.000Z, version 2  ◐ PROCESSING
              to    2026-03-01 12:00:00.000Z, version 3  ✘ FAILED

            FIELD         BEFORE      AFTER
            status        PROCESSING  FAILED
            failure.code  -           NO_QUOTA

            Events
            TIME                      AFTER     EVENT
            2026-03-01 11:59:00.250Z  +0 ms  ●  3 Failed  attempt=1  by time
            """);
  }

  @Test
  void takesTimesFromNowOn() {
    server.answers(
        "GET /v1/deployments/web-42/diff?from=2026-03-01T10%3A00%3A00Z&to=2026-03-01T11%3A59%3A00Z",
        200, "{\"id\":\"web-42\",\"from\":{},\"to\":{},\"changes\":[],\"events\":[]}");

    assertThat(terminal.run("diff", "web-42", "--from", "-2h", "--to", "-1m").out())
        .endsWith("\nNothing changed.\n");
  }

  @Test
  void refusesWhatIsNoMoment() {
    assertThat(terminal.run("diff", "web-42", "--from", "yesterday"))
        .isEqualTo(
            new Terminal.Ended(
                2,
                "",
                "--from: 'yesterday' is no moment. Name a time such as 2026-03-01T12:00:00Z or -2h, or a version such as v3.\n"));
  }

  @Test
  void printsTheAnswerAsItIsForAProgram() {
    server.answers("GET /v1/deployments/web-42/diff?from=v2&to=v3", 200, "{\"id\":\"web-42\"}");
    assertThat(
            terminal.run("diff", "web-42", "--from", "v2", "--to", "v3", "--output", "json").out())
        .isEqualTo("{\"id\":\"web-42\"}\n");
  }
}
