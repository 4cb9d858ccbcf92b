package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentId;
import org.jspecify.annotations.Nullable;

/// A command was taken, and its outcome will follow.
///
/// @param id the deployment, by which its outcome is known
/// @param version the version of the deployment right after the command: an outcome of a lower one
///   is of an earlier run. Null if the service did not say
public record Pending(DeploymentId id, @Nullable Long version) {}
