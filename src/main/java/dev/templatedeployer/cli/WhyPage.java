package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The account of a deployment: each sentence beside the time that it tells of, below it what
/// brought that about.
///
/// @param look how it looks
record WhyPage(Look look) {

  private static final int WIDTH = 76;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  String text(JsonNode why) {
    var text = new StringBuilder(look.bold(why.path("id").asText())).append("\n\n");
    for (var sentence : why.path("sentences")) {
      var isLast = !sentence.has("version");
      var time = Json.instant(sentence, "at").map(TIME::format).orElse("");
      var bullet = isLast ? look.bold(look.either("▶", ">")) : look.either("●", "*");
      append(text, look.dim(time) + "  " + bullet + "  ", sentence, isLast);
    }
    return text.toString();
  }

  private void append(StringBuilder text, String head, JsonNode sentence, boolean isLast) {
    var indent = " ".repeat(Table.width(head));
    var lines = broken(sentence.path("text").asText());
    text.append(head).append(isLast ? look.bold(lines.getFirst()) : lines.getFirst()).append('\n');
    for (var line : lines.subList(1, lines.size())) {
      text.append(indent).append(isLast ? look.bold(line) : line).append('\n');
    }
    cause(sentence).ifPresent(cause -> text.append(indent).append(look.dim(cause)).append('\n'));
  }

  /// What brought it about, such as `version 3, by deployments.reports, partition 2, offset 17`.
  private static Optional<String> cause(JsonNode sentence) {
    if (!sentence.has("version")) {
      return Optional.empty();
    }
    var cause = sentence.path("cause");
    var by =
        cause.isTextual()
            ? "the passing of time"
            : "%s, partition %s, offset %s%s"
                .formatted(
                    cause.path("topic").asText(),
                    cause.path("partition").asText(),
                    cause.path("offset").asText(),
                    Json.text(cause, "commandId").map(id -> ", command " + id).orElse(""));
    return Optional.of("version %s, by %s".formatted(sentence.path("version").asText(), by));
  }

  /// The lines of a text, broken between words.
  private static List<String> broken(String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// The time of `at` as this page writes it.
  static String time(Instant at) {
    return TIME.format(at);
  }
}
