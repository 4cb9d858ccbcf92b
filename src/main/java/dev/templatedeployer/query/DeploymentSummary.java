package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.filter.Facts;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment in a list. Its config is not in it.
///
/// @param token its newest start
/// @param run 1 for the first, one more for each manual retry
/// @param failureCode why it failed, for programs; null unless it has
/// @param failureMessage why it failed, for people; null unless it has
public record DeploymentSummary(
    DeploymentId id,
    long version,
    Status status,
    TemplateName template,
    String templateVersion,
    Principal owner,
    String caller,
    Principal canisterId,
    Token token,
    int run,
    @Nullable String failureCode,
    @Nullable String failureMessage,
    Map<String, String> labels,
    Instant createdAt,
    Instant updatedAt)
    implements Facts {

  public DeploymentSummary {
    labels = Map.copyOf(labels);
  }

  /// What a list says of `record`.
  public static DeploymentSummary of(DeploymentRecord record) {
    Failure failure = record.phase() instanceof Phase.Failed(var why) ? why : null;
    return new DeploymentSummary(
        record.id(),
        record.version(),
        record.status(),
        record.request().template(),
        record.terms().templateVersion(),
        record.request().owner(),
        record.caller(),
        record.canisterId(),
        record.token(),
        record.run(),
        failure == null ? null : failure.code(),
        failure == null ? null : failure.message(),
        record.request().labels(),
        record.createdAt(),
        record.updatedAt());
  }
}
