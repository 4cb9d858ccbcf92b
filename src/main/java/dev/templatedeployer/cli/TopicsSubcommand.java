package dev.templatedeployer.cli;

import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.topics.TopicCheck;
import dev.templatedeployer.topics.TopicDifference;
import dev.templatedeployer.wire.Topic;
import java.util.List;
import picocli.CommandLine.Mixin;

/// A command about the difference between the manifest and a broker.
abstract class TopicsSubcommand extends Subcommand {

  private final Parts parts;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  TopicsSubcommand(Session session, Parts parts) {
    super(session);
    this.parts = parts;
  }

  /// Does it with the differences that there are.
  abstract ExitCode run(List<TopicDifference> differences, BrokerTopics broker)
      throws BrokerTrouble, InterruptedException;

  @Override
  final ExitCode run() throws CommandFailed, InterruptedException {
    KafkaLogging.silence();
    var cluster = kafka.cluster(parts.installation(), session().surroundings().environment());
    var names = cluster.manifest().stream().map(Topic::name).toList();
    try (var broker = parts.brokers().at(cluster.kafka())) {
      var differences =
          TopicCheck.differences(cluster.manifest(), cluster.replication(), broker.find(names));
      if (differences.isEmpty()) {
        session().hint("All %d topics are as they should be.".formatted(names.size()));
      }
      return run(differences, broker);
    } catch (BrokerTrouble e) {
      throw KafkaFailure.of(e);
    }
  }
}
