package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemplatesCommandTest {

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void listsThem() {
    server.answers(
        "GET /v1/templates",
        200,
        """
        {"items":[{"name":"lock","version":"1.0.0","title":"Token lock","description":"Locks.","enabled":true,"paused":true},
                  {"name":"probe","version":"1.0.0","title":"Probe","description":"Tries.","enabled":false}]}\
        """);
    assertThat(terminal.run("templates"))
        .isEqualTo(
            new Terminal.Ended(
                0,
                """
                NAME   VERSION  STATE   TITLE
                lock   1.0.0    paused  Token lock
                probe  1.0.0    off     Probe
                """,
                ""));
  }

  @Test
  void showsOne() {
    server.answers(
        "GET /v1/templates/lock",
        200,
        "{\"name\":\"lock\",\"version\":\"1.0.0\",\"title\":\"Token lock\",\"description\":\"Locks an amount.\"}");
    assertThat(terminal.run("templates", "lock"))
        .isEqualTo(
            new Terminal.Ended(
                0,
                "lock 1.0.0  open  Token lock\n\nLocks an amount.\n",
                "Its config is described by './deployer templates lock --schema'.\n"));
  }

  @Test
  void printsASchemaForAFile() {
    server.answers("GET /v1/templates/lock/schema", 200, "{\"type\":\"object\"}");
    assertThat(terminal.run("templates", "lock", "--schema"))
        .isEqualTo(new Terminal.Ended(0, "{\n  \"type\" : \"object\"\n}\n", ""));
  }

  @Test
  void needsANameForASchema() {
    assertThat(terminal.run("templates", "--schema"))
        .isEqualTo(
            new Terminal.Ended(
                2,
                "",
                "--schema needs the NAME of a template: './deployer templates lock --schema'.\n"));
  }

  @Test
  void exitsWith3ForOneThatIsNotThere() {
    server.refuses("GET /v1/templates/lokc", 404, "There is no template 'lokc'.");
    assertThat(terminal.run("templates", "lokc").code()).isEqualTo(3);
  }
}
