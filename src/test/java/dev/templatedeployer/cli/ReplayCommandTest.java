package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {

  static final String GET = "GET /v1/replays/k3v9x2p7q4";
  static final String APPROVE = "POST /v1/replays/k3v9x2p7q4/approve";
  static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  final FakeDeployer server = new FakeDeployer();
  final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  static String replay(String state, int completed, int failed, int open) {
    return """
    {"id":"k3v9x2p7q4","state":"%s","settled":%s,"filter":"template:lock code:NO_QUOTA",\
    "reason":"the quota was raised","by":"ann","count":42,"ended":%d,\
    "createdAt":"2026-03-01T11:59:57Z","updatedAt":"2026-03-01T12:00:00Z",\
    "counts":{"WAITING":%d,"OPEN":%d,"COMPLETED":%d,"FAILED":%d,"CANCELLED":0,"SKIPPED":0,"REFUSED":0,"NOT_STARTED":0},\
    "version":3,"digest":"%s","leftOut":3,"canaryPassed":false,\
    "limits":{"rate":10.0,"concurrency":50,"stopAtFailureRatio":0.5,"canary":3},\
    "groups":[{"template":"lock","code":"NO_QUOTA","fingerprint":"0a1b","message":"No quota left.","count":42}],\
    "sample":[{"number":1,"id":"web-1","template":"lock","plannedVersion":4,"failureCode":"NO_QUOTA","fingerprint":"0a1b","result":"WAITING"}],\
    "steps":[{"what":"PLANNED","at":"2026-03-01T11:59:57Z","by":"ann","reason":"the quota was raised"}]}\
    """
        .formatted(
            state,
            state.equals("FINISHED") || (state.equals("STOPPED") && open == 0),
            completed + failed,
            42 - completed - failed - open,
            open,
            completed,
            failed,
            DIGEST);
  }

  @Nested
  class Plan {

    @Test
    void showsExactlyWhatWouldRunAndWhatToTypeNext() {
      server.answers("POST /v1/replays", 201, replay("PLANNED", 0, 0, 0));

      var ended =
          terminal.run(
              "replay", "plan", "template:lock code:NO_QUOTA", "--reason", "the quota was raised");

      assertThat(ended.code()).isZero();
      assertThat(ended.out())
          .isEqualTo(
              """
              Replay k3v9x2p7q4  ○ PLANNED, nothing runs yet

                42 failed deployments, exactly these.

                filter      template:lock code:NO_QUOTA
                reason      the quota was raised
                planned by  ann, 2026-03-01 11:59:57Z (3 s ago)
                left out    3 that the filter lets through too, but that are not FAILED
                limits      10 a second, at most 50 under way at once, the first 3 alone as the canary, stops when 50 % failed again
                digest      9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

                DEPLOYMENTS  TEMPLATE  FAILED WITH  SUCH AS
                         42  lock      NO_QUOTA     No quota left.

                first web-1 (version 4), and 41 more

              Next
                ./deployer replay approve k3v9x2p7q4 --follow      let it run, and watch it
                ./deployer replay stop k3v9x2p7q4 --reason WHY     drop the plan
              """);
      assertThat(server.lastAsked().body())
          .isEqualTo(
              "{\"filter\":\"template:lock code:NO_QUOTA\",\"reason\":\"the quota was raised\",\"limits\":{}}");
    }

    @Test
    void passesOnItsLimits() {
      server.answers("POST /v1/replays", 201, replay("PLANNED", 0, 0, 0));

      terminal.run(
          ("replay plan template:lock --reason why --rate 0.5 --concurrency 7 --canary 0"
                  + " --stop-at-failure-ratio 0.25")
              .split(" "));

      assertThat(server.lastAsked().body())
          .endsWith(
              "\"limits\":{\"rate\":0.5,\"concurrency\":7,\"stopAtFailureRatio\":0.25,\"canary\":0}}");
    }

    @Test
    void exitsWith4IfItIsRefused() {
      server.refuses("POST /v1/replays", 422, "The filter is empty.");

      assertThat(terminal.run("replay", "plan", " ", "--reason", "why"))
          .isEqualTo(new Terminal.Ended(4, "", "The filter is empty.\n"));
    }
  }

  @Nested
  class Approve {

    @Test
    void asksForTheExactNumber() {
      server.answers(GET, 200, replay("PLANNED", 0, 0, 0));
      server.answers(APPROVE, 200, replay("RUNNING", 0, 0, 3));

      var ended = terminal.onScreen().typing("42\n").run("replay", "approve", "k3v9x2p7q4");

      assertThat(ended.code()).isZero();
      assertThat(ended.err())
          .contains("This retries 42 deployments. Type 42 to go on, or nothing to leave it.");
      assertThat(server.lastAsked().body())
          .isEqualTo(
              "{\"count\":42,\"digest\":\"%s\",\"reason\":\"the quota was raised\"}"
                  .formatted(DIGEST));
    }

    @Test
    void leavesItAtAnyOtherAnswer() {
      server.answers(GET, 200, replay("PLANNED", 0, 0, 0));

      var ended = terminal.onScreen().typing("yes\n").run("replay", "approve", "k3v9x2p7q4");

      assertThat(ended.code()).isEqualTo(4);
      assertThat(ended.err()).endsWith("Nothing was approved.\n");
      assertThat(server.asked()).hasSize(1);
    }

    @Test
    void doesNotAskAScript() {
      server.answers(GET, 200, replay("PLANNED", 0, 0, 0));

      assertThat(terminal.run("replay", "approve", "k3v9x2p7q4"))
          .isEqualTo(
              new Terminal.Ended(
                  2,
                  "",
                  "This would retry 42 deployments, and there is nobody to ask. Add --yes --count 42.\n"));
    }

    @Test
    void namesTheNumberThatAScriptMeans() {
      server.answers(GET, 200, replay("PLANNED", 0, 0, 0));
      server.refuses(APPROVE, 409, "It has 42 items, and the approval is for 41.");

      var ended = terminal.run("replay", "approve", "k3v9x2p7q4", "--yes", "--count", "41");

      assertThat(ended.code()).isEqualTo(4);
      assertThat(server.lastAsked().body()).startsWith("{\"count\":41,");
    }

    @Test
    void followsItToItsEnd() {
      server.answers(GET, 200, replay("PLANNED", 0, 0, 0));
      server.answers(APPROVE, 200, replay("RUNNING", 0, 0, 3));
      server.answers(GET, 200, replay("RUNNING", 10, 0, 5));
      server.answers(GET, 200, replay("RUNNING", 11, 0, 5));
      server.answers(GET, 200, replay("FINISHED", 42, 0, 0));

      var ended = terminal.run("replay", "approve", "k3v9x2p7q4", "--yes", "--follow");

      assertThat(ended.code()).isZero();
      assertThat(ended.err())
          .isEqualTo(
              """
              RUNNING: 0 of 42 ended, 0 completed, 0 failed, 0 skipped.
              RUNNING: 10 of 42 ended, 10 completed, 0 failed, 0 skipped.
              """);
      assertThat(ended.out()).contains("✔ FINISHED").contains("✔ 42 completed");
    }
  }

  @Nested
  class Watch {

    @Test
    void exitsWith5IfSomeFailedAgain() {
      server.answers(GET, 200, replay("FINISHED", 40, 2, 0));

      var ended = terminal.run("replay", "watch", "k3v9x2p7q4");

      assertThat(ended.code()).isEqualTo(5);
      assertThat(ended.out()).contains("✔ 40 completed   ✘ 2 failed");
    }

    @Test
    void exitsWith5IfItStopped() {
      server.answers(GET, 200, replay("STOPPED", 3, 0, 0));

      assertThat(terminal.run("replay", "watch", "k3v9x2p7q4").code()).isEqualTo(5);
    }

    @Test
    void showsABarOnAScreen() {
      server.answers(GET, 200, replay("RUNNING", 20, 1, 5));
      server.answers(GET, 200, replay("FINISHED", 42, 0, 0));

      var ended = terminal.onScreen().run("replay", "watch", "k3v9x2p7q4");

      assertThat(ended.err()).contains("████████░░░░░░░░ 21/42  ✔20 ✘1 ⊘0");
    }

    @Test
    void goesOnWhileNobodyAnswers() {
      server.answers(GET, 200, replay("RUNNING", 20, 1, 5));
      server.refuses(GET, 503, "The log is out of reach.");
      server.answers(GET, 200, replay("FINISHED", 42, 0, 0));

      assertThat(terminal.run("replay", "watch", "k3v9x2p7q4").code()).isZero();
    }

    @Test
    void isRefusedForAPlan() {
      server.answers(GET, 200, replay("PLANNED", 0, 0, 0));

      assertThat(terminal.run("replay", "watch", "k3v9x2p7q4").code()).isEqualTo(4);
    }
  }

  @Test
  void listsReplays() {
    server.answers(
        "GET /v1/replays", 200, "{\"items\":[%s]}".formatted(replay("RUNNING", 10, 2, 5)));

    assertThat(terminal.run("replay", "ls").out())
        .isEqualTo(
            """
            ID          STATE      ENDED     COMPLETED  FAILED  CREATED  BY   REASON
            k3v9x2p7q4  ◐ RUNNING  12 of 42  10         2       3 s ago  ann  the quota was raised
            """);
  }

  @Test
  void pausesResumesAndStopsWithAReason() {
    for (String step : new String[] {"pause", "resume", "stop"}) {
      server.answers("POST /v1/replays/k3v9x2p7q4/" + step, 200, replay("PAUSED", 1, 0, 0));

      var ended = terminal.run("replay", step, "k3v9x2p7q4", "--reason", "lunch");

      assertThat(ended.code()).isZero();
      assertThat(ended.out()).contains("○ PAUSED", "./deployer replay resume k3v9x2p7q4");
      assertThat(server.lastAsked().body()).isEqualTo("{\"reason\":\"lunch\"}");
    }
  }

  @Nested
  class Receipt {

    static final String RECEIPT = GET + "/receipt";

    @Test
    void isATable() {
      server.answers(
          RECEIPT,
          200,
          """
          {"replay":%s,"items":[
          {"number":1,"id":"web-1","plannedVersion":4,"result":"COMPLETED","version":8},
          {"number":2,"id":"web-2","plannedVersion":4,"result":"FAILED","version":8,"code":"NO_QUOTA","sentence":"None."},
          {"number":3,"id":"web-3","plannedVersion":4,"result":"NOT_STARTED"}]}\
          """
              .formatted(replay("FINISHED", 1, 1, 0)));

      assertThat(terminal.run("replay", "receipt", "k3v9x2p7q4").out())
          .isEqualTo(
              """
              #  DEPLOYMENT  RESULT         VERSIONS  WHY
              1  web-1       ✔ COMPLETED    4 > 8
              2  web-2       ✘ FAILED       4 > 8     NO_QUOTA: None.
              3  web-3         NOT_STARTED  4
              """);
    }

    @Test
    void isCsvAsTheServiceWritesIt() {
      server.answers(RECEIPT + "?format=csv", 200, "number,deployment_id\r\n1,web-1\r\n");
      server.answers(GET, 200, replay("RUNNING", 1, 0, 5));

      assertThat(terminal.run("replay", "receipt", "k3v9x2p7q4", "--output", "csv"))
          .isEqualTo(
              new Terminal.Ended(
                  0,
                  "number,deployment_id\r\n1,web-1\r\n",
                  "This is not final: the replay goes on.\n"));
    }

    @Test
    void isTheOnlyThingThatIsCsv() {
      assertThat(terminal.run("ls", "--output", "csv"))
          .isEqualTo(
              new Terminal.Ended(
                  2,
                  "",
                  "This command prints no CSV. Leave --output out, or say --output json.\n"));
    }
  }
}
