package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./deployer history`.
@Command(
    name = "history",
    description = "Show what happened to a deployment, event by event.",
    footer = {"  ./deployer history invoice-17"})
final class HistoryCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id;

  HistoryCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var events = session().api().get(ApiPath.of("deployments", id, "events"));
    session().print(events, new Timeline(session().look())::text);
    return ExitCode.OK;
  }
}
