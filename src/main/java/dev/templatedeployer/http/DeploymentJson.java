package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.query.DeploymentSummary;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Deployments as JSON. What is not known, or does not apply, is left out.
///
/// The id of the canister is known from the beginning, but shown only when there is a canister.
final class DeploymentJson {

  private DeploymentJson() {}

  /// All that is known of a deployment.
  static ObjectNode of(DeploymentRecord record) {
    DeploymentRequest request = record.request();
    ObjectNode json =
        Json.object()
            .put("id", record.id().value())
            .put("status", record.status().name())
            .put("version", record.version())
            .put("template", request.template().value())
            .put("templateVersion", record.terms().templateVersion())
            .put("owner", request.owner().text())
            .put("caller", record.caller());
    if (record.status() == Status.COMPLETED) {
      json.put("canisterId", record.canisterId().text());
    }
    json.put("run", record.run());
    putToken(json, record.token());
    json.set("labels", texts(request.labels()));
    json.put("configDigest", request.config().digest());
    json.set("config", Json.kept(request.config().json()));
    putPhase(json, record.phase());
    json.set("attempts", attempts(record));
    putTime(json, "notBefore", request.notBefore());
    putTime(json, "deadline", request.deadline());
    DeploymentRecord.CancelWish cancel = record.cancel();
    if (cancel != null) {
      ObjectNode wish = json.putObject("cancel").put("by", cancel.caller());
      putTime(wish.put("reason", cancel.reason()), "at", cancel.at());
    }
    putTime(json, "createdAt", record.createdAt());
    putTime(json, "updatedAt", record.updatedAt());
    putTime(json, "startedAt", record.startedAt());
    return json;
  }

  /// A deployment in a list.
  static ObjectNode of(DeploymentSummary summary) {
    ObjectNode json =
        Json.object()
            .put("id", summary.id().value())
            .put("status", summary.status().name())
            .put("version", summary.version())
            .put("template", summary.template().value())
            .put("templateVersion", summary.templateVersion())
            .put("owner", summary.owner().text())
            .put("caller", summary.caller());
    if (summary.status() == Status.COMPLETED) {
      json.put("canisterId", summary.canisterId().text());
    }
    json.put("run", summary.run());
    putToken(json, summary.token());
    json.set("labels", texts(summary.labels()));
    if (summary.failureCode() != null) {
      json.putObject("failure")
          .put("code", summary.failureCode())
          .put("message", summary.failureMessage());
    }
    putTime(json, "createdAt", summary.createdAt());
    putTime(json, "updatedAt", summary.updatedAt());
    return json;
  }

  /// A failure.
  static ObjectNode of(Failure failure) {
    return Json.object()
        .put("code", failure.code())
        .put("message", failure.message())
        .put("retryable", failure.retryable());
  }

  /// Texts by name, in the order of their names.
  static ObjectNode texts(Map<String, String> texts) {
    ObjectNode json = Json.object();
    new TreeMap<>(texts).forEach(json::put);
    return json;
  }

  static void putToken(ObjectNode json, Token token) {
    json.put("attempt", token.attempt()).put("drive", token.drive());
  }

  /// Puts a time as RFC 3339 in UTC, if there is one.
  static void putTime(ObjectNode json, String name, @Nullable Instant time) {
    if (time != null) {
      json.put(name, time.toString());
    }
  }

  private static void putPhase(ObjectNode json, Phase phase) {
    switch (phase) {
      case Phase.Waiting(var until) -> putTime(json, "nextAttemptAt", until);
      case Phase.Completed(var details) -> json.set("details", texts(details));
      case Phase.Failed(var failure) -> json.set("failure", of(failure));
      case Phase.Cancelled(_, var reason) -> json.put("reason", reason);
      case Phase.Dispatched _, Phase.Running _, Phase.Redispatched _ -> {}
    }
  }

  private static ArrayNode attempts(DeploymentRecord record) {
    ArrayNode attempts = Json.array();
    for (DeploymentRecord.Attempt attempt : record.attempts()) {
      ObjectNode json = attempts.addObject();
      putToken(json, attempt.token());
      putTime(json, "startedAt", attempt.startedAt());
      putTime(json, "endedAt", attempt.endedAt());
      if (attempt.failure() != null) {
        json.set("failure", of(attempt.failure()));
      }
    }
    return attempts;
  }
}
