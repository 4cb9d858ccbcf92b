package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.IntStream;

/// Statistics for a person: a line for each template.
final class StatsPage {

  private static final int MOST_COLUMNS = 31;

  private final JsonNode statistics;
  private final Look look;
  private final Instant from;
  private final Instant to;
  private final Duration step;

  /// @param statistics what `/v1/statistics` answers
  StatsPage(JsonNode statistics, Look look) {
    this.statistics = statistics;
    this.look = look;
    this.from = Json.instant(statistics, "from").orElse(Instant.EPOCH);
    this.to = Json.instant(statistics, "to").orElse(from);
    this.step = Duration.ofSeconds(Math.max(1, statistics.path("stepSeconds").asLong()));
  }

  String text() {
    var table =
        new Table(
            "TEMPLATE",
            "COMPLETED",
            "FAILED",
            "CANCELLED",
            "PER MIN",
            "P50",
            "P95",
            "PENDING",
            "OLDEST",
            "BACKLOG",
            "OUTCOMES");
    statistics.path("templates").forEach(template -> addTo(table, template));
    return "%s to %s, a column of OUTCOMES is %s\n\n%s"
        .formatted(
            from,
            to.truncatedTo(ChronoUnit.SECONDS),
            Times.length(step.multipliedBy(stepsOfAColumn())),
            table.text(look));
  }

  private void addTo(Table table, JsonNode template) {
    var outcomes = template.path("outcomes");
    table.row(
        name(template),
        number(outcomes, "completed"),
        alarming(outcomes, "failed"),
        number(outcomes, "cancelled"),
        perMinute(outcomes),
        length(outcomes.path("totalMillis"), "p50"),
        length(outcomes.path("totalMillis"), "p95"),
        number(template.path("deployments"), "PENDING"),
        length(template.path("oldestPending"), "ageMillis"),
        template.has("backlog") ? number(template, "backlog") : look.dim("?"),
        sparkline(template.path("steps")));
  }

  private String name(JsonNode template) {
    var name = look.bold(template.path("template").asText());
    return template.path("paused").asBoolean() ? name + look.yellow(" (paused)") : name;
  }

  private String number(JsonNode json, String field) {
    var number = json.path(field).asLong();
    return number == 0 ? look.dim("0") : Long.toString(number);
  }

  private String alarming(JsonNode json, String field) {
    var number = json.path(field).asLong();
    return number == 0 ? look.dim("0") : look.red(Long.toString(number));
  }

  private String length(JsonNode json, String field) {
    return json.has(field)
        ? Times.length(Duration.ofMillis(json.path(field).asLong()))
        : look.dim("-");
  }

  private String perMinute(JsonNode outcomes) {
    var minutes = Math.max(1, Duration.between(from, to).toMillis()) / 60_000.0;
    return String.format(Locale.ROOT, "%.1f", ended(outcomes) / minutes);
  }

  private String sparkline(JsonNode steps) {
    var ended = new long[columns()];
    var failed = new boolean[columns()];
    for (var item : steps) {
      var at = Json.instant(item, "from").orElse(from);
      var column = (int) (Duration.between(from, at).dividedBy(step) / stepsOfAColumn());
      if (column >= 0 && column < ended.length) {
        ended[column] += ended(item);
        failed[column] |= item.path("failed").asLong() > 0;
      }
    }
    return new Sparkline(
            IntStream.range(0, ended.length)
                .mapToObj(column -> new Sparkline.Bar(ended[column], failed[column]))
                .toList())
        .text(look);
  }

  private static long ended(JsonNode outcomes) {
    return outcomes.path("completed").asLong()
        + outcomes.path("failed").asLong()
        + outcomes.path("cancelled").asLong();
  }

  private int columns() {
    return Math.toIntExact(Math.ceilDiv(steps(), stepsOfAColumn()));
  }

  private long stepsOfAColumn() {
    return Math.ceilDiv(steps(), MOST_COLUMNS);
  }

  /// How many there are, the one that is not over yet among them.
  private long steps() {
    return Math.max(1, Duration.between(from, to).dividedBy(step) + 1);
  }
}
