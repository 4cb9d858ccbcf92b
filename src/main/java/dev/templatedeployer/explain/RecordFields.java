package dev.templatedeployer.explain;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A record laid out flat: every field with its value as text, so that two records can be compared
/// and the difference named. The config is there by its digest alone, since it may hold secrets.
public final class RecordFields {

  private final SequencedMap<String, String> fields = new LinkedHashMap<>();

  private RecordFields() {}

  /// The fields of `record` that have a value, in the order in which people look at them; none if
  /// it is null.
  public static SequencedMap<String, String> of(@Nullable DeploymentRecord record) {
    var all = new RecordFields();
    if (record != null) {
      all.addAll(record);
    }
    return Collections.unmodifiableSequencedMap(all.fields);
  }

  /// The fields that differ, in the order of [#of].
  ///
  /// @param before null for a deployment that does not exist yet
  public static List<FieldChange> changes(
      @Nullable DeploymentRecord before, @Nullable DeploymentRecord after) {
    Map<String, String> first = of(before);
    Map<String, String> second = of(after);
    var names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    var changes = new ArrayList<FieldChange>();
    for (String name : names) {
      String a = first.get(name);
      String b = second.get(name);
      if (a == null ? b != null : !a.equals(b)) {
        changes.add(new FieldChange(name, a, b));
      }
    }
    return List.copyOf(changes);
  }

  private void addAll(DeploymentRecord record) {
    put("id", record.id());
    put("status", record.status());
    put("version", record.version());
    put(record.phase());
    put("", record.token());
    put("run", record.run());
    put("firstAttemptOfRun", record.firstAttemptOfRun());
    put(record.request());
    put("terms.templateVersion", record.terms().templateVersion());
    put(record.terms().policy());
    put("caller", record.caller());
    put("canisterId", record.canisterId().text());
    put("startedAt", record.startedAt());
    put(record.cancel());
    put(record.attempts());
    put("lastRetryId", record.lastRetryId());
    put("lastOutcomeVersion", record.lastOutcomeVersion());
    put("createdAt", record.createdAt());
    put("updatedAt", record.updatedAt());
  }

  private void put(Phase phase) {
    put("phase", phase.getClass().getSimpleName());
    switch (phase) {
      case Phase.Waiting(var until) -> put("phase.until", until);
      case Phase.Dispatched(var at) -> put("phase.dispatchedAt", at);
      case Phase.Redispatched(var at) -> put("phase.dispatchedAt", at);
      case Phase.Running(var executor, var startedAt) -> {
        put("phase.executor", executor);
        put("phase.startedAt", startedAt);
      }
      case Phase.Completed(var details) ->
          new TreeMap<>(details).forEach((name, value) -> put("details." + name, value));
      case Phase.Failed(var failure) -> put("failure.", failure);
      case Phase.Cancelled(var caller, var reason) -> {
        put("cancelled.by", caller);
        put("cancelled.reason", reason);
      }
    }
  }

  private void put(DeploymentRequest request) {
    put("template", request.template());
    put("request.templateVersion", request.templateVersion());
    put("configDigest", request.config().digest());
    put("owner", request.owner().text());
    new TreeMap<>(request.labels()).forEach((name, value) -> put("labels." + name, value));
    put("notBefore", request.notBefore());
    put("deadline", request.deadline());
  }

  private void put(Policy policy) {
    put("policy.maxAttempts", policy.maxAttempts());
    put("policy.backoff", policy.backoff());
    put("policy.maxBackoff", policy.maxBackoff());
    put("policy.attemptTimeout", policy.attemptTimeout());
    put("policy.lease", policy.lease());
    put("policy.startTimeout", policy.startTimeout());
    put("policy.maxDrives", policy.maxDrives());
  }

  private void put(DeploymentRecord.@Nullable CancelWish wish) {
    if (wish != null) {
      put("cancel.by", wish.caller());
      put("cancel.reason", wish.reason());
      put("cancel.at", wish.at());
    }
  }

  private void put(List<DeploymentRecord.Attempt> attempts) {
    for (int i = 0; i < attempts.size(); i++) {
      DeploymentRecord.Attempt attempt = attempts.get(i);
      String prefix = "attempts[%d].".formatted(i);
      put(prefix, attempt.token());
      put(prefix + "startedAt", attempt.startedAt());
      put(prefix + "endedAt", attempt.endedAt());
      if (attempt.failure() != null) {
        put(prefix + "failure.", attempt.failure());
      }
    }
  }

  private void put(String prefix, Token token) {
    put(prefix + "attempt", token.attempt());
    put(prefix + "drive", token.drive());
  }

  private void put(String prefix, Failure failure) {
    put(prefix + "code", failure.code());
    put(prefix + "message", failure.message());
    put(prefix + "retryable", failure.retryable());
  }

  private void put(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value.toString());
    }
  }
}
