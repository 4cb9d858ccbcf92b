package dev.templatedeployer.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which Kafka is meant.
final class KafkaOptions {

  static final String DEVELOPMENT = "127.0.0.1:9092";

  private static final String BOOTSTRAP = "kafka.bootstrap.servers";

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The Kafka to talk to. Default: what --config says, else " + DEVELOPMENT + ".")
  private @Nullable String bootstrap;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings file of the service.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting, which wins over file and environment. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /// The Kafka that is meant.
  Installation.Cluster cluster(Installation installation, Map<String, String> environment)
      throws CommandFailed {
    return installation.read(options(environment));
  }

  /// What the command line says, with the Kafka that is meant if nothing else says it.
  Installation.Options options(Map<String, String> environment) {
    var all = new LinkedHashMap<>(settings);
    if (bootstrap != null) {
      all.put(BOOTSTRAP, bootstrap);
    } else if (config == null && !environment.containsKey("DEPLOYER_KAFKA_BOOTSTRAP_SERVERS")) {
      all.putIfAbsent(BOOTSTRAP, DEVELOPMENT);
    }
    return new Installation.Options(config, all);
  }
}
