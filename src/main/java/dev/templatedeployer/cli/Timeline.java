package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The events of a deployment or canister down a line of time, each with how long after the first
/// it happened.
final class Timeline {

  private static final int MOST_OF_A_VALUE = 80;
  private static final int MOST_REMARKS = 16;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Look look;

  Timeline(Look look) {
    this.look = look;
  }

  /// The events of a page, and where the time went if the page says so.
  String text(JsonNode events) {
    var durations = new DurationsTable(look).text(events.path("durations"));
    return lines(events.path("items"))
        + (durations.isEmpty()
            ? ""
            : "\n%s\n%s".formatted(look.bold("Where the time went"), durations));
  }

  /// One line for each of `items`.
  String lines(JsonNode items) {
    var began = Json.instant(items.path(0), "at").orElse(Instant.EPOCH);
    var table = new Table("TIME", "AFTER", "", "EVENT", "");
    for (var event : items) {
      var at = Json.instant(event, "at");
      table.row(
          at.map(TIME::format).orElse(""),
          at.map(time -> "+" + Times.length(Duration.between(began, time))).orElse(""),
          look.either("●", "*"),
          "%s %s".formatted(event.path("version").asText(), painted(event.path("type").asText())),
          remarks(event));
    }
    return table.text(look);
  }

  private String painted(String type) {
    return switch (type) {
      case "Completed" -> look.green(type);
      case "Failed", "AttemptFailed" -> look.red(type);
      case "Cancelled", "CancelRequested", "Redriven" -> look.yellow(type);
      default -> look.bold(type);
    };
  }

  private String remarks(JsonNode event) {
    var remarks = new ArrayList<String>();
    Json.text(event, "by").ifPresent(by -> remarks.add("by=" + by));
    collect(remarks, "", event.path("data"));
    if (remarks.size() > MOST_REMARKS) {
      int more = remarks.size() - MOST_REMARKS;
      remarks.subList(MOST_REMARKS, remarks.size()).clear();
      remarks.add("and %d more".formatted(more));
    }
    cause(event.path("cause")).ifPresent(cause -> remarks.add(look.dim(cause)));
    return String.join("  ", remarks);
  }

  private static void collect(List<String> remarks, String label, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(field -> {
            var name = label.isEmpty() ? field.getKey() : label + "." + field.getKey();
            collect(remarks, name, field.getValue());
          });
    } else if (value.isArray() && !value.isEmpty()) {
      remarks.add(label + "=" + shortened(value.toString()));
    } else if (value.isValueNode() && !value.isNull()) {
      remarks.add(label + "=" + shortened(value.asText()));
    }
  }

  /// Where in the log the record stands that brought the event about.
  private static Optional<String> cause(JsonNode cause) {
    if (cause.isTextual()) {
      return Optional.of("by " + cause.asText());
    }
    return Json.text(cause, "topic")
        .map(topic ->
            "by %s[%s]@%s%s"
                .formatted(
                    topic,
                    cause.path("partition").asText(),
                    cause.path("offset").asText(),
                    Json.text(cause, "commandId").map(id -> ", command " + id).orElse("")));
  }

  private static String shortened(String text) {
    return text.length() <= MOST_OF_A_VALUE ? text : text.substring(0, MOST_OF_A_VALUE - 3) + "...";
  }
}
