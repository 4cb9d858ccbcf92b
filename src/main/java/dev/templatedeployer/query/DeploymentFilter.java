package dev.templatedeployer.query;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which deployments are wanted: those of which everything that is said here is true. Null says
/// nothing.
///
/// @param labels the labels that they have, perhaps among others
public record DeploymentFilter(
    @Nullable Status status,
    @Nullable TemplateName template,
    @Nullable Principal owner,
    @Nullable String caller,
    Map<String, String> labels) {

  /// All deployments.
  public static final DeploymentFilter ALL = new DeploymentFilter(null, null, null, null, Map.of());

  public DeploymentFilter {
    labels = Map.copyOf(labels);
  }
}
