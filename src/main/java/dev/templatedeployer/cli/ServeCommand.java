package dev.templatedeployer.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./deployer serve`.
@Command(
    name = "serve",
    description = {
      "Run the service against your own Kafka.",
      "",
      "A setting is taken from --set, else from the environment (DEPLOYER_...), else from the file."
    },
    footer = {
      "  ./deployer serve --config deployer.properties",
      "  ./deployer serve --config deployer.properties --set kafka.bootstrap.servers=kafka:9092"
    })
final class ServeCommand extends Subcommand {

  private final Service service;

  @Option(names = "--config", paramLabel = "FILE", description = "The settings file.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting, which wins over file and environment. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  ServeCommand(Session session, Service service) {
    super(session);
    this.service = service;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    service.run(new Service.Options(config, settings));
    return ExitCode.OK;
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE, ExitCode.UNREACHABLE);
  }
}
