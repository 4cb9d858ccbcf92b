package dev.templatedeployer.stream;

import dev.templatedeployer.wire.Topics;
import java.util.List;
import java.util.Map;

/// The stores of a service, by where Kafka keeps what they are restored from.
///
/// @param kafka what the clients are told, `bootstrap.servers` among it
/// @param backends the backends that have a command topic of their own
/// @param applicationId names the consumer group, and begins the names of the changelogs
/// @param replication copies of each changelog; -1 leaves it to the broker
public record KeptStores(
    Map<String, String> kafka,
    Topics topics,
    List<String> backends,
    String applicationId,
    int replication) {

  public KeptStores {
    kafka = Map.copyOf(kafka);
    backends = List.copyOf(backends);
  }

  PathTopics deployments() {
    return PathTopics.ofDeployments(topics, backends, applicationId);
  }

  PathTopics canisters() {
    return PathTopics.ofCanisters(topics, applicationId);
  }

  /// Prints without `kafka`, which may hold passwords.
  @Override
  public String toString() {
    return "the stores of " + applicationId;
  }
}
