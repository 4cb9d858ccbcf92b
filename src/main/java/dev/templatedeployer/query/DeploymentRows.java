package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import java.util.Set;
import java.util.function.Consumer;

/// The rows of deployments as they lie in the tables, for those who check them.
public interface DeploymentRows {

  /// Shows every row that says it is from one of `partitions`, in no particular order and all as
  /// they are at one moment.
  ///
  /// Takes one of the few connections that read for as long as it lasts.
  ///
  /// @param visitor called for each, one after the other; must not ask the read model anything
  /// @return how far the read model reaches with them
  Position rows(Set<Integer> partitions, Consumer<DeploymentRow> visitor);

  /// Shows the row of one deployment, if there is one.
  ///
  /// @return how far the read model reaches with it
  Position row(DeploymentId id, Consumer<DeploymentRow> visitor);
}
