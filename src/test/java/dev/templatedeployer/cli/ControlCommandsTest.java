package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlCommand;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlCommandsTest {

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "pause lock --reason a-bug # /v1/templates/lock/pause # {\"reason\":\"a-bug\"}",
        "resume lock --reason mended # /v1/templates/lock/resume # {\"reason\":\"mended\"}",
        "maintenance on --until +30m --reason r # /v1/control/maintenance # {\"on\":true,\"until\":\"2026-03-01T12:30:00Z\",\"reason\":\"r\"}",
        "maintenance off --reason r # /v1/control/maintenance # {\"on\":false,\"reason\":\"r\"}",
        "emergency-stop ON --reason r # /v1/control/emergency-stop # {\"on\":true,\"reason\":\"r\"}",
        "access grant bob --role operator --reason r # /v1/access/grants # {\"name\":\"bob\",\"role\":\"operator\",\"reason\":\"r\"}",
        "access grant shop --role backend --template lock --template dao --reason r # /v1/access/grants # {\"name\":\"shop\",\"role\":\"backend\",\"templates\":[\"lock\",\"dao\"],\"reason\":\"r\"}",
        "access revoke bob --role operator --reason r # /v1/access/revocations # {\"name\":\"bob\",\"role\":\"operator\",\"reason\":\"r\"}",
        "access revoke bob --reason r # /v1/access/revocations # {\"name\":\"bob\",\"reason\":\"r\"}",
      })
  void asksTheServiceAndPrintsWhatCameOfIt(String line, String path, String body) {
    server.answers("POST " + path, 200, "{\"changed\":true,\"sentence\":\"So it is.\"}");

    assertThat(terminal.run(line.split(" "))).isEqualTo(new Terminal.Ended(0, "So it is.\n", ""));
    assertThat(server.lastAsked().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource({
    "pause lock",
    "resume lock",
    "maintenance on",
    "emergency-stop off",
    "access grant bob --role viewer",
    "access revoke bob"
  })
  void needsAReason(String line) {
    Terminal.Ended ended = terminal.run(line.split(" "));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("needs --reason WHY.");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void exitsWith4WhenItIsRefused() {
    server.refuses("POST /v1/access/revocations", 409, "'olga' is the owner.");

    assertThat(terminal.run("access", "revoke", "olga", "--reason", "no"))
        .isEqualTo(new Terminal.Ended(4, "", "'olga' is the owner.\n"));
  }

  @Nested
  class MaintenanceOnATerminal {

    static final String POST = "POST /v1/control/maintenance";

    @Test
    void asksBeforeItBegins() {
      server.answers(POST, 200, "{\"changed\":true,\"sentence\":\"It is on.\"}");
      terminal.onScreen().typing("yes\n");

      assertThat(terminal.run("maintenance", "on", "--reason", "r"))
          .isEqualTo(
              new Terminal.Ended(
                  0,
                  "It is on.\n",
                  "This turns new deployments away, from every template and every sender. Type 'yes' if you mean it:\n"));
    }

    @Test
    void doesNothingUnlessItIsMeant() {
      for (String answer : List.of("no\n", "y\n", "")) {
        terminal.onScreen().typing(answer);

        Terminal.Ended ended = terminal.run("maintenance", "on", "--reason", "r");

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).endsWith("Nothing was changed.\n");
      }
      assertThat(server.asked()).isEmpty();
    }

    @Test
    void doesNotAskWithYesNorBeforeItEnds() {
      server.answers(POST, 200, "{\"changed\":true,\"sentence\":\"So it is.\"}");
      terminal.onScreen();

      assertThat(terminal.run("maintenance", "on", "--yes", "--reason", "r").err()).isEmpty();
      assertThat(terminal.run("maintenance", "off", "--yes", "--reason", "r").err()).isEmpty();
      assertThat(terminal.run("maintenance", "off", "--reason", "r").err()).isEmpty();
    }
  }

  @Nested
  class AnEmergencyStopOnATerminal {

    static final String POST = "POST /v1/control/emergency-stop";

    @Test
    void asksFirst() {
      server.answers(POST, 200, "{\"changed\":true,\"sentence\":\"Stopped.\"}");
      terminal.onScreen().typing("yes\n");

      Terminal.Ended ended = terminal.run("emergency-stop", "on", "--reason", "r");

      assertThat(ended)
          .isEqualTo(
              new Terminal.Ended(
                  0,
                  "Stopped.\n",
                  "This stops the work of every template and turns new deployments away. Type 'yes' if you mean it:\n"));
    }

    @Test
    void doesNothingUnlessItIsMeant() {
      for (String answer : List.of("no\n", "y\n", "")) {
        terminal.onScreen().typing(answer);

        assertThat(terminal.run("emergency-stop", "on", "--reason", "r").code()).isEqualTo(4);
      }
      assertThat(server.asked()).isEmpty();
    }

    @Test
    void doesNotAskWithYes() {
      server.answers(POST, 200, "{\"changed\":true,\"sentence\":\"Stopped.\"}");

      assertThat(terminal.onScreen().run("emergency-stop", "on", "--yes", "--reason", "r").err())
          .isEmpty();
    }
  }

  @Nested
  class Lists {

    @Test
    void ofWhoMayDoWhat() {
      server.answers(
          "GET /v1/access",
          200,
          """
          {"items":[{"name":"olga","roles":["owner"],"by":"bootstrap","at":"2026-03-01T10:00:00Z","reason":"set up"},
                    {"name":"shop","roles":["backend"],"templates":["dao","lock"],"by":"olga","at":"2026-03-01T11:59:57Z"}]}\
          """);

      assertThat(terminal.run("access", "ls").out())
          .isEqualTo(
              """
              NAME  ROLES    TEMPLATES  SINCE    BY         REASON
              olga  owner    all        2 h ago  bootstrap  set up
              shop  backend  dao, lock  3 s ago  olga
              """);
    }

    @Test
    void ofTheAuditTrail() {
      server.answers(
          "GET /v1/audit?subject=lock&by=bob&action=template&from=2026-03-01T10%3A00%3A00Z&limit=1",
          200,
          """
          {"items":[{"at":"2026-03-01T11:00:00Z","by":"bob","action":"template.pause","subject":"lock",
                     "accepted":true,"reason":"a bug","detail":"It is paused."}],"next":"17"}\
          """);

      assertThat(
              terminal.run(
                  "audit --subject lock --by bob --action template --from -2h --limit 1"
                      .split(" ")))
          .isEqualTo(
              new Terminal.Ended(
                  0,
                  """
                  AT                    BY   ACTION          SUBJECT        REASON  WHAT CAME OF IT
                  2026-03-01T11:00:00Z  bob  template.pause  lock     done  a bug   It is paused.
                  """,
                  "There are more: add --cursor '17'.\n"));
    }
  }

  @Nested
  class TheBootstrap {

    private final List<ControlChange> changes = new ArrayList<>();
    private Controls controls = Controls.NONE;

    private Terminal terminal() {
      return new Terminal()
          .withControls(
              _ ->
                  new Installation.Cluster(
                      Map.of(),
                      Topics.STANDARD,
                      "deployments.commands",
                      List.of(),
                      new ReplyTopics("deployments.http-replies", List.of(), Map.of()),
                      1,
                      "template-deployer",
                      new BuiltInSchemaIds()),
              (_, change) -> {
                changes.add(change);
                var decision = new ControlRules(Set.of()).decide(controls, change);
                if (decision
                    instanceof dev.templatedeployer.control.ControlDecision.Accepted accepted) {
                  accepted.records().forEach(record -> controls = controls.evolve(record));
                }
                return decision;
              });
    }

    @Test
    void setsTheOwnerOnce() {
      Terminal terminal = terminal();

      assertThat(terminal.run("access", "bootstrap", "--owner", "olga", "--backend", "shop"))
          .isEqualTo(
              new Terminal.Ended(
                  0,
                  "The owner is 'olga', and the backend 'shop' may deploy every template.\n",
                  ""));
      assertThat(changes)
          .singleElement()
          .extracting(ControlChange::command)
          .isEqualTo(new ControlCommand.Bootstrap("olga", "shop"));
      assertThat(terminal.run("access", "bootstrap", "--owner", "eve"))
          .isEqualTo(
              new Terminal.Ended(
                  4,
                  "",
                  "The owner is set already: 'olga'. It is set once; the owner and the admins let others in with './deployer access grant'.\n"));
    }

    @Test
    void isPrintedForPrograms() {
      assertThat(terminal().run("access", "bootstrap", "--owner", "olga", "--output", "json").out())
          .isEqualTo("{\"owner\":\"olga\",\"backend\":null}\n");
    }

    @Test
    void needsAnOwner() {
      assertThat(terminal().run("access", "bootstrap").code()).isEqualTo(2);
    }
  }
}
