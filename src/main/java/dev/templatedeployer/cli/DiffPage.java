package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// What changed in a deployment: the fields with their values before and after, and the events that
/// did it.
///
/// @param look how it looks
record DiffPage(Look look) {

  private static final int MOST_OF_A_VALUE = 60;

  String text(JsonNode diff) {
    return "%s\n\n%s%s"
        .formatted(
            look.bold(diff.path("id").asText()),
            new Fields()
                .with("from", end(diff.path("from")))
                .with("to", end(diff.path("to")))
                .text(look),
            changes(diff));
  }

  private String changes(JsonNode diff) {
    if (diff.path("changes").isEmpty()) {
      return "\nNothing changed.\n";
    }
    var table = new Table("FIELD", "BEFORE", "AFTER");
    for (var change : diff.path("changes")) {
      table.row(
          change.path("field").asText(),
          Json.text(change, "before").map(DiffPage::shortened).map(look::red).orElse(none()),
          Json.text(change, "after").map(DiffPage::shortened).map(look::green).orElse(none()));
    }
    return "\n%s\n%s\n%s"
        .formatted(
            table.text(look), look.bold("Events"), new Timeline(look).lines(diff.path("events")));
  }

  private String end(JsonNode end) {
    return "%s, version %s  %s"
        .formatted(
            Json.instant(end, "asOf").map(WhyPage::time).orElse(""),
            end.path("version").asText(),
            look.status(end.path("status").asText()));
  }

  private String none() {
    return look.dim("-");
  }

  private static String shortened(String text) {
    return text.length() <= MOST_OF_A_VALUE ? text : text.substring(0, MOST_OF_A_VALUE - 3) + "...";
  }
}
