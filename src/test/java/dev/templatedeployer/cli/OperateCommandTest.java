package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperateCommandTest {

  private static final String POST = "POST /v1/canisters/rrkah/operations/claim";

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void sendsArgumentsAsTextUnlessTheyAreMarkedAsJson() {
    server.answers(POST, 200, "{\"version\":3}");
    var ended =
        terminal.run(
            "operate rrkah claim --by alice --arg amount=250000 --arg to=a:=b --arg dry:=true"
                .split(" "));
    assertThat(ended).isEqualTo(new Terminal.Ended(0, "✔ claim\n  version  3\n", ""));
    assertThat(server.lastAsked().body())
        .isEqualTo(
            "{\"by\":\"alice\",\"arguments\":{\"amount\":\"250000\",\"to\":\"a:=b\",\"dry\":true}}");
  }

  @Test
  void letsAnArgumentWinOverTheFile() {
    server.answers(POST, 200, "{\"version\":3}");
    terminal
        .typing("{\"amount\":\"1\",\"note\":\"n\"}")
        .run("operate rrkah claim --by alice -f - --arg amount=2".split(" "));
    assertThat(server.lastAsked().body())
        .isEqualTo("{\"by\":\"alice\",\"arguments\":{\"amount\":\"2\",\"note\":\"n\"}}");
  }

  @Test
  void refusesAnArgumentWithoutAValue() {
    assertThat(terminal.run("operate rrkah claim --by alice --arg amount".split(" ")))
        .isEqualTo(
            new Terminal.Ended(
                2, "", "--arg: 'amount' names no value. Write it like 'amount=250000'.\n"));
  }

  @Test
  void refusesAnArgumentThatIsNotTheJsonItClaimsToBe() {
    assertThat(terminal.run("operate rrkah claim --by alice --arg amount:=x1".split(" ")))
        .isEqualTo(
            new Terminal.Ended(
                2,
                "",
                "--arg: the value in 'amount:=x1' is not JSON. For plain text write = only.\n"));
  }

  @Test
  void exitsWith4WhenTheCanisterRefuses() {
    server.refuses(POST, 409, "Cannot claim from lock 'rrkah': nothing is claimable before noon.");
    assertThat(terminal.run("operate", "rrkah", "claim", "--by", "alice"))
        .isEqualTo(
            new Terminal.Ended(
                4, "", "Cannot claim from lock 'rrkah': nothing is claimable before noon.\n"));
  }
}
