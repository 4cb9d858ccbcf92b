package dev.templatedeployer.admission;

import dev.templatedeployer.domain.Policy;

/// What the operator grants to the deployments of a template.
///
/// @param isEnabled whether new ones are let in
/// @param ownerLimits how often one owner may have it deployed
public record TemplateTerms(boolean isEnabled, Policy policy, OwnerLimits ownerLimits) {}
