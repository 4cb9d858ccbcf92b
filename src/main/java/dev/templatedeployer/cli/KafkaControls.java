package dev.templatedeployer.cli;

import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.control.ControlUnavailable;
import dev.templatedeployer.control.log.ControlClients;
import dev.templatedeployer.control.log.ControlTopics;
import dev.templatedeployer.control.log.ControlWriter;
import java.util.Map;
import java.util.Set;

/// Changes what holds without the service, as one more of those who take turns at it.
final class KafkaControls {

  private KafkaControls() {}

  /// What comes of `change`, which is about no template.
  static ControlDecision change(Installation.Cluster cluster, ControlChange change)
      throws ControlUnavailable, InterruptedException {
    return new ControlWriter(
            new ControlClients(Map.copyOf(cluster.kafka())),
            ControlTopics.of(cluster.topics(), cluster.schemaIds()),
            ControlWriter.transactionalId(cluster.applicationId()),
            new ControlRules(Set.of()))
        .change(change)
        .decision();
  }
}
