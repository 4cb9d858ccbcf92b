package dev.templatedeployer.dev;

import dev.templatedeployer.Deployer;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/// What a person is told when development mode is ready: what is where, and what to try next.
///
/// @param dataDir the folder of the data
record Greeting(Path dataDir, EmbeddedBroker broker, Deployer deployer) {

  private static final int USUAL_PORT = 8080;

  void printTo(PrintStream terminal, long nanosToStart) {
    terminal.println(
        """

        The template deployer is ready, after %s s.

          API         %s
          Metrics     %s/metrics
          Kafka       %s
          Templates   %s
          Data        %s

        Try in another terminal:

          ./deployer%s deploy lock -f src/examples/lock.json --wait
          ./deployer%s ls
          ./deployer bench --count 10000 --bootstrap %s

        Ctrl-C ends it; the data stays.
        """
            .formatted(
                String.format(Locale.ROOT, "%.1f", nanosToStart / 1e9),
                deployer.api(),
                deployer.api(),
                broker.bootstrapServers(),
                String.join(", ", deployer.templates()),
                dataDir.toAbsolutePath().normalize(),
                serverOption(deployer.api()),
                serverOption(deployer.api()),
                broker.bootstrapServers()));
  }

  /// What a command line needs so that it reaches `api`: nothing, where the API usually is.
  static String serverOption(URI api) {
    return api.getPort() == USUAL_PORT ? "" : " --server " + api;
  }
}
