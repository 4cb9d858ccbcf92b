package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one committed transaction brought.
///
/// @param position how far the read model reaches with it
/// @param deployments the deployments that it changed, as they are now
/// @param end why nothing can follow it, or null if all is well
record Batch(
    Position position, Map<DeploymentId, DeploymentRecord> deployments, @Nullable BrokenLog end) {}
