package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailuresCommandTest {

  private static final String GROUPS =
      """
      {"items":[{"fingerprint":"0123456789abcdef","code":"NO_QUOTA",
        "pattern":"No quota left for <id>.","count":17,"firstSeen":"2026-03-01T11:00:00Z",
        "lastSeen":"2026-03-01T11:59:58Z","templates":["dao","lock"],
        "sample":{"id":"web-17","message":"No quota left for web-17."},
        "filter":"age:<24h fingerprint:0123456789abcdef"}],"next":"b2Zm","complete":false}\
      """;

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void areShownWithACommandThatListsEachGroup() {
    server.answers("GET /v1/failures?filter=template%3Alock%20age%3A%3C24h&limit=1", 200, GROUPS);
    var ended = terminal.run("failures", "template:lock", "age:<24h", "--limit", "1");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            17 x NO_QUOTA  No quota left for <id>.
              first      2026-03-01 11:00:00Z (60 min ago)
              last       2026-03-01 11:59:58Z (2 s ago)
              templates  dao, lock
              sample     web-17: No quota left for web-17.
              show       ./deployer ls 'age:<24h fingerprint:0123456789abcdef'
            """);
    assertThat(ended.err())
        .isEqualTo(
            """
            Only the failures of the last while were counted, since there are too many. Narrow the filter to count all.
            There are more: add --cursor 'b2Zm'.
            """);
  }

  @Test
  void areNoneIfThereAreNone() {
    server.answers("GET /v1/failures", 200, "{\"items\":[],\"complete\":true}");
    assertThat(terminal.run("failures")).isEqualTo(new Terminal.Ended(0, "", "No failures.\n"));
    assertThat(terminal.run("failures", "--output", "json").out())
        .isEqualTo("{\"items\":[],\"complete\":true}\n");
  }
}
