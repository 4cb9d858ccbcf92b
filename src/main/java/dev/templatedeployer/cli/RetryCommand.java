package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer retry`.
@Command(
    name = "retry",
    description = {
      "Try a failed deployment again.",
      "",
      "It runs with the config as stored, and creates the same canister."
    },
    footer = {"  ./deployer retry invoice-17 --reason 'the quota was raised'"})
final class RetryCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id;

  @Option(
      names = "--reason",
      paramLabel = "WHY",
      required = true,
      description = "Why, for its history.")
  private String reason;

  RetryCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path = ApiPath.of("deployments", id, "retry");
    var accepted = session().api().post(path, Json.object().put("reason", reason));
    new DeploymentEnd(session()).print(accepted);
    session().hint("It is tried again. Follow it with './deployer get %s'.".formatted(id));
    return ExitCode.OK;
  }
}
