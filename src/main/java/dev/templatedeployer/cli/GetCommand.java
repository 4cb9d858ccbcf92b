package dev.templatedeployer.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./deployer get`.
@Command(
    name = "get",
    description = "Show everything known of one deployment, now or at an earlier time.",
    footer = {
      "  ./deployer get invoice-17",
      "  ./deployer get invoice-17 --as-of 2026-03-01T03:00:00Z",
      "  ./deployer get invoice-17 --as-of-version 2 --output json"
    })
final class GetCommand extends Subcommand {

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "As it was then: a time such as 2026-03-01T03:00:00Z, or -2h from now.")
  private @Nullable Instant asOf;

  @Option(
      names = "--as-of-version",
      paramLabel = "N",
      description = "As it was after its Nth event.")
  private @Nullable Integer asOfVersion;

  GetCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var path = ApiPath.deployment(id).with("asOf", asOf).with("asOfVersion", asOfVersion);
    var deployment = session().api().get(path);
    session().print(deployment, new DeploymentPage(session().now(), session().look())::text);
    return ExitCode.OK;
  }
}
