package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelCommandTest {

  private static final String POST = "POST /v1/deployments/web-42/cancel";

  private final FakeDeployer server = new FakeDeployer();
  private final Terminal terminal = Terminal.with(server);

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void sendsTheReason() {
    server.answers(POST, 202, "{\"id\":\"web-42\",\"status\":\"CANCELLED\"}");
    var ended = terminal.run("cancel", "web-42", "--reason", "ordered twice");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isEqualTo("⊘ CANCELLED  web-42\n");
    assertThat(server.lastAsked().body()).isEqualTo("{\"reason\":\"ordered twice\"}");
  }

  @Test
  void exitsWith4WhenItIsTooLate() {
    server.refuses(POST, 409, "Cannot cancel deployment 'web-42': it has completed.");
    assertThat(terminal.run("cancel", "web-42", "--reason", "ordered twice").code()).isEqualTo(4);
  }
}
