package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanisterCommandTest {

  private static final String GET = "GET /v1/canisters/rrkah";

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void tellsItsHistory() {
    server.answers(
        GET + "/events",
        200,
        """
        {"items":[{"version":1,"type":"Created","at":"2026-03-01T11:59:57Z","by":"alice",
                   "data":{"amount":"1000"},"cause":{"topic":"canisters.commands","partition":3,"offset":7}},
                  {"version":2,"type":"Claimed","at":"2026-03-01T11:59:58Z","by":"bob",
                   "data":{"amount":"7"},"cause":"time"}]}\
        """);
    var ended = terminal.run("canister", "rrkah", "--history");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            TIME                      AFTER      EVENT
            2026-03-01 11:59:57.000Z  +0 ms   ●  1 Created  by=alice  amount=1000  by canisters.commands[3]@7
            2026-03-01 11:59:58.000Z  +1.0 s  ●  2 Claimed  by=bob  amount=7  by time
            """);
  }

  @Test
  void showsItsSummary() {
    server.answers(
        GET,
        200,
        """
        {"id":"rrkah","template":"lock","status":"ACTIVE","owner":"alice","deploymentId":"web-42","version":2,
         "createdAt":"2026-03-01T11:59:57Z","updatedAt":"2026-03-01T11:59:57Z",
         "summary":{"name":"Team lock","amount":"1000000","claimable":"250","initialBps":1000,
           "schedule":{"type":"LINEAR","duration":"P365D"},"nextUnlock":null,"cancellable":false,
           "end":"2027-03-01T12:00:00Z","tags":["a","b"],"claims":[],
           "lastClaims":[{"at":"2026-03-01T11:00:00Z","amount":"50000"},
                         {"at":"2026-03-01T11:30:00Z","amount":"7"}]}}\
        """);
    var ended = terminal.run("canister", "rrkah");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            rrkah

              template      lock
              status        ACTIVE
              owner         alice
              deploymentId  web-42
              version       2
              createdAt     2026-03-01 11:59:57Z (3 s ago)
              updatedAt     2026-03-01 11:59:57Z (3 s ago)

            Summary
              name               Team lock
              amount             1,000,000
              claimable          250
              initialBps         1,000
              schedule.type      LINEAR
              schedule.duration  365 d
              cancellable        no
              end                2027-03-01 12:00:00Z (in 365 d)
              tags               a, b
              claims             none
              lastClaims         at                                 amount
                                 2026-03-01 11:00:00Z (60 min ago)  50,000
                                 2026-03-01 11:30:00Z (30 min ago)  7
            """);
  }

  @Test
  void asksForAViewAtAnotherTime() {
    var request = GET + "/views/unlocked?at=2026-03-31T12%3A00%3A00Z&points=3";
    server.answers(request, 200, "{\"unlocked\":\"123456\"}");
    var ended =
        terminal.run("canister rrkah --view unlocked --at +30d --param points=3".split(" "));
    assertThat(ended).isEqualTo(new Terminal.Ended(0, "  unlocked  123,456\n", ""));
  }

  @Test
  void meansTheSummaryWhenOnlyATimeIsGiven() {
    server.answers(GET + "/views/summary?at=2026-02-28T12%3A00%3A00Z", 200, "{\"amount\":\"1\"}");
    assertThat(terminal.run("canister", "rrkah", "--at", "-1d").out()).isEqualTo("  amount  1\n");
  }

  @Test
  void plotsACurve() {
    server.answers(
        GET + "/views/curve",
        200,
        """
        [{"at":"2026-03-01T12:00:00Z","amount":"0"},
         {"at":"2026-03-02T12:00:00Z","amount":"500000"},
         {"at":"2026-03-03T12:00:00Z","amount":"1000000"}]\
        """);
    assertThat(terminal.run("canister", "rrkah", "--view", "curve").out())
        .isEqualTo(
            """
              amount
              1,000,000 │                                                       ▄▄▄██
                        │                                                 ▄▄▄████████
                        │                                           ▄▄▄██████████████
                        │                                     ▄▄▄████████████████████
                        │                               ▄▄▄██████████████████████████
                        │                          ▄▄▄███████████████████████████████
                        │                    ▄▄▄█████████████████████████████████████
                        │              ▄▄▄███████████████████████████████████████████
                        │        ▄▄▄█████████████████████████████████████████████████
                      0 │  ▄▄▄███████████████████████████████████████████████████████
                        └────────────────────────────────────────────────────────────
                         2026-03-01 12:00Z                          2026-03-03 12:00Z
            """);
  }

  @Test
  void exitsWith3WhenThereIsNone() {
    server.refuses(GET, 404, "There is no canister 'rrkah'.");
    assertThat(terminal.run("canister", "rrkah").code()).isEqualTo(3);
  }
}
