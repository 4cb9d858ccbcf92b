package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterCommandsTest {

  private static final String LETTER =
      "\"id\":\"3-1207\",\"key\":\"web-1\",\"code\":\"UNKNOWN_SCHEMA\",\"sentence\":\"Nobody knows it.\",\"at\":\"2026-03-01T11:59:00Z\",\"original\":{\"topic\":\"deployments.commands\",\"partition\":3,\"offset\":12}";
  private static final String READABLE =
      "{"
          + LETTER
          + ",\"verdict\":\"READABLE\",\"verdictSentence\":\"It can be read now.\",\"isEveryNoteSeen\":true%s}";
  private static final String REDRIVE = "POST /v1/dead-letters/3-1207/redrive";

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void listTheLetters() {
    server.answers(
        "GET /v1/dead-letters?limit=1", 200, "{\"items\":[{" + LETTER + "}],\"next\":\"3:9\"}");

    assertThat(terminal.run("dlq", "ls", "--limit", "1"))
        .isEqualTo(
            new Terminal.Ended(
                0,
                """
                ID      AT        CODE            KEY    FROM
                3-1207  60 s ago  UNKNOWN_SCHEMA  web-1  deployments.commands-3:12
                """,
                "There are more: add --cursor '3:9'.\n"));
  }

  @Test
  void sayThatThereAreNone() {
    server.answers("GET /v1/dead-letters", 200, "{\"items\":[]}");

    assertThat(terminal.run("dlq", "ls"))
        .isEqualTo(new Terminal.Ended(0, "", "No dead letters.\n"));
  }

  @Test
  void showALetterAndHowToGoOn() {
    server.answers("GET /v1/dead-letters/3-1207", 200, READABLE.formatted(""));

    var ended = terminal.run("dlq", "show", "3-1207");

    assertThat(ended.out()).contains("verdict", "READABLE", "It can be read now.");
    assertThat(ended.err())
        .isEqualTo("Send it again with './deployer dlq redrive 3-1207 --reason WHY'.\n");
  }

  @Test
  void redriveALetter() {
    server.answers(
        REDRIVE,
        200,
        "{\"id\":\"3-1207\",\"sentTo\":{\"topic\":\"deployments.commands\",\"partition\":3,\"offset\":20}}");

    assertThat(terminal.run("dlq", "redrive", "3-1207", "--reason", "mended"))
        .isEqualTo(new Terminal.Ended(0, "Sent as deployments.commands-3:20\n", ""));
    assertThat(server.lastAsked().body())
        .isEqualTo("{\"reason\":\"mended\",\"dryRun\":false,\"force\":false}");
  }

  @Test
  void sayWhatWouldHappen() {
    server
        .answers(REDRIVE, 200, READABLE.formatted(""))
        .answers(
            REDRIVE,
            200,
            READABLE.formatted(
                ",\"redriven\":{\"at\":\"2026-03-01T11:00:00Z\",\"note\":\"By 'alice': mended\"}"));

    String[] line = "dlq redrive 3-1207 --dry-run --reason mended".split(" ");
    assertThat(terminal.run(line)).isEqualTo(new Terminal.Ended(0, "It can be read now.\n", ""));
    assertThat(terminal.run(line))
        .isEqualTo(
            new Terminal.Ended(
                4,
                "It can be read now. It was redriven at 2026-03-01T11:00:00Z. By 'alice': mended\n",
                ""));
  }

  @Test
  void passARefusalOn() {
    server.refuses(REDRIVE, 409, "The record is not kept any more.");

    assertThat(terminal.run("dlq", "redrive", "3-1207", "--reason", "mended"))
        .isEqualTo(new Terminal.Ended(4, "", "The record is not kept any more.\n"));
  }
}
