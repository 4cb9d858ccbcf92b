package dev.templatedeployer.end2end;

import dev.templatedeployer.CannotStart;
import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A broker of its own and the service on it, both in this process, on free ports, with their data
/// in one folder and everything as small as it can be.
record SmallInstallation(EmbeddedBroker broker, Deployer deployer) implements AutoCloseable {

  /// Starts both.
  ///
  /// @param more settings of the service, which win over the usual ones
  static SmallInstallation start(Path folder, Map<String, String> more)
      throws CannotStart, InterruptedException {
    EmbeddedBroker broker = broker(folder);
    try {
      return new SmallInstallation(broker, deployer(broker, folder, more));
    } catch (CannotStart | InterruptedException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /// The broker alone, for services that come and go.
  static EmbeddedBroker broker(Path folder) {
    return EmbeddedBroker.start(folder.resolve("kafka"), 0);
  }

  /// A service on a broker that is there; it finds again what the last one in the folder left.
  static Deployer deployer(EmbeddedBroker broker, Path folder, Map<String, String> more)
      throws CannotStart, InterruptedException {
    var settings =
        new HashMap<>(
            Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "deployer.state-dir", folder.resolve("state").toString(),
                "deployer.http.port", "0",
                "deployer.topics.partitions", "2",
                "deployer.topics.replication", "1"));
    settings.putAll(more);
    return Deployer.startWithTopics(Deployer.settings(settings, Map.of(), null));
  }

  @Override
  public void close() {
    deployer.close();
    broker.close();
  }
}
