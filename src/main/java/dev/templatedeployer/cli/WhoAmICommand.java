package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import picocli.CommandLine.Command;

/// `./deployer whoami`.
@Command(
    name = "whoami",
    description = "Say who the service takes you for, and what you may do.",
    footer = {"  DEPLOYER_TOKEN_FILE=~/.deployer-token ./deployer whoami"})
final class WhoAmICommand extends Subcommand {

  WhoAmICommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    session().print(session().api().get(ApiPath.of("me")), WhoAmICommand::sentence);
    return ExitCode.OK;
  }

  private static String sentence(JsonNode me) {
    var roles = new ArrayList<String>();
    me.path("roles").forEach(role -> roles.add("'" + role.asText() + "'"));
    String name = me.path("name").asText();
    return switch (roles.size()) {
      case 0 -> "%s, who has no role and may do nothing. Ask an admin for one.".formatted(name);
      case 1 -> "%s, who has the role %s.".formatted(name, roles.getFirst());
      default -> "%s, who has the roles %s.".formatted(name, String.join(" and ", roles));
    };
  }
}
