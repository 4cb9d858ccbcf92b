package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./deployer dlq ls`.
@Command(
    name = "ls",
    description = "List the records that nobody could act upon, the newest first.",
    footer = {"  ./deployer dlq ls", "  ./deployer dlq ls --limit 200 --output json"})
final class DeadLettersListCommand extends Subcommand {

  @Mixin private PageOptions page = new PageOptions();

  DeadLettersListCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var list = session().api().get(page.of(ApiPath.of("dead-letters")));
    session().print(list, this::table);
    if (list.path("items").isEmpty() && !list.has("next")) {
      session().hint("No dead letters.");
    }
    PageOptions.hintAtMore(list, session());
    return ExitCode.OK;
  }

  private String table(JsonNode list) {
    if (list.path("items").isEmpty()) {
      return "";
    }
    var table = new Table("ID", "AT", "CODE", "KEY", "FROM");
    for (var letter : list.path("items")) {
      table.row(
          letter.path("id").asText(),
          Json.instant(letter, "at").map(at -> Times.relative(at, session().now())).orElse(""),
          letter.path("code").asText(),
          letter.path("key").asText(),
          spot(letter.path("original")));
    }
    return table.text(session().look());
  }

  /// Such as `deployments.commands-3:1207`.
  static String spot(JsonNode spot) {
    return "%s-%s:%s"
        .formatted(
            spot.path("topic").asText(),
            spot.path("partition").asText(),
            spot.path("offset").asText());
  }
}
