package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryCommandTest {

  private final FakeDeployer server = new FakeDeployer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void drawsTheEventsDownALineOfTime() {
    server.answers(
        "GET /v1/deployments/web-42/events",
        200,
        """
        {"items":[
          {"version":1,"type":"Requested","at":"2026-03-01T11:59:00Z","position":"0:17",
           "cause":{"topic":"deployments.commands","partition":3,"offset":512,"commandId":"c-1"},
           "data":{"template":"lock","caller":"backend"}},
          {"version":2,"type":"AttemptFailed","at":"2026-03-01T11:59:00.250Z","position":"0:19",
           "cause":{"topic":"deployments.reports","partition":3,"offset":99},
           "data":{"token":{"attempt":1,"drive":1},"failure":{"code":"NO_QUOTA","message":"No quota left."}}},
          {"version":3,"type":"Dispatched","at":"2026-03-01T11:59:02.500Z","position":"0:21",
           "cause":{"topic":null},"data":{}}]}\
        """);
    var ended = Terminal.with(server).run("history", "web-42");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            TIME                      AFTER       EVENT
            2026-03-01 11:59:00.000Z  +0 ms    ●  1 Requested      template=lock  caller=backend  by deployments.commands[3]@512, command c-1
            2026-03-01 11:59:00.250Z  +250 ms  ●  2 AttemptFailed  token.attempt=1  token.drive=1  failure.code=NO_QUOTA  failure.message=No quota left.  by deployments.reports[3]@99
            2026-03-01 11:59:02.500Z  +2.5 s   ●  3 Dispatched
            """);
  }

  @Test
  void saysWhereTheTimeWent() {
    server.answers(
        "GET /v1/deployments/web-42/events",
        200,
        """
        {"items":[{"version":1,"type":"Requested","at":"2026-03-01T11:59:00Z","data":{}}],
         "durations":{"plannedMillis":2000,"queueMillis":300,"runMillis":1250,"totalMillis":3550,"attempts":[
           {"attempt":1,"drives":2,"plannedMillis":0,"queueMillis":250,"runMillis":1200,"ended":true},
           {"attempt":2,"drives":1,"plannedMillis":2000,"queueMillis":50,"runMillis":50,"ended":false}]}}\
        """);
    assertThat(Terminal.with(server).run("history", "web-42").out())
        .endsWith(
            """

            Where the time went
            ATTEMPT      PLANNED WAIT  QUEUE   RUN
            1, 2 drives  0 ms          250 ms  1.2 s
            2            2.0 s         50 ms   50 ms  under way
            all          2.0 s         300 ms  1.2 s  3.5 s in total
            """);
  }
}
