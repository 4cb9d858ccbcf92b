package dev.templatedeployer.bench;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.SchemaIds;
import java.util.List;

/// The service that is measured, as it looks from Kafka.
///
/// @param brokers the address of its Kafka, for sentences
/// @param commands the topic that takes commands of backends
/// @param topics all topics of the service, the three above among them
/// @param changelogPrefix what the names of its changelogs begin with
/// @param owner who will own what is deployed
public record BenchTarget(
    String brokers,
    String commands,
    String outcomes,
    String replies,
    List<String> topics,
    String changelogPrefix,
    SchemaIds schemaIds,
    Principal owner) {

  public BenchTarget {
    topics = List.copyOf(topics);
  }
}
