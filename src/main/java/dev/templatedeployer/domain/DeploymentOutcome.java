package dev.templatedeployer.domain;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The public, final word on one run of a deployment. Small and stable: no config in it, so that a
/// new template breaks no subscriber.
///
/// @param version the record's version when it was reached; with `id` it names the outcome
/// @param run which run it ends
/// @param replaces the version of the outcome that this one takes the place of: that of the run
///   before, or of the same run if this is a success that was heard of after that had ended FAILED
///   or CANCELLED. Null for the first
/// @param status `COMPLETED`, `FAILED` or `CANCELLED`
/// @param canisterId the canister, if completed
/// @param failure why not, if failed
/// @param details what the template said of the canister, if completed
/// @param reason why it was given up, if cancelled
/// @param attempts the number of its last attempt, over all runs; that one may have ended before
///   the template was called
/// @param startedAt when the template was called in that attempt, or null if it was not
public record DeploymentOutcome(
    DeploymentId id,
    long version,
    int run,
    @Nullable Long replaces,
    Status status,
    TemplateName template,
    String templateVersion,
    Principal owner,
    String caller,
    @Nullable Principal canisterId,
    @Nullable Failure failure,
    Map<String, String> details,
    @Nullable String reason,
    int attempts,
    String configDigest,
    Map<String, String> labels,
    Instant requestedAt,
    @Nullable Instant startedAt,
    Instant endedAt) {

  public DeploymentOutcome {
    details = Map.copyOf(details);
    labels = Map.copyOf(labels);
  }
}
