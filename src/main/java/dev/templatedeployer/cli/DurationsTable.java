package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// Where the time of a deployment went: a line for each attempt, and their sum.
///
/// @param look how it looks
record DurationsTable(Look look) {

  /// Empty if nothing is said of durations.
  String text(JsonNode durations) {
    if (durations.path("attempts").isEmpty()) {
      return "";
    }
    var table = new Table("ATTEMPT", "PLANNED WAIT", "QUEUE", "RUN", "");
    for (var attempt : durations.path("attempts")) {
      table.row(
          number(attempt),
          length(attempt, "plannedMillis"),
          length(attempt, "queueMillis"),
          length(attempt, "runMillis"),
          attempt.path("ended").asBoolean() ? "" : look.cyan("under way"));
    }
    table.row(
        look.bold("all"),
        length(durations, "plannedMillis"),
        length(durations, "queueMillis"),
        length(durations, "runMillis"),
        look.bold(length(durations, "totalMillis") + " in total"));
    return table.text(look);
  }

  private static String number(JsonNode attempt) {
    var drives = attempt.path("drives").asInt(1);
    return attempt.path("attempt").asText() + (drives > 1 ? ", %d drives".formatted(drives) : "");
  }

  private static String length(JsonNode json, String field) {
    return Times.length(Duration.ofMillis(json.path(field).asLong()));
  }
}
