package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.List;

/// Deployments that have failed for the same reason, as far as their
/// [dev.templatedeployer.query.filter.Fingerprint] tells.
///
/// @param pattern their message, with placeholders for what differs
/// @param deployments how many there are
/// @param firstSeen when the one that failed longest ago did
/// @param lastSeen when the one that failed last did
/// @param templates what they were made from, in the order of the names
/// @param sampleId the one that failed last
/// @param sampleMessage its message
/// @param filter selects exactly these
public record FailureGroup(
    String fingerprint,
    String code,
    String pattern,
    long deployments,
    Instant firstSeen,
    Instant lastSeen,
    List<TemplateName> templates,
    DeploymentId sampleId,
    String sampleMessage,
    String filter) {

  public FailureGroup {
    templates = List.copyOf(templates);
  }
}
