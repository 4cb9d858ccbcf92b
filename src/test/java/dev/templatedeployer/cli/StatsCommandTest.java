package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatsCommandTest {

  private static final String STATISTICS =
      """
      {"from":"2026-03-01T11:55:00Z","to":"2026-03-01T12:00:00Z","stepSeconds":60,
        "backlogAt":"2026-03-01T12:00:00Z","templates":[
        {"template":"dao","paused":false,"deployments":{},"backlog":0,
          "outcomes":{"completed":0,"failed":0,"cancelled":0},"steps":[]},
        {"template":"lock","paused":true,"deployments":{"PENDING":3,"COMPLETED":17},
          "oldestPending":{"id":"web-1","createdAt":"2026-03-01T11:59:48Z","ageMillis":12000},
          "backlog":4,"outcomes":{"completed":17,"failed":2,"cancelled":1,
          "totalMillis":{"p50":40,"p95":2300},"runMillis":{"p50":12,"p95":600}},
          "steps":[
            {"from":"2026-03-01T11:55:00Z","completed":14,"failed":0,"cancelled":0},
            {"from":"2026-03-01T11:57:00Z","completed":0,"failed":2,"cancelled":0},
            {"from":"2026-03-01T12:00:00Z","completed":3,"failed":0,"cancelled":1}]}]}\
      """;

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void areALineForEachTemplate() {
    server.answers("GET /v1/statistics?since=5m&step=1m", 200, STATISTICS);
    var ended = terminal.run("stats", "--since", "5m", "--step", "1m");
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .isEqualTo(
            """
            2026-03-01T11:55:00Z to 2026-03-01T12:00:00Z, a column of OUTCOMES is 1 min

            TEMPLATE       COMPLETED  FAILED  CANCELLED  PER MIN  P50    P95    PENDING  OLDEST  BACKLOG  OUTCOMES
            dao            0          0       0          0.0      -      -      0        -       0        ▁▁▁▁▁▁
            lock (paused)  17         2       1          4.0      40 ms  2.3 s  3        12.0 s  4        █▁▂▁▁▃
            """);
  }

  @Test
  void areAllOfThemForAProgram() {
    server.answers("GET /v1/statistics?template=lock", 200, STATISTICS);
    var ended = terminal.run("stats", "--template", "lock", "--output", "json");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("\"ageMillis\":12000").endsWith("\n").doesNotContain("\n  ");
  }

  @Test
  void areRedWhereSomethingFailed() {
    server.answers("GET /v1/statistics", 200, STATISTICS);
    assertThat(terminal.onScreen().run("stats").out())
        .contains("\u001b[31m2\u001b[0m", "\u001b[31m▂\u001b[0m", "\u001b[33m (paused)\u001b[0m");
  }

  @Test
  void sayWhyTheBacklogIsMissing() {
    server.answers(
        "GET /v1/statistics",
        200,
        STATISTICS
            .replace("\"backlogAt\":\"2026-03-01T12:00:00Z\"", "\"backlogProblem\":\"No answer.\"")
            .replace("\"backlog\":4,", ""));
    var ended = terminal.run("stats");
    assertThat(ended.out()).contains("12.0 s  ?        █");
    assertThat(ended.err()).isEqualTo("No answer.\n");
  }

  @Test
  void areRefusedAsTheServerRefusesThem() {
    server.refuses("GET /v1/statistics?since=soon", 400, "'since' has to be a duration.");
    var ended = terminal.run("stats", "--since", "soon");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("'since' has to be a duration.");
  }

  @Test
  void fitInAFewColumnsHoweverManyStepsThereAre() {
    server.answers(
        "GET /v1/statistics?since=24h",
        200,
        STATISTICS
            .replace("2026-03-01T11:55:00Z\",\"to", "2026-02-28T12:00:00Z\",\"to")
            .replace("\"from\":\"2026-03-01T11:57:00Z\"", "\"from\":\"2026-02-28T12:00:00Z\""));
    var ended = terminal.run("stats", "--since", "24h");
    assertThat(ended.out()).contains("a column of OUTCOMES is 47 min");
    assertThat(ended.out().lines().toList().getLast()).matches(".* 4 +▂▁{29}█");
  }
}
