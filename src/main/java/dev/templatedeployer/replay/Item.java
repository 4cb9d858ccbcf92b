package dev.templatedeployer.replay;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;

/// One failed deployment in the frozen list of a plan.
///
/// @param version its version when the plan was made; a deployment with another one is left alone
/// @param failureCode why it had failed
/// @param fingerprint what failures of one cause have in common
public record Item(
    DeploymentId id, long version, TemplateName template, String failureCode, String fingerprint) {}
