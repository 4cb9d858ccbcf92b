package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServerOutOfReachTest {

  private final FakeDeployer server = new FakeDeployer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void saysHowToStartOne() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var address = "http://127.0.0.1:" + port;
    assertThat(new Terminal().run("ls", "--server", address + "/"))
        .isEqualTo(
            new Terminal.Ended(
                8,
                "",
                "Cannot reach %s: nothing listens there. Start one with './deployer dev', or name another with --server.\n"
                    .formatted(address)));
  }

  @Test
  void prefersTheOptionToTheEnvironment() {
    server.answers("GET /v1/deployments", 200, "{\"items\":[]}");
    var terminal = new Terminal().having("DEPLOYER_SERVER", "http://127.0.0.1:1");
    assertThat(terminal.run("ls").code()).isEqualTo(8);
    assertThat(terminal.run("ls", "--server", server.address()).code()).isZero();
    assertThat(terminal.run("--server", server.address(), "ls").code()).isZero();
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (var address : new String[] {"localhost:8080", "nonsense", "ftp://host", "http://a b"}) {
      assertThat(new Terminal().run("ls", "--server", address))
          .isEqualTo(
              new Terminal.Ended(
                  2,
                  "",
                  "'%s' is not the address of a server. Write it like 'http://127.0.0.1:8080'.\n"
                      .formatted(address)));
    }
  }

  @Nested
  class SomethingElseThatAnswers {

    @Test
    void isUnreachableBehindAGateway() {
      server.answers("GET /v1/deployments", 503, "<html>upstream</html>");
      var ended = Terminal.with(server).run("ls");
      assertThat(ended.code()).isEqualTo(8);
      assertThat(ended.err())
          .startsWith("Cannot reach %s: a gateway answers 503 for it.".formatted(server.address()));
    }

    @Test
    void isAskedToBeChecked() {
      server.answers("GET /v1/deployments", 200, "<html>Hello</html>");
      assertThat(Terminal.with(server).run("ls"))
          .isEqualTo(
              new Terminal.Ended(
                  1,
                  "",
                  "GET %1$s/v1/deployments answered 200 without saying why. Is there a deployer at %1$s? Name another with --server.\n"
                      .formatted(server.address())));
    }

    @Test
    void isRefusedWhenTheServiceSaysThatItIsBusy() {
      server.refuses("GET /v1/deployments", 503, "The service is starting. Try again in 5 s.");
      assertThat(Terminal.with(server).run("ls"))
          .isEqualTo(new Terminal.Ended(4, "", "The service is starting. Try again in 5 s.\n"));
    }
  }
}
