package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.identity.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one committed transaction brought.
///
/// @param position how far the read model reaches with it
/// @param deployments the deployments that it changed, as they are now
/// @param canisters the versions of the canisters that it changed, each with `position`
/// @param end why nothing can follow it, or null if all is well
record Batch(
    Position position,
    Map<DeploymentId, DeploymentRecord> deployments,
    Map<Principal, Answer<Long>> canisters,
    @Nullable BrokenLog end) {}
