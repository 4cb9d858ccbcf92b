package dev.templatedeployer.domain;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a backend asks for. Two requests are the same request if they are equal.
///
/// @param template which template
/// @param templateVersion the version it must have, or null for whichever the service has
/// @param config what the template is to make of it
/// @param owner who will own the canister; not the caller
/// @param labels the sender's own words, carried to the outcome
/// @param notBefore the earliest start, or null for at once
/// @param deadline after which no attempt is started, or null for none
public record DeploymentRequest(
    TemplateName template,
    @Nullable String templateVersion,
    Config config,
    Principal owner,
    Map<String, String> labels,
    @Nullable Instant notBefore,
    @Nullable Instant deadline) {

  public DeploymentRequest {
    labels = Map.copyOf(labels);
  }
}
