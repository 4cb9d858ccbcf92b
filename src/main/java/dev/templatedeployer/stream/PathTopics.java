package dev.templatedeployer.stream;

import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.util.ArrayList;
import java.util.List;

/// What Kafka holds of one path of the topology: what it reads, what it writes down as the truth,
/// and the changelogs of its stores, which follow from both.
///
/// @param events where it writes what happened; its stores can be made anew from it
/// @param inputs what it reads
/// @param store the changelog of what the events add up to
/// @param positions the changelog of how far the inputs were read
record PathTopics(String events, List<String> inputs, String store, String positions) {

  PathTopics {
    inputs = List.copyOf(inputs);
  }

  /// The path of deployments.
  ///
  /// @param backends the backends that have a command topic of their own
  static PathTopics ofDeployments(Topics topics, List<String> backends, String applicationId) {
    var inputs = new ArrayList<String>();
    if (backends.isEmpty()) {
      inputs.add(topics.commands().name());
    }
    backends.stream().map(topics::commands).map(Topic::name).forEach(inputs::add);
    inputs.add(topics.adminCommands().name());
    inputs.add(topics.reports().name());
    return new PathTopics(
        topics.events().name(),
        inputs,
        changelog(applicationId, DeploymentPath.DEPLOYMENTS),
        changelog(applicationId, DeploymentPath.INPUT_POSITIONS));
  }

  /// The path of canisters.
  static PathTopics ofCanisters(Topics topics, String applicationId) {
    return new PathTopics(
        topics.canisterEvents().name(),
        List.of(topics.canisterCommands().name()),
        changelog(applicationId, CanisterPath.CANISTERS),
        changelog(applicationId, CanisterPath.INPUT_POSITIONS));
  }

  /// The changelog topic of a store, as Kafka Streams names it.
  static String changelog(String applicationId, String store) {
    return applicationId + "-" + store + "-changelog";
  }
}
