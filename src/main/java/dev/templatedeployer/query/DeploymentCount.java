package dev.templatedeployer.query;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;

/// How many deployments of a template are in a status.
public record DeploymentCount(TemplateName template, Status status, long deployments) {}
