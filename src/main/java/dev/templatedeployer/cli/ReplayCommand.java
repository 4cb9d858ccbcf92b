package dev.templatedeployer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./deployer replay`, which only groups what is below it.
@Command(
    name = "replay",
    description = "Try many failed deployments again: exactly those, by a plan, with a receipt.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  ./deployer replay plan 'template:lock code:NO_QUOTA' --reason 'the quota was raised'",
      "  ./deployer replay approve ID --follow",
      "  ./deployer replay receipt ID --output csv > receipt.csv"
    })
final class ReplayCommand {

  /// The command with those below it.
  static CommandLine of(Session session) {
    return new CommandLine(new ReplayCommand())
        .addSubcommand(new ReplayPlanCommand(session))
        .addSubcommand(new ReplayApproveCommand(session))
        .addSubcommand(new ReplayListCommand(session))
        .addSubcommand(new ReplayShowCommand(session))
        .addSubcommand(new ReplayWatchCommand(session))
        .addSubcommand(new ReplayPauseCommand(session))
        .addSubcommand(new ReplayResumeCommand(session))
        .addSubcommand(new ReplayStopCommand(session))
        .addSubcommand(new ReplayReceiptCommand(session));
  }
}
