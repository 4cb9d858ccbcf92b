package dev.templatedeployer.dev;

import java.io.IOException;
import java.nio.file.Path;

/// A broker in a process of its own, with two letters in a committed transaction.
final class BrokerToKill {

  private static final String READY = "ready";

  private BrokerToKill() {}

  /// Starts one and waits until the letters are committed.
  static Process start(Path folder) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "@ops/jvm.args",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerToKill.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var lines = process.inputReader();
    for (var line = lines.readLine(); !READY.equals(line); line = lines.readLine()) {
      if (line == null) {
        throw new IllegalStateException("The broker to kill died by itself.");
      }
    }
    return process;
  }

  static void main(String[] folder) throws Exception {
    var broker = EmbeddedBroker.start(Path.of(folder[0]), 0);
    Letters.createTopic(broker.bootstrapServers());
    Letters.sendInOneTransaction(broker.bootstrapServers(), "a", "b");
    System.out.println(READY);
    Thread.currentThread().join(); // until it is killed
  }
}
