package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.verify.Difference;
import dev.templatedeployer.verify.Findings;
import dev.templatedeployer.verify.Spot;
import dev.templatedeployer.verify.Verification;

/// Verifications as JSON. What is not known, or does not apply, is left out.
final class VerificationJson {

  private VerificationJson() {}

  /// A verification without the differences that it found, which are counted only.
  static ObjectNode summary(Verification verification) {
    Findings.Snapshot found = verification.findings();
    ObjectNode json =
        Json.object()
            .put("id", verification.id())
            .put("state", verification.state().name())
            .put("startedBy", verification.startedBy());
    if (verification.deploymentId() != null) {
      json.put("deploymentId", verification.deploymentId());
    }
    DeploymentJson.putTime(json, "startedAt", verification.startedAt());
    DeploymentJson.putTime(json, "endedAt", verification.endedAt());
    json.put("phase", found.phase())
        .put("read", found.read())
        .put("toRead", found.toRead())
        .put("events", found.events())
        .put("deployments", found.deployments())
        .put("canisters", found.canisters())
        .put("differences", found.differences());
    return verification.brokenOff() == null
        ? json
        : json.put("brokenOff", verification.brokenOff());
  }

  /// A verification with the first of the differences that it found.
  static ObjectNode of(Verification verification) {
    ObjectNode json = summary(verification);
    var listed = json.putArray("listed");
    verification.findings().listed().forEach(difference -> listed.add(of(difference)));
    return json;
  }

  private static ObjectNode of(Difference difference) {
    ObjectNode json =
        Json.object().put("kind", difference.kind().name()).put("sentence", difference.sentence());
    if (difference.id() != null) {
      json.put("id", difference.id());
    }
    if (difference.version() != null) {
      json.put("version", difference.version());
    }
    if (difference.field() != null) {
      json.put("field", difference.field());
    }
    Spot spot = difference.spot();
    return spot == null
        ? json
        : json.put("topic", spot.topic())
            .put("partition", spot.partition())
            .put("offset", spot.offset());
  }
}
