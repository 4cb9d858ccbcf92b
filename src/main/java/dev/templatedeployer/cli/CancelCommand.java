package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer cancel`.
@Command(
    name = "cancel",
    description = {
      "Give a deployment up.",
      "",
      "One whose work is with the executors ends when they have stopped, or have not answered for a"
          + " lease. If the run still succeeds, it is COMPLETED."
    },
    footer = {"  ./deployer cancel invoice-17 --reason 'ordered twice'"})
final class CancelCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id;

  @Option(
      names = "--reason",
      paramLabel = "WHY",
      required = true,
      description = "Why, for its history and its outcome.")
  private String reason;

  CancelCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path = ApiPath.of("deployments", id, "cancel");
    var accepted = session().api().post(path, Json.object().put("reason", reason));
    new DeploymentEnd(session()).print(accepted);
    session().hint("It is being given up. Follow it with './deployer get %s'.".formatted(id));
    return ExitCode.OK;
  }
}
