package dev.templatedeployer.cli;

import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the settings say of the service's Kafka, for the commands that speak to it directly.
@FunctionalInterface
public interface Installation {

  /// Reads the settings, and asks nobody yet.
  ///
  /// @throws CommandFailed if they make no sense, with a sentence for each mistake
  Cluster read(Options options) throws CommandFailed;

  /// What the command line says.
  ///
  /// @param config the settings file, or null if there is none
  /// @param settings the settings given by `--set`, which win over all others;
  ///   `kafka.bootstrap.servers` is among them if `--bootstrap` was given
  record Options(@Nullable Path config, Map<String, String> settings) {
    public Options {
      settings = Map.copyOf(settings);
    }
  }

  /// A Kafka, and what should be on it.
  ///
  /// @param kafka what clients are told, `bootstrap.servers` among it; may hold secrets
  /// @param commandTopic the name of a topic that takes commands of backends
  /// @param manifest every topic that should be there
  /// @param replyTopics topics of others that the service may be asked to answer on
  /// @param replication copies that each partition should have
  /// @param applicationId what the names of the service's changelogs begin with
  record Cluster(
      Map<String, String> kafka,
      Topics topics,
      String commandTopic,
      List<Topic> manifest,
      ReplyTopics replyTopics,
      int replication,
      String applicationId,
      SchemaIds schemaIds) {
    public Cluster {
      kafka = Map.copyOf(kafka);
      manifest = List.copyOf(manifest);
    }

    /// The addresses of the brokers.
    String brokers() {
      return kafka.getOrDefault("bootstrap.servers", "127.0.0.1:9092");
    }

    /// Prints without `kafka`, which may hold passwords.
    @Override
    public String toString() {
      return "%d topics of %s".formatted(manifest.size(), applicationId);
    }
  }
}
