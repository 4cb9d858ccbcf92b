package dev.templatedeployer.cli;

import picocli.CommandLine.Command;

/// `./deployer replay pause`.
@Command(
    name = "pause",
    description = {
      "Start nothing more of a replay for now.",
      "",
      "What is under way goes on to its end."
    },
    footer = {"  ./deployer replay pause k3v9x2p7q4 --reason 'lunch'"})
final class ReplayPauseCommand extends ReplayStepCommand {

  ReplayPauseCommand(Session session) {
    super(session, "pause");
  }
}
