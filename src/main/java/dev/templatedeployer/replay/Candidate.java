package dev.templatedeployer.replay;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;

/// A failed deployment that a plan may be made of.
///
/// @param version the one at which it is FAILED
/// @param fingerprint what failures of one cause have in common
public record Candidate(
    DeploymentId id,
    long version,
    TemplateName template,
    String failureCode,
    String fingerprint,
    String message) {}
