package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Everything about one replay, to be read from top to bottom: what it is, how far it is, who did
/// what, and what to type next.
final class ReplayPage {

  private static final int ROOM_FOR_A_MESSAGE = 60;

  private final Instant now;
  private final Look look;

  ReplayPage(Instant now, Look look) {
    this.now = now;
    this.look = look;
  }

  /// The whole page.
  String text(JsonNode replay) {
    return plan(replay) + results(replay) + steps(replay) + next(replay);
  }

  /// What is planned, without what came of it.
  String plan(JsonNode replay) {
    return heading(replay) + head(replay).text(look) + groups(replay) + sample(replay);
  }

  private String heading(JsonNode replay) {
    var count = replay.path("count").asInt();
    return "%s  %s\n\n  %s\n\n"
        .formatted(
            look.bold("Replay " + replay.path("id").asText()),
            state(replay),
            look.bold(
                "%s failed deployment%s, exactly %s."
                    .formatted(
                        amount(count), count == 1 ? "" : "s", count == 1 ? "this one" : "these")));
  }

  /// The state with its icon.
  String state(JsonNode replay) {
    var state = replay.path("state").asText();
    var isSettled = replay.path("settled").asBoolean();
    return switch (state) {
      case "PLANNED" -> look.yellow(look.either("○ ", ". ") + "PLANNED") + ", nothing runs yet";
      case "RUNNING" -> look.cyan(look.either("◐ ", "~ ") + state);
      case "PAUSED" -> look.yellow(look.either("○ ", ". ") + state);
      case "FINISHED" -> look.green(look.either("✔ ", "+ ") + state);
      case "STOPPED" ->
          look.red(look.either("⊘ ", "- ") + state)
              + (isSettled ? "" : ", some are still under way");
      default -> state;
    };
  }

  private Fields head(JsonNode replay) {
    var limits = replay.path("limits");
    return new Fields()
        .with("filter", replay.path("filter").asText())
        .with("reason", replay.path("reason").asText())
        .with(
            "planned by",
            replay.path("by").asText()
                + Json.instant(replay, "createdAt")
                    .map(at -> ", " + Times.full(at, now))
                    .orElse(""))
        .with("left out", leftOut(replay.path("leftOut").asLong()))
        .with("limits", limits(limits))
        .with("digest", replay.path("digest").asText());
  }

  private static Optional<String> leftOut(long number) {
    return number == 0
        ? Optional.empty()
        : Optional.of(
            "%d that the filter lets through too, but that are not FAILED".formatted(number));
  }

  private static String limits(JsonNode limits) {
    var canary = limits.path("canary").asInt();
    return "%s a second, at most %s under way at once, %s, stops when %.0f %% failed again"
        .formatted(
            plain(limits.path("rate").asDouble()),
            limits.path("concurrency").asText(),
            canary == 0 ? "no canary" : "the first %d alone as the canary".formatted(canary),
            limits.path("stopAtFailureRatio").asDouble() * 100);
  }

  private String groups(JsonNode replay) {
    var table = new Table("DEPLOYMENTS", "TEMPLATE", "FAILED WITH", "SUCH AS");
    for (var group : replay.path("groups")) {
      table.row(
          "%11s".formatted(amount(group.path("count").asInt())),
          group.path("template").asText(),
          look.red(group.path("code").asText()),
          shortened(group.path("message").asText()));
    }
    return "\n" + table.text(look).indent(2);
  }

  private String sample(JsonNode replay) {
    var ids =
        StreamSupport.stream(replay.path("sample").spliterator(), false)
            .map(item ->
                "%s (version %s)"
                    .formatted(item.path("id").asText(), item.path("plannedVersion").asText()))
            .collect(Collectors.joining(", "));
    var more = replay.path("count").asInt() - replay.path("sample").size();
    return "\n  %s %s%s\n"
        .formatted(look.dim("first"), ids, more > 0 ? ", and %s more".formatted(amount(more)) : "");
  }

  private String results(JsonNode replay) {
    if (replay.path("state").asText().equals("PLANNED")) {
      return "";
    }
    var counts = replay.path("counts");
    var line =
        counts.properties().stream()
            .filter(count -> count.getValue().asInt() > 0)
            .map(count -> result(count.getKey(), count.getValue().asInt()))
            .collect(Collectors.joining("   "));
    var left =
        replay.path("secondsLeft").isNumber()
            ? "   "
                + look.dim(
                    "about %s left"
                        .formatted(
                            Times.length(Duration.ofSeconds(replay.path("secondsLeft").asLong()))))
            : "";
    return "\n%s\n  %s%s\n".formatted(look.bold("Results"), line, left);
  }

  private String result(String result, int count) {
    var text = amount(count) + " " + result.toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (result) {
      case "COMPLETED" -> look.green(look.either("✔ ", "") + text);
      case "FAILED", "REFUSED" -> look.red(look.either("✘ ", "") + text);
      case "OPEN" -> look.cyan(look.either("◐ ", "") + text);
      default -> look.dim(text);
    };
  }

  private String steps(JsonNode replay) {
    if (replay.path("steps").size() < 2) {
      return "";
    }
    var table = new Table("WHEN", "WHAT", "WHO", "WHY");
    for (var step : replay.path("steps")) {
      table.row(
          Json.instant(step, "at").map(at -> Times.full(at, now)).orElse(""),
          step.path("what").asText().replace('_', ' '),
          Json.text(step, "by").orElse("the service"),
          Json.text(step, "reason").orElse(""));
    }
    return "\n" + look.bold("History") + "\n" + table.text(look).indent(2);
  }

  private String next(JsonNode replay) {
    var id = replay.path("id").asText();
    var lines =
        switch (replay.path("state").asText()) {
          case "PLANNED" ->
              "  ./deployer replay approve %s --follow      let it run, and watch it\n"
                      .formatted(id)
                  + "  ./deployer replay stop %s --reason WHY     drop the plan\n".formatted(id);
          case "RUNNING" ->
              "  ./deployer replay watch %s                 see it go on\n".formatted(id)
                  + "  ./deployer replay pause %s --reason WHY    start nothing for now\n"
                      .formatted(id);
          case "PAUSED" ->
              "  ./deployer replay resume %s --reason WHY   go on\n".formatted(id)
                  + "  ./deployer replay stop %s --reason WHY     start nothing more\n"
                      .formatted(id);
          default ->
              "  ./deployer replay receipt %s               see what became of each\n"
                  .formatted(id);
        };
    return "\n" + look.bold("Next") + "\n" + lines;
  }

  private static String shortened(String text) {
    var line = text.replace('\n', ' ');
    return line.length() <= ROOM_FOR_A_MESSAGE
        ? line
        : line.substring(0, ROOM_FOR_A_MESSAGE - 3) + "...";
  }

  private static String amount(int number) {
    return ReadableJson.amount(Integer.toString(number));
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.3f", number).replaceAll("0+$", "");
  }
}
