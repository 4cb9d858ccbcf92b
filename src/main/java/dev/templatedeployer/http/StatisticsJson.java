package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.backlog.Backlog;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.query.OldestPending;
import dev.templatedeployer.query.OutcomeSummary;
import dev.templatedeployer.query.Percentiles;
import dev.templatedeployer.query.TemplateStatistics;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The statistics of a template, as JSON. Lengths are in milliseconds.
final class StatisticsJson {

  private static final OutcomeSummary NOTHING = new OutcomeSummary(0, 0, 0, null, null);

  private StatisticsJson() {}

  /// @param statistics null if there are no deployments from it
  /// @param offered null if it is not installed any more
  static ObjectNode of(
      String template,
      @Nullable TemplateStatistics statistics,
      @Nullable OfferedTemplate offered,
      Backlog backlog,
      Instant now) {
    ObjectNode json = Json.object().put("template", template);
    json.put("paused", offered != null && offered.isPaused());
    ObjectNode deployments = json.putObject("deployments");
    if (statistics != null) {
      statistics
          .deployments()
          .forEach((status, count) -> deployments.put(status.name(), count.longValue()));
      putOldest(json, statistics.oldestPending(), now);
    }
    if (backlog instanceof Backlog.Known(_, var records)) {
      Long waiting = records.get(new TemplateName(template));
      if (waiting != null) {
        json.put("backlog", waiting);
      }
    }
    put(json.putObject("outcomes"), statistics == null ? NOTHING : statistics.all());
    var steps = json.putArray("steps");
    if (statistics != null) {
      for (TemplateStatistics.Step step : statistics.steps()) {
        ObjectNode item = steps.addObject();
        DeploymentJson.putTime(item, "from", step.from());
        put(item, step.outcomes());
      }
    }
    return json;
  }

  private static void putOldest(ObjectNode json, @Nullable OldestPending oldest, Instant now) {
    if (oldest != null) {
      ObjectNode item = json.putObject("oldestPending").put("id", oldest.id().value());
      DeploymentJson.putTime(item, "createdAt", oldest.createdAt());
      long age = Duration.between(oldest.createdAt(), now).toMillis();
      item.put("ageMillis", Math.max(0, age));
    }
  }

  private static void put(ObjectNode json, OutcomeSummary outcomes) {
    json.put("completed", outcomes.completed())
        .put("failed", outcomes.failed())
        .put("cancelled", outcomes.cancelled());
    put(json, "totalMillis", outcomes.total());
    put(json, "runMillis", outcomes.run());
  }

  private static void put(ObjectNode json, String name, @Nullable Percentiles lengths) {
    if (lengths != null) {
      json.putObject(name)
          .put("p50", lengths.p50().toMillis())
          .put("p95", lengths.p95().toMillis());
    }
  }
}
