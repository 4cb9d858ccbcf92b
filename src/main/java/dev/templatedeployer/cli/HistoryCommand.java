package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./deployer history`.
@Command(
    name = "history",
    description = "Show what happened to a deployment, event by event, and where the time went.",
    footer = {"  ./deployer history invoice-17"})
final class HistoryCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id;

  @Mixin private PageOptions page = new PageOptions();

  HistoryCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var events = session().api().get(page.of(ApiPath.of("deployments", id, "events")));
    session().print(events, new Timeline(session().look())::text);
    PageOptions.hintAtMore(events, session());
    return ExitCode.OK;
  }
}
