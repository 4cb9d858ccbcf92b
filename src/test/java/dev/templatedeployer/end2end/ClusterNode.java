package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// One node of a cluster, broker and controller, as a program of its own. Ends when its standard
/// input does, as it does when whoever started it dies.
final class ClusterNode {

  private ClusterNode() {}

  /// Runs it.
  ///
  /// @param arguments the file of its settings, and the id of the cluster
  public static void main(String[] arguments) throws Exception {
    var settings = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
      settings.load(reader);
    }
    format(settings, arguments[1]);
    new KafkaRaftServer(KafkaConfig.apply(settings, false), Time.SYSTEM).startup();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // whoever started it lives
    }
    Runtime.getRuntime().halt(0);
  }

  private static void format(Properties settings, String clusterId) throws Exception {
    String folder = settings.getProperty("log.dirs");
    if (Files.exists(Path.of(folder, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
        .setClusterId(clusterId)
        .setControllerListenerName("CONTROLLER")
        .addDirectory(folder)
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .run();
  }

  /// What a node is told, in a file.
  static Path written(Path file, Properties settings) throws IOException {
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    return file;
  }
}
