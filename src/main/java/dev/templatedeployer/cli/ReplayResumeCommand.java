package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer replay resume`.
@Command(
    name = "resume",
    description = {
      "Go on with a replay that was paused.",
      "",
      "It keeps to its rate, and makes up for nothing."
    },
    footer = {"  ./deployer replay resume k3v9x2p7q4 --reason 'back'"})
final class ReplayResumeCommand extends ReplayStepCommand {

  ReplayResumeCommand(Session session) {
    super(session, "resume");
  }
}
