package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A canister in a list.
///
/// @param kind its kind, which is the name of its template
/// @param version the number of its events
/// @param status the word of its kind for where it stands as of its last event
/// @param deploymentId the deployment that created it, or null if its events do not tell
public record CanisterSummary(
    Principal id,
    String kind,
    long version,
    Principal owner,
    String status,
    @Nullable DeploymentId deploymentId,
    Instant createdAt,
    Instant updatedAt) {}
