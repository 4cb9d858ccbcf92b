package dev.templatedeployer.dev;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/// A real Kafka, broker and controller, in this JVM, for development and tests.
///
/// Its data stays in a folder and survives a stop as well as a kill. It listens on 127.0.0.1 only
/// and, unless it is told to, asks nobody who they are, so it is not for production.
///
/// Kafka has no public API for this: the classes behind it may change with every version of Kafka.
/// If Kafka itself meets an error that it cannot survive, such as a full disk, it ends this JVM.
public final class EmbeddedBroker implements AutoCloseable {

  private final BrokerFolder folder;
  private final KafkaRaftServer server;
  private final int port;
  private boolean isClosed;

  private EmbeddedBroker(BrokerFolder folder, KafkaRaftServer server, int port) {
    this.folder = folder;
    this.server = server;
    this.port = port;
  }

  /// Starts a broker and waits until it is ready.
  ///
  /// @param folder where its data is, or will be; made if it does not exist
  /// @param port where clients reach it, or 0 for any free one
  /// @throws BrokerNotStarted if it cannot run, with a sentence for the person who started it
  public static EmbeddedBroker start(Path folder, int port) {
    return start(folder, port, Map.of());
  }

  /// The same with settings of one's own, such as those that make it ask its clients who they are.
  ///
  /// @param settings settings of a broker, which win over those for development; clients come in by
  ///   the listener `CLIENTS`
  /// @throws BrokerNotStarted if it cannot run, with a sentence for the person who started it
  public static EmbeddedBroker start(Path folder, int port, Map<String, String> settings) {
    var held = BrokerFolder.hold(folder.toAbsolutePath().normalize());
    try {
      return start(held, freePort(port), freePort(0), settings);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private static EmbeddedBroker start(
      BrokerFolder folder, int port, int controllerPort, Map<String, String> others) {
    var settings = BrokerSettings.with(folder.path(), port, controllerPort, others);
    try {
      return new EmbeddedBroker(folder, started(KafkaConfig.apply(settings, false)), port);
    } catch (Exception e) { // Scala throws checked exceptions without saying so
      throw notStarted(e, folder, port);
    }
  }

  private static KafkaRaftServer started(KafkaConfig config) {
    var server = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (Exception e) {
      server.shutdown();
      throw e;
    }
  }

  /// A port that nobody listens on, as far as one can tell without keeping it.
  private static int freePort(int wanted) {
    try (var socket = new ServerSocket(wanted, 1, InetAddress.ofLiteral(BrokerSettings.HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw portTaken(wanted, e);
    }
  }

  private static BrokerNotStarted notStarted(Exception e, BrokerFolder folder, int port) {
    var causes = Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause);
    return causes.anyMatch(BindException.class::isInstance)
        ? portTaken(port, e)
        : new BrokerNotStarted(
            "Kafka did not start on the data in '%s': %s. The log may say more."
                .formatted(folder.path(), e.getMessage()),
            e);
  }

  private static BrokerNotStarted portTaken(int port, Exception e) {
    return new BrokerNotStarted(
        "Port %d on %s is taken by another program. Stop it or choose another with --kafka-port."
            .formatted(port, BrokerSettings.HOST),
        e);
  }

  /// Where clients find it, such as `127.0.0.1:9092`.
  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + port;
  }

  /// Stops the broker, and returns when its data is on disk. Closing again does nothing.
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      folder.close();
    }
  }
}
