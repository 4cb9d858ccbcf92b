package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./deployer replay show`.
@Command(
    name = "show",
    description = "Show a replay: its plan, how far it is, and who did what.",
    footer = {"  ./deployer replay show k3v9x2p7q4"})
final class ReplayShowCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The replay.")
  private String id;

  ReplayShowCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var replay = session().api().get(ApiPath.of("replays", id));
    session().print(replay, new ReplayPage(session().now(), session().look())::text);
    return ExitCode.OK;
  }
}
