package dev.templatedeployer.cli;

import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;

/// `./deployer version`.
@Command(
    name = "version",
    description = "Print the versions of the deployer, its Kafka clients and Java.",
    footer = {"  ./deployer version", "  ./deployer --version"})
final class VersionCommand extends Subcommand {

  VersionCommand(Session session) {
    super(session);
  }

  @Override
  ExitCode run() {
    var versions = Versions.ofThisProgram();
    var json =
        Json.object()
            .put("deployer", versions.deployer())
            .put("kafkaClients", versions.kafkaClients())
            .put("java", versions.java());
    session().print(json, _ -> versions.toString());
    return ExitCode.OK;
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK);
  }
}
