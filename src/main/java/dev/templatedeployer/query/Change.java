package dev.templatedeployer.query;

import java.util.List;

/// What became visible at once, or a part of it.
///
/// @param position where to go on after it: how far the read model reaches with it, or as long as
///   there is more to it, before it
/// @param deployments the deployments that it changed, as they are since; may be empty
public record Change(Position position, List<DeploymentSummary> deployments) {

  public Change {
    deployments = List.copyOf(deployments);
  }
}
