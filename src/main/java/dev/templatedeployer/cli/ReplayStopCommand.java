package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer replay stop`.
@Command(
    name = "stop",
    description = {
      "Start nothing more of a replay, for good.",
      "",
      "What is under way goes on to its end; the receipt says which deployments were not started."
    },
    footer = {"  ./deployer replay stop k3v9x2p7q4 --reason 'the cause is not gone'"})
final class ReplayStopCommand extends ReplayStepCommand {

  ReplayStopCommand(Session session) {
    super(session, "stop");
  }
}
