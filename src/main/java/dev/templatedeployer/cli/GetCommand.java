package dev.templatedeployer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./deployer get`.
@Command(
    name = "get",
    description = "Show everything known of one deployment.",
    footer = {"  ./deployer get invoice-17", "  ./deployer get invoice-17 --output json"})
final class GetCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id;

  GetCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var deployment = session().api().get(ApiPath.deployment(id));
    session().print(deployment, new DeploymentPage(session().now(), session().look())::text);
    return ExitCode.OK;
  }
}
