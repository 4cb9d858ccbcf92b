package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentReply;
import org.jspecify.annotations.Nullable;

/// What the service said to a command.
///
/// @param reply taken or refused
/// @param version the version of the deployment right after the command, or null if the service did
///   not say
public record Answer(DeploymentReply reply, @Nullable Long version) {}
