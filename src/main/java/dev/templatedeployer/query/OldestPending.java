package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import java.time.Instant;

/// The deployment that was accepted before all others that are PENDING.
public record OldestPending(DeploymentId id, Instant createdAt) {}
