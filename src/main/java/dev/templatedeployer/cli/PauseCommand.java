package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./deployer pause`.
@Command(
    name = "pause",
    description = {
      "Let the work of a template wait.",
      "",
      "What is running ends. New deployments are accepted and wait; their deadlines still hold."
    },
    footer = {"  ./deployer pause lock --reason 'a bug in 1.2'"})
final class PauseCommand extends Subcommand {

  @Parameters(paramLabel = "TEMPLATE", description = "The template.")
  private String template;

  @Mixin private ReasonOption reason = new ReasonOption();

  PauseCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path = ApiPath.of("templates", template, "pause");
    var wish = Json.object().put("reason", reason.text());
    return Changed.print(session().api().post(path, wish), session());
  }
}
