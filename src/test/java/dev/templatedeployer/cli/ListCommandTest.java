package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListCommandTest {

  private static final String NONE = "{\"items\":[]}";
  private static final String FOUR =
      "{\"items\":[%s,%s,%s,%s],\"next\":\"b2Zm\"}"
          .formatted(
              Deployments.SECOND_ATTEMPT,
              Deployments.COMPLETED,
              Deployments.FAILED,
              Deployments.CANCELLED);

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void alignsWhatThereIsAndSaysHowToGoOn() {
    server.answers("GET /v1/deployments", 200, FOUR);
    var ended = terminal.run("ls");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            ID      STATUS        TEMPLATE  CREATED     RESULT
            web-42  ◐ PROCESSING  lock      2 s ago     attempt 2
            web-42  ✔ COMPLETED   lock      3 min ago   rrkah-fqaaa-aaaaa-aaaaq-cai
            web-43  ✘ FAILED      lock      60 min ago  NO_QUOTA: No quota left.
            web-44  ⊘ CANCELLED   dao       4 d ago     ordered twice
            """);
    assertThat(ended.err()).isEqualTo("There are more: add --cursor 'b2Zm'.\n");
  }

  @Test
  void keepsColumnsAlignedInColour() {
    server.answers("GET /v1/deployments", 200, FOUR);
    var plain = terminal.run("ls").out();
    var coloured = terminal.onScreen().run("ls").out();
    assertThat(coloured).contains("\u001b[31m✘ FAILED\u001b[0m      lock");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(plain);
  }

  @Test
  void hasNoColourOnAScreenThatIsAskedForNone() {
    server.answers("GET /v1/deployments", 200, FOUR);
    terminal.onScreen();
    assertThat(terminal.run("ls", "--no-color").out()).doesNotContain("\u001b");
    assertThat(terminal.having("NO_COLOR", "1").run("ls").out()).doesNotContain("\u001b");
  }

  @Test
  void passesEveryFilterOn() {
    var request =
        "GET /v1/deployments?status=FAILED&template=lock&owner=alice&limit=2&cursor=b2Zm&label=team%3Dblue";
    server.answers(request, 200, NONE);
    var ended =
        terminal.run(
            "ls --status failed --template lock --owner alice --label team=blue --limit 2 --cursor b2Zm"
                .split(" "));
    assertThat(ended.code()).isZero();
    assertThat(server.lastAsked().line()).isEqualTo(request);
  }

  @Test
  void passesAFilterAndAnOrderOn() {
    var request = "GET /v1/deployments?limit=2&filter=status%3Afailed%20age%3A%3C24h&sort=-updated";
    server.answers(request, 200, NONE);
    var ended = terminal.run("ls", "status:failed", "age:<24h", "--sort=-updated", "--limit", "2");
    assertThat(server.lastAsked().line()).isEqualTo(request);
    assertThat(ended).isEqualTo(new Terminal.Ended(0, "", "No deployment is like that.\n"));
  }

  @Test
  void pointsAtTheWrongWordOfAFilter() {
    server.answers(
        "GET /v1/deployments?filter=template%3Alock%20status%3Afaild",
        400,
        """
        {"title":"Bad Request","status":400,"code":"INVALID_FILTER",
         "detail":"'faild' at column 22 is no status.",
         "errors":[{"pointer":"filter","code":"BAD_VALUE","message":"'faild' at column 22 is no status.",
           "offset":21,"length":5}]}
        """);
    assertThat(terminal.run("ls", "template:lock status:faild"))
        .isEqualTo(
            new Terminal.Ended(
                2,
                "",
                """
                'faild' at column 22 is no status.
                  template:lock status:faild
                                       ^^^^^
                """));
  }

  @Test
  void saysThatThereAreNone() {
    server.answers("GET /v1/deployments", 200, NONE);
    assertThat(terminal.run("ls"))
        .isEqualTo(
            new Terminal.Ended(
                0, "", "No deployments. Begin one with './deployer deploy TEMPLATE -f FILE'.\n"));
  }

  @Test
  void printsTheAnswerAsItIsForAProgram() {
    server.answers("GET /v1/deployments", 200, NONE);
    assertThat(terminal.run("ls", "--output", "json"))
        .isEqualTo(new Terminal.Ended(0, NONE + "\n", ""));
  }
}
