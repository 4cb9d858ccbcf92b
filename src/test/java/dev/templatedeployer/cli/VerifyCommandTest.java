package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifyCommandTest {

  static final String BEGUN = running(0, 0);
  static final String CLEAN =
      """
      {"id":"v1","state":"CLEAN","startedBy":"me","startedAt":"2026-03-01T12:00:00Z",
       "endedAt":"2026-03-01T12:00:02.500Z","phase":"done","read":10,"toRead":10,"events":3000,
       "deployments":1000,"canisters":12,"differences":0,"listed":[]}\
      """;

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void saysThatTheLogIsWhole() {
    server
        .answers("POST /v1/verifications", 202, BEGUN)
        .answers("GET /v1/verifications/v1", 200, CLEAN);

    var ended = terminal.run("verify");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            ✔ The log is whole, and everything agrees with it.

              deployments  1,000
              canisters    12
              events       3,000
              took         2.5 s
            """);
    assertThat(server.asked().getFirst().body()).isEqualTo("{}");
  }

  @Test
  void exitsWith7AndNamesWhatIsWrong() {
    server
        .answers("POST /v1/verifications", 202, BEGUN)
        .answers(
            "GET /v1/verifications/v1",
            200,
            """
            {"id":"v1","state":"DIFFERENT","deploymentId":"web-1","startedAt":"2026-03-01T12:00:00Z",
             "endedAt":"2026-03-01T12:00:02Z","events":3,"deployments":1,"canisters":0,"differences":250,
             "listed":[{"kind":"GAP","sentence":"Version 2 is missing.","id":"web-1"}]}\
            """);

    var ended = terminal.run("verify", "--id", "web-1");

    assertThat(ended.code()).isEqualTo(7);
    assertThat(ended.out())
        .isEqualTo(
            """
            ✘ 250 differences were found.

              deployments  1
              events       3
              took         2.0 s

            GAP Version 2 is missing.
            and 249 more; --output json lists 1 of them
            """);
    assertThat(server.asked().getFirst().body()).isEqualTo("{\"deploymentId\":\"web-1\"}");
  }

  @Test
  void showsHowFarItIsAndWhenItWillEnd() {
    server.answers("POST /v1/verifications", 202, BEGUN);
    for (int i = 1; i <= 8; i++) {
      server.answers("GET /v1/verifications/v1", 200, running(i * 100, 1000));
    }
    server.answers("GET /v1/verifications/v1", 200, CLEAN);

    var ended = terminal.onScreen().run("verify");

    assertThat(ended.code()).isZero();
    assertThat(ended.err())
        .contains("Verifying")
        .contains("███████████████████░░░░░ 80 %, about 0 ms left")
        .contains("████████████░░░░░░░░░░░░ 50 %, about 1.0 s left");
  }

  @Test
  void exitsWith1WhenItCouldNotBeFinished() {
    server
        .answers("POST /v1/verifications", 202, BEGUN)
        .answers(
            "GET /v1/verifications/v1",
            200,
            "{\"id\":\"v1\",\"state\":\"BROKEN_OFF\",\"brokenOff\":\"The service stopped.\",\"deployments\":0}");

    var ended = terminal.run("verify");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).startsWith("It could not be finished: The service stopped.\n");
  }

  @Test
  void exitsWith3WhenNobodyKnowsTheDeployment() {
    server
        .answers("POST /v1/verifications", 202, BEGUN)
        .answers(
            "GET /v1/verifications/v1",
            200,
            "{\"id\":\"v1\",\"state\":\"CLEAN\",\"deployments\":0,\"listed\":[]}");

    assertThat(terminal.run("verify", "--id", "nobody"))
        .isEqualTo(
            new Terminal.Ended(
                3,
                "",
                "Verifying\nThere is no deployment 'nobody': neither the log nor anything made from it knows it. Check the id.\n"));
  }

  @Test
  void exitsWith4WhileAnotherOneRuns() {
    server.refuses("POST /v1/verifications", 409, "A verification runs already.");

    assertThat(terminal.run("verify"))
        .isEqualTo(new Terminal.Ended(4, "", "A verification runs already.\n"));
  }

  @Test
  void printsTheAnswerAsItIsForAProgram() {
    server
        .answers("POST /v1/verifications", 202, BEGUN)
        .answers("GET /v1/verifications/v1", 200, "{\"id\":\"v1\",\"state\":\"CLEAN\"}");

    assertThat(terminal.run("verify", "--output", "json").out())
        .isEqualTo("{\"id\":\"v1\",\"state\":\"CLEAN\"}\n");
  }

  private static String running(int read, int toRead) {
    return "{\"id\":\"v1\",\"state\":\"RUNNING\",\"read\":%d,\"toRead\":%d}"
        .formatted(read, toRead);
  }
}
