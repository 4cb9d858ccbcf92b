package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./deployer replay ls`.
@Command(
    name = "ls",
    aliases = "list",
    description = "List replays, the newest first.",
    footer = {
      "  ./deployer replay ls",
      "  ./deployer replay ls --output json | jq -r '.items[].id'"
    })
final class ReplayListCommand extends Subcommand {

  @Mixin private PageOptions page = new PageOptions();

  ReplayListCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var list = session().api().get(page.of(ApiPath.of("replays")));
    session().print(list, this::table);
    if (list.path("items").isEmpty()) {
      session().hint("No replays. Plan one with './deployer replay plan FILTER --reason WHY'.");
    }
    PageOptions.hintAtMore(list, session());
    return ExitCode.OK;
  }

  private String table(JsonNode list) {
    if (list.path("items").isEmpty()) {
      return "";
    }
    var look = session().look();
    var page = new ReplayPage(session().now(), look);
    var table = new Table("ID", "STATE", "ENDED", "COMPLETED", "FAILED", "CREATED", "BY", "REASON");
    for (var replay : list.path("items")) {
      var counts = replay.path("counts");
      table.row(
          replay.path("id").asText(),
          page.state(replay),
          "%s of %s".formatted(replay.path("ended").asText(), replay.path("count").asText()),
          counts.path("COMPLETED").asText(),
          counts.path("FAILED").asText(),
          Json.instant(replay, "createdAt")
              .map(created -> Times.relative(created, session().now()))
              .orElse(""),
          replay.path("by").asText(),
          replay.path("reason").asText());
    }
    return table.text(look);
  }
}
