package dev.templatedeployer.dev;

import java.io.IOException;
import java.nio.file.Path;

/// The embedded broker as a program of its own: what a benchmark measures against, so that the
/// broker's CPU can be told from that of everybody else, and so that it can be killed alone.
///
/// Prints `ready HOST:PORT` on standard output. Ends in order on SIGTERM, and also when its
/// standard input ends, as it does when whoever started it dies.
public final class BrokerProgram {

  private BrokerProgram() {}

  /// Runs the broker.
  ///
  /// @param arguments the folder of the data, and the port or 0
  public static void main(String[] arguments) throws IOException {
    EmbeddedBroker broker;
    try {
      broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    } catch (BrokerNotStarted e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
    System.out.println("ready " + broker.bootstrapServers());
    while (System.in.read() >= 0) {
      // whoever started it lives
    }
    System.exit(0);
  }
}
