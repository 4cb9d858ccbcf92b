package dev.templatedeployer.end2end;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/// Three brokers, each a process of its own that copies to the others, and each with a second
/// listener that is reached through a [Link] alone.
///
/// Kafka's own defaults hold for all that concerns failures, but for the one that `ops/README.md`
/// asks for, so what is seen here is what a user sees.
final class BrokerCluster implements AutoCloseable {

  private static final int NODES = 3;

  private final Path folder;
  private final String clusterId = Uuid.randomUuid().toString();
  private final List<Integer> direct = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  private BrokerCluster(Path folder) {
    this.folder = folder;
  }

  /// Starts all, and returns when each says that it is ready.
  static BrokerCluster start(Path folder) throws IOException {
    var cluster = new BrokerCluster(folder);
    try {
      cluster.configure();
      for (int node = 0; node < NODES; node++) {
        cluster.processes.add(cluster.launch(node));
      }
      for (Process process : cluster.processes) {
        awaitReady(process);
      }
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /// Where tests reach it, whatever is done to the link.
  String bootstrapServers() {
    return direct.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /// Where it is reached through the link.
  String linkedServers() {
    return links.stream().map(link -> "127.0.0.1:" + link.port()).collect(Collectors.joining(","));
  }

  /// Lets nothing pass on the link any more, while all connections stay.
  void halfOpenTheLink() {
    links.forEach(Link::halt);
  }

  /// Lets everything pass again.
  void mendTheLink() {
    links.forEach(Link::resume);
  }

  /// Ends a node as a power cut would.
  void kill(int node) throws InterruptedException {
    processes.get(node).destroyForcibly();
    processes.get(node).waitFor();
  }

  /// Starts a node again that was killed. Returns before it is ready.
  void restart(int node) throws IOException {
    processes.set(node, launch(node));
  }

  private void configure() throws IOException {
    List<Integer> controllers = IntStream.range(0, NODES).mapToObj(_ -> freePort()).toList();
    String voters =
        IntStream.range(0, NODES)
            .mapToObj(i -> "%d@127.0.0.1:%d".formatted(i + 1, controllers.get(i)))
            .collect(Collectors.joining(","));
    for (int i = 0; i < NODES; i++) {
      int port = freePort();
      int behindTheLink = freePort();
      var link = Link.to(behindTheLink);
      direct.add(port);
      links.add(link);
      var settings = new Properties();
      settings.setProperty("process.roles", "broker,controller");
      settings.setProperty("node.id", Integer.toString(i + 1));
      settings.setProperty("controller.quorum.voters", voters);
      settings.setProperty("controller.listener.names", "CONTROLLER");
      settings.setProperty("inter.broker.listener.name", "DIRECT");
      settings.setProperty(
          "listener.security.protocol.map",
          "DIRECT:PLAINTEXT,LINKED:PLAINTEXT,CONTROLLER:PLAINTEXT");
      settings.setProperty(
          "listeners",
          "DIRECT://127.0.0.1:%d,LINKED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
              .formatted(port, behindTheLink, controllers.get(i)));
      settings.setProperty(
          "advertised.listeners",
          "DIRECT://127.0.0.1:%d,LINKED://127.0.0.1:%d".formatted(port, link.port()));
      settings.setProperty("log.dirs", folder.resolve("node-" + (i + 1)).toString());
      settings.setProperty("auto.create.topics.enable", "false");
      settings.setProperty("group.initial.rebalance.delay.ms", "0");
      settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
      settings.setProperty("offsets.topic.num.partitions", "3");
      settings.setProperty("transaction.state.log.num.partitions", "3");
      settings.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
      Files.createDirectories(folder.resolve("node-" + (i + 1)));
      ClusterNode.written(settingsOf(i), settings);
    }
  }

  private Process launch(int node) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ClusterNode.class.getName(),
            settingsOf(node).toString(),
            clusterId)
        .redirectError(
            ProcessBuilder.Redirect.appendTo(
                folder.resolve("node-%d.log".formatted(node)).toFile()))
        .start();
  }

  private Path settingsOf(int node) {
    return folder.resolve("node-%d.properties".formatted(node + 1));
  }

  private static void awaitReady(Process process) throws IOException {
    var lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("ready")) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new AssertionError("A broker did not start.");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.forEach(process -> {
      process.destroyForcibly();
      process.onExit().join();
    });
    links.forEach(Link::close);
  }
}
