package dev.templatedeployer.query;

import java.util.Optional;

/// Where the logs are: the cluster and the topics. A read model made from others is of no use.
///
/// @param clusterId Kafka's id of the cluster
/// @param deployments the topic of the events of deployments
/// @param canisters the topic of the events of canisters
public record EventTopics(String clusterId, String deployments, String canisters) {

  String topic(EventLog log) {
    return switch (log) {
      case DEPLOYMENTS -> deployments;
      case CANISTERS -> canisters;
    };
  }

  Optional<EventLog> log(String topic) {
    if (topic.equals(deployments)) {
      return Optional.of(EventLog.DEPLOYMENTS);
    }
    return topic.equals(canisters) ? Optional.of(EventLog.CANISTERS) : Optional.empty();
  }
}
