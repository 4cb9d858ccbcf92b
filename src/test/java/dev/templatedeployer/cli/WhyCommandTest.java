package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhyCommandTest {

  private final FakeDeployer server = new FakeDeployer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void tellsTheStoryLineByLine() {
    server.answers(
        "GET /v1/deployments/web-42/why",
        200,
        """
        {"id":"web-42","sentences":[
          {"at":"2026-03-01T11:59:00Z","version":1,
           "cause":{"topic":"deployments.commands","partition":3,"offset":17,"commandId":"c-1"},
           "text":"Asked for by 'billing' for the owner 'aaaaa-aa', from the template 'lock' 1.0.0. Attempt 1 was handed out."},
          {"at":"2026-03-01T11:59:01.250Z","version":2,"cause":"time","text":"Nobody began it."},
          {"at":"2026-03-01T12:00:00Z","text":"It is PENDING."}]}\
        """);

    var ended = Terminal.with(server).run("why", "web-42");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            web-42

            2026-03-01 11:59:00.000Z  ●  Asked for by 'billing' for the owner 'aaaaa-aa', from the template 'lock'
                                         1.0.0. Attempt 1 was handed out.
                                         version 1, by deployments.commands, partition 3, offset 17, command c-1
            2026-03-01 11:59:01.250Z  ●  Nobody began it.
                                         version 2, by the passing of time
            2026-03-01 12:00:00.000Z  ▶  It is PENDING.
            """);
  }

  @Test
  void exitsWith3WhenThereIsNone() {
    server.refuses("GET /v1/deployments/web-1/why", 404, "There is no deployment 'web-1'.");
    assertThat(Terminal.with(server).run("why", "web-1"))
        .isEqualTo(new Terminal.Ended(3, "", "There is no deployment 'web-1'.\n"));
  }
}
