package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentRecord;

/// What the service's store holds of one deployment.
///
/// @param lastEventHash the hash of its last event, with which the next one is chained
public record StoredRecord(DeploymentRecord record, EventHash lastEventHash) {}
