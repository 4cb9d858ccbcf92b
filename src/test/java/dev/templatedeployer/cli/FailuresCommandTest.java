package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error:\"*it's \\\"busy\\\"*\" fingerprint:0123456789abcdef",
        "-template:dao fingerprint:0123456789abcdef",
        "label:cost=$HOME;`id` fingerprint:0123456789abcdef"
      })
  void areListedByTheCommandThatIsShownWhateverIsInTheFilter(String filter) throws Exception {
    var group = new ObjectMapper().readTree(GROUPS);
    ((ObjectNode) group.path("items").path(0)).put("filter", filter);
    server.answers("GET /v1/failures", 200, group.toString());
    server.answers(
        "GET /v1/deployments?filter=" + URLEncoder.encode(filter, UTF_8).replace("+", "%20"),
        200,
        "{\"items\":[]}");

    String show =
        terminal
            .run("failures")
            .out()
            .lines()
            .filter(line -> line.strip().startsWith("show"))
            .findFirst()
            .orElseThrow()
            .replaceFirst(" *show +./deployer ls ", "");

    List<String> words = wordsOfShell(show);
    assertThat(words).endsWith(filter);
    var ls = new ArrayList<>(List.of("ls"));
    ls.addAll(words);
    assertThat(terminal.run(ls.toArray(String[]::new)).code()).isZero();
  }

  @Test
  void areListedByThePipeInTheHelpWhateverIsInTheFilter() throws Exception {
    String filter = "error:\"*it's \\\"busy\\\"*\" -template:dao";
    String line =
        terminal
            .run("failures", "--help")
            .out()
            .lines()
            .filter(each -> each.contains("jq -r"))
            .findFirst()
            .orElseThrow()
            .strip();
    assertThat(line).startsWith("./deployer ls -- ");
    String withoutPrograms =
        line.replaceFirst("\\$\\(.*\\)", Matcher.quoteReplacement("$FILTER"))
            .replaceFirst("./deployer ls ", "");

    assertThat(wordsOfShell(withoutPrograms, "FILTER", filter)).containsExactly("--", filter);
  }

  /// What a shell makes of some arguments.
  private static List<String> wordsOfShell(String arguments, String... environment)
      throws Exception {
    var shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + arguments);
    for (int i = 0; i < environment.length; i += 2) {
      shell.environment().put(environment[i], environment[i + 1]);
    }
    Process process = shell.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return List.of(out.split("\0"));
  }

  @Test
  void areNoneIfThereAreNone() {
    server.answers("GET /v1/failures", 200, "{\"items\":[],\"complete\":true}");
    assertThat(terminal.run("failures")).isEqualTo(new Terminal.Ended(0, "", "No failures.\n"));
    assertThat(terminal.run("failures", "--output", "json").out())
        .isEqualTo("{\"items\":[],\"complete\":true}\n");
  }
}
