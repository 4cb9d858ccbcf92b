package dev.templatedeployer.cli;

import static dev.templatedeployer.cli.Deployments.CANCELLED;
import static dev.templatedeployer.cli.Deployments.CANISTER;
import static dev.templatedeployer.cli.Deployments.COMPLETED;
import static dev.templatedeployer.cli.Deployments.FAILED;
import static dev.templatedeployer.cli.Deployments.PENDING;
import static dev.templatedeployer.cli.Deployments.PROCESSING;
import static dev.templatedeployer.cli.Deployments.SECOND_ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployCommandTest {

  private static final String POST = "POST /v1/deployments";
  private static final String GET = "GET /v1/deployments/web-42";

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);
  @TempDir private Path folder;
  private String config = "";

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(folder.resolve("lock.json"), "{\"amount\":\"1000\"}").toString();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Nested
  class WithoutWaiting {

    @Test
    void printsTheIdAsSoonAsItIsAccepted() {
      server.answers(POST, 202, PENDING);
      var ended = terminal.run("deploy", "lock", "-f", config);
      assertThat(ended.code()).isZero();
      assertThat(ended.out()).isEqualTo("○ PENDING  web-42\n");
      assertThat(ended.err()).isEqualTo("Follow it with './deployer get web-42'.\n");
    }

    @Test
    void sendsNothingButTemplateConfigAndTheDevelopmentOwnerByDefault() {
      server.answers(POST, 202, PENDING);
      terminal.run("deploy", "lock", "-f", config);
      assertThat(server.lastAsked().body())
          .isEqualTo(
              "{\"template\":\"lock\",\"config\":{\"amount\":\"1000\"},"
                  + "\"owner\":\"pz7mb-3demv-3gk3d-pobww-k3tua-e\"}");
      assertThat(server.lastAsked().prefer()).isEmpty();
    }

    @Test
    void sendsEverythingItIsTold() {
      server.answers(POST, 202, PENDING);
      terminal.typing("{\"rate\":1.50,\"amount\":123456789012345678901234567890}");
      terminal.run(
          "deploy lock --id web-42 --owner alice --label team=blue --label env=a=b --not-before +10m --deadline 2026-03-02T00:00:00+01:00 -f -"
              .split(" "));
      assertThat(server.lastAsked().body())
          .isEqualTo(
              "{\"template\":\"lock\",\"config\":{\"rate\":1.50,\"amount\":123456789012345678901234567890},"
                  + "\"owner\":\"alice\",\"labels\":{\"team\":\"blue\",\"env\":\"a=b\"},"
                  + "\"notBefore\":\"2026-03-01T12:10:00Z\",\"deadline\":\"2026-03-01T23:00:00Z\",\"id\":\"web-42\"}");
    }

    @Test
    void printsTheAnswerAsItIsForAProgram() {
      server.answers(POST, 202, PENDING);
      var ended = terminal.run("deploy", "lock", "-f", config, "--output", "json");
      assertThat(ended).isEqualTo(new Terminal.Ended(0, PENDING + "\n", ""));
    }

    @Test
    void namesEveryViolation() {
      server.answers(
          POST,
          422,
          """
          {"type":"about:blank","title":"Invalid","status":422,"code":"INVALID_PAYLOAD",
           "detail":"Cannot deploy 'lock': two things are wrong with its config.",
           "errors":[{"pointer":"/amount","code":"MUST_BE_POSITIVE","message":"Expected more than 0."},
                     {"pointer":"","code":"X","message":"One of both is needed."}]}\
          """);
      var ended = terminal.run("deploy", "lock", "-f", config);
      assertThat(ended)
          .isEqualTo(
              new Terminal.Ended(
                  4,
                  "",
                  """
                  Cannot deploy 'lock': two things are wrong with its config.
                    /amount: Expected more than 0.
                    One of both is needed.
                  """));
    }

    @Test
    void saysThatAConfigWouldBeAccepted() {
      server.answers(POST + "?validateOnly=true", 200, "{\"valid\":true}");
      var ended = terminal.run("deploy", "lock", "-f", config, "--validate-only");
      assertThat(ended).isEqualTo(new Terminal.Ended(0, "✔ VALID  It would be accepted.\n", ""));
    }
  }

  @Nested
  class WithWaiting {

    @Test
    void printsTheCanisterWhenItEndsAtOnce() {
      server.answers(POST, 200, COMPLETED);
      var ended = terminal.run("deploy", "lock", "-f", config, "--wait");
      assertThat(ended.code()).isZero();
      assertThat(ended.out()).isEqualTo("✔ COMPLETED  " + CANISTER + "\n");
      assertThat(ended.err())
          .isEqualTo(
              "Deployment 'web-42' took 4.5 s. Look at it with './deployer canister %s'.\n"
                  .formatted(CANISTER));
      assertThat(server.lastAsked().prefer()).isEqualTo("wait=1");
    }

    @Test
    void tellsEachStepOnceOnTheWay() {
      server
          .answers(POST, 202, PENDING)
          .refuses(GET, 404, "There is no deployment 'web-42'.")
          .answers(GET, 200, PROCESSING)
          .answers(GET, 200, PROCESSING)
          .answers(GET, 200, SECOND_ATTEMPT)
          .answers(GET, 200, COMPLETED);
      var ended = terminal.run("deploy", "--wait", "lock", "-f", config);
      assertThat(ended.code()).isZero();
      assertThat(ended.out()).isEqualTo("✔ COMPLETED  " + CANISTER + "\n");
      assertThat(ended.err().lines())
          .containsExactly(
              "Deployment 'web-42' is accepted.",
              "PENDING",
              "PROCESSING",
              "PROCESSING, attempt 2; the attempt before: No quota left.",
              "Deployment 'web-42' took 4.5 s. Look at it with './deployer canister "
                  + CANISTER
                  + "'.");
    }

    @Test
    void exitsWith5WhenItFailed() {
      server.answers(POST, 200, FAILED);
      var ended = terminal.run("deploy", "lock", "-f", config, "--wait");
      assertThat(ended)
          .isEqualTo(
              new Terminal.Ended(
                  5,
                  "✘ FAILED  NO_QUOTA: No quota left.\n",
                  "Deployment 'web-43' failed. Try again with './deployer retry web-43 --reason WHY'.\n"));
    }

    @Test
    void exitsWith5WhenItWasCancelled() {
      server.answers(POST, 200, CANCELLED);
      var ended = terminal.run("deploy", "lock", "-f", config, "--wait");
      assertThat(ended).isEqualTo(new Terminal.Ended(5, "⊘ CANCELLED  ordered twice\n", ""));
    }

    @Test
    void exitsWith6WhenTheTimeIsOver() {
      server.answers(POST, 202, PENDING).answers(GET, 200, PROCESSING);
      var ended = terminal.run("deploy", "lock", "-f", config, "--wait=2");
      assertThat(ended.code()).isEqualTo(6);
      assertThat(ended.out()).isEqualTo("◐ PROCESSING  web-42\n");
      assertThat(ended.err())
          .endsWith(
              "Deployment 'web-42' has not ended within 2.0 s and goes on. Follow it with './deployer get web-42'.\n");
    }

    @Test
    void waitsThroughARestartOfTheService() {
      server
          .answers(POST, 202, PENDING)
          .answers(GET, 502, "Bad gateway")
          .answers(GET, 200, COMPLETED);
      var ended = terminal.run("deploy", "lock", "-f", config, "--wait", "--output", "json");
      assertThat(ended.code()).isZero();
      assertThat(ended.err().lines()).containsExactly("Nobody answers; it is tried again.");
      assertThat(ended.out().lines()).hasSize(1);
    }

    @Test
    void rewritesOneLineOnAScreen() {
      server.answers(POST, 202, PENDING).answers(GET, 200, PROCESSING).answers(GET, 200, COMPLETED);
      var ended = terminal.onScreen().run("deploy", "lock", "-f", config, "--wait");
      assertThat(ended.out()).isEqualTo("\u001b[32m✔ COMPLETED\u001b[0m  " + CANISTER + "\n");
      assertThat(ended.err())
          .contains("\r\u001b[K\u001b[36m⠋\u001b[0m PROCESSING \u001b[2m200 ms\u001b[0m\r\u001b[K");
    }
  }

  @Test
  void refusesAConfigThatIsNotThere() {
    var ended = terminal.run("deploy", "lock", "-f", "nothing.json");
    assertThat(ended)
        .isEqualTo(
            new Terminal.Ended(2, "", "Cannot read 'nothing.json': there is no such file.\n"));
  }

  @Test
  void refusesAConfigThatIsNotJson() {
    var ended = terminal.typing("{\n  \"a\": 1,\n  \"a\": 2}").run("deploy", "lock", "-f", "-");
    assertThat(ended)
        .isEqualTo(
            new Terminal.Ended(
                2, "", "standard input is not JSON: Duplicate field 'a' (line 3, column 6).\n"));
  }

  @Test
  void refusesAConfigThatIsNoObject() {
    var ended = terminal.typing("[1]").run("deploy", "lock", "-f", "-");
    assertThat(ended)
        .isEqualTo(
            new Terminal.Ended(
                2, "", "standard input holds no JSON object. Write it in braces: {...}.\n"));
  }

  @Test
  void hasADevelopmentOwnerThatIsAPrincipal() {
    assertThat(new Principal(DevelopmentOwner.PRINCIPAL).problem(Principal.Form.TEXTUAL)).isEmpty();
  }
}
