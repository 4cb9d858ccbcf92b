package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanistersCommandTest {

  private static final String TWO =
      """
      {"items":[
        {"id":"rrkah-fqaaa","template":"lock","status":"ACTIVE","version":3,"owner":"alice",
         "createdAt":"2026-03-01T11:00:00Z","updatedAt":"2026-03-01T11:59:57Z"},
        {"id":"ryjl3-tyaaa","template":"launchpad","status":"SALE_ACTIVE","version":12,"owner":"bob",
         "createdAt":"2026-03-01T11:00:00Z","updatedAt":"2026-03-01T11:00:00Z"}],"next":"b2Zm"}
      """;

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void listsThemAndSaysHowToGoOn() {
    server.answers("GET /v1/canisters", 200, TWO);
    var ended = terminal.run("canisters");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            ID           TEMPLATE   STATUS       EVENTS  CHANGED     OWNER
            rrkah-fqaaa  lock       ACTIVE       3       3 s ago     alice
            ryjl3-tyaaa  launchpad  SALE_ACTIVE  12      60 min ago  bob
            """);
    assertThat(ended.err()).isEqualTo("There are more: add --cursor 'b2Zm'.\n");
  }

  @Test
  void asksForWhatIsWanted() {
    var request = "GET /v1/canisters?template=lock&owner=alice&status=active&limit=5&cursor=b2Zm";
    server.answers(request, 200, "{\"items\":[]}");
    var ended =
        terminal.run(
            "canisters",
            "--template=lock",
            "--owner=alice",
            "--status=active",
            "--limit=5",
            "--cursor=b2Zm");
    assertThat(ended.err()).startsWith("No canisters.");
    assertThat(ended.code()).isZero();
    assertThat(server.lastAsked().line()).isEqualTo(request);
  }
}
