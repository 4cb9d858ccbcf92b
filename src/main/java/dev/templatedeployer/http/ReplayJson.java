package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.replay.Item;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.ItemStatus;
import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.Replay;
import dev.templatedeployer.replay.ReplayPlan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Replays as JSON.
final class ReplayJson {

  private static final int SAMPLE = 5;

  private ReplayJson() {}

  /// A replay in a list.
  static ObjectNode summary(Replay replay, Instant now) {
    ReplayPlan plan = replay.wholePlan();
    ObjectNode json =
        Json.object()
            .put("id", replay.id().value())
            .put("state", replay.state().name())
            .put("settled", replay.isSettled())
            .put("filter", plan.filter())
            .put("reason", plan.reason())
            .put("by", plan.by())
            .put("count", replay.count())
            .put("ended", replay.results().count())
            .put("createdAt", replay.steps().getFirst().at().toString())
            .put("updatedAt", replay.updatedAt().toString());
    ObjectNode counts = json.putObject("counts");
    for (ItemStatus status : ItemStatus.values()) {
      counts.put(status.name(), replay.count(status));
    }
    Duration left = replay.left(now);
    if (left != null) {
      json.put("secondsLeft", left.toSeconds());
    }
    return json;
  }

  /// All of a replay but its items, of which there is a sample.
  static ObjectNode of(Replay replay, Instant now) {
    ReplayPlan plan = replay.wholePlan();
    ObjectNode json =
        summary(replay, now)
            .put("version", replay.version())
            .put("digest", plan.digest())
            .put("leftOut", plan.leftOut())
            .put("canaryPassed", replay.hasPassedCanary());
    json.set("limits", limits(plan.limits()));
    var groups = json.putArray("groups");
    plan.groups().forEach(group -> groups.add(group(group)));
    var sample = json.putArray("sample");
    for (int number = 1; number <= Math.min(SAMPLE, replay.count()); number++) {
      sample.add(item(replay, number));
    }
    var steps = json.putArray("steps");
    replay.steps().forEach(step -> steps.add(step(step)));
    return json;
  }

  /// One item, with where it stands.
  static ObjectNode item(Replay replay, int number) {
    Item item = replay.items().get(number - 1);
    ObjectNode json =
        Json.object()
            .put("number", number)
            .put("id", item.id().value())
            .put("template", item.template().value())
            .put("plannedVersion", item.version())
            .put("failureCode", item.failureCode())
            .put("fingerprint", item.fingerprint())
            .put("result", replay.status(number).name());
    ItemResult result = replay.results().of(number);
    if (result != null) {
      putIfPresent(json, "code", result.code());
      putIfPresent(json, "sentence", result.sentence());
      if (result.version() != null) {
        json.put("version", result.version());
      }
    }
    return json;
  }

  private static ObjectNode limits(Limits limits) {
    return Json.object()
        .put("rate", limits.rate())
        .put("concurrency", limits.concurrency())
        .put("stopAtFailureRatio", limits.stopAtFailureRatio())
        .put("canary", limits.canary());
  }

  private static ObjectNode group(ReplayPlan.Group group) {
    return Json.object()
        .put("template", group.template().value())
        .put("code", group.code())
        .put("fingerprint", group.fingerprint())
        .put("message", group.message())
        .put("count", group.count());
  }

  private static ObjectNode step(Replay.Step step) {
    ObjectNode json = Json.object().put("what", step.what()).put("at", step.at().toString());
    putIfPresent(json, "by", step.by());
    putIfPresent(json, "reason", step.reason());
    return json;
  }

  private static void putIfPresent(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
