package dev.templatedeployer.dev;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// How Kafka runs as a single node on a developer's machine.
final class BrokerSettings {

  static final String HOST = "127.0.0.1";
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  static final String CLIENT_LISTENER = "CLIENTS";

  private static final String ALWAYS =
      """
      process.roles = broker,controller
      controller.listener.names = CONTROLLER
      inter.broker.listener.name = CLIENTS
      listener.security.protocol.map = CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
      auto.create.topics.enable = false

      # There is no second node to copy anything to.
      offsets.topic.replication.factor = 1
      transaction.state.log.replication.factor = 1
      transaction.state.log.min.isr = 1
      share.coordinator.state.topic.replication.factor = 1
      share.coordinator.state.topic.min.isr = 1

      # Few clients: fewer partitions start and stop faster.
      offsets.topic.num.partitions = 4
      transaction.state.log.num.partitions = 4
      share.coordinator.state.topic.num.partitions = 4

      # Answer at once, do not wait for more of the same.
      group.initial.rebalance.delay.ms = 0

      # Whoever comes back after a holiday finds everything again.
      offsets.retention.minutes = 5256000

      add.partitions.to.txn.retry.backoff.ms = 1
      controller.quorum.append.linger.ms = 1

      # Notice soon that a client was killed, or after a restart that this broker was.
      transaction.abort.timed.out.transaction.cleanup.interval.ms = 1000
      broker.heartbeat.interval.ms = 500
      broker.session.timeout.ms = 3000

      # Two cores, one disk and little memory, shared with everything else.
      metadata.max.idle.interval.ms = 5000
      num.network.threads = 2
      num.io.threads = 4
      background.threads = 2
      group.coordinator.threads = 2
      log.cleaner.dedupe.buffer.size = 16777216
      """;

  private BrokerSettings() {}

  /// @param others what is to be set besides or instead
  static Properties with(Path folder, int port, int controllerPort, Map<String, String> others) {
    var clients = "%s://%s:%d".formatted(CLIENT_LISTENER, HOST, port);
    var controller = "%s://%s:%d".formatted(CONTROLLER_LISTENER, HOST, controllerPort);
    var settings = new Properties();
    try {
      settings.load(new StringReader(ALWAYS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.setProperty("node.id", Integer.toString(NODE_ID));
    settings.setProperty("log.dirs", folder.toString());
    settings.setProperty("listeners", clients + "," + controller);
    settings.setProperty("advertised.listeners", clients);
    settings.setProperty(
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort));
    settings.putAll(others);
    return settings;
  }
}
