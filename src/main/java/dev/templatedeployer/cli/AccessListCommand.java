package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/// `./deployer access ls`.
@Command(
    name = "ls",
    description = "List who may do what, and who said so.",
    footer = {"  ./deployer access ls", "  ./deployer access ls --output json"})
final class AccessListCommand extends Subcommand {

  AccessListCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    session().print(session().api().get(ApiPath.of("access")), this::table);
    return ExitCode.OK;
  }

  private String table(JsonNode list) {
    var look = session().look();
    var table = new Table("NAME", "ROLES", "TEMPLATES", "SINCE", "BY", "REASON");
    for (var grant : list.path("items")) {
      table.row(
          look.bold(grant.path("name").asText()),
          words(grant.path("roles")),
          grant.has("templates") ? words(grant.path("templates")) : "all",
          Json.instant(grant, "at").map(at -> Times.relative(at, session().now())).orElse("?"),
          grant.path("by").asText(),
          grant.path("reason").asText());
    }
    return table.text(look);
  }

  private static String words(JsonNode texts) {
    return texts.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }
}
