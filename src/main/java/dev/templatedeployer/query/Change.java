package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentRecord;
import java.util.List;

/// What became visible at once.
///
/// @param position how far the read model reaches with it
/// @param deployments the deployments that it changed, as they are since; may be empty
public record Change(Position position, List<DeploymentRecord> deployments) {

  public Change {
    deployments = List.copyOf(deployments);
  }
}
