package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
    return me.path("role").isTextual()
        ? "%s, who has the role '%s'.".formatted(me.path("name").asText(), me.path("role").asText())
        : "%s, who has no role and may do nothing. Ask an admin for one."
            .formatted(me.path("name").asText());
  }
}
