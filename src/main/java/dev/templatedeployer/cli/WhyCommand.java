package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./deployer why`.
@Command(
    name = "why",
    description = {
      "Tell in sentences how a deployment came to where it is.",
      "",
      "From the command that asked for it, through every start, failure, loss and retry, to where it"
          + " stands now and what happens next if nobody does anything."
    },
    footer = {"  ./deployer why invoice-17"})
final class WhyCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id;

  WhyCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var why = session().api().get(ApiPath.of("deployments", id, "why"));
    session().print(why, new WhyPage(session().look())::text);
    return ExitCode.OK;
  }
}
