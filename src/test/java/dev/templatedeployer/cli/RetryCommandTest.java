package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryCommandTest {

  private static final String POST = "POST /v1/deployments/web-42/retry";

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void sendsTheReason() {
    server.answers(POST, 202, Deployments.PENDING);
    var ended = terminal.run("retry", "web-42", "--reason", "the quota was raised");
    assertThat(ended)
        .isEqualTo(
            new Terminal.Ended(
                0,
                "○ PENDING  web-42\n",
                "It is tried again. Follow it with './deployer get web-42'.\n"));
    assertThat(server.lastAsked().body()).isEqualTo("{\"reason\":\"the quota was raised\"}");
  }

  @Test
  void exitsWith4WhenItIsRefused() {
    server.refuses(POST, 409, "Cannot retry deployment 'web-42': it has completed.");
    assertThat(terminal.run("retry", "web-42", "--reason", "why not"))
        .isEqualTo(
            new Terminal.Ended(4, "", "Cannot retry deployment 'web-42': it has completed.\n"));
  }

  @Test
  void needsAReason() {
    assertThat(terminal.run("retry", "web-42"))
        .isEqualTo(
            new Terminal.Ended(
                2, "", "'./deployer retry' needs --reason WHY.\nSee './deployer retry --help'.\n"));
  }
}
