package dev.templatedeployer.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./deployer dev`.
@Command(
    name = "dev",
    description = {
      "Start everything on this machine: broker, service and API.",
      "",
      "Data is kept, and a second start finds it again. Ctrl-C ends it."
    },
    footer = {
      "  ./deployer dev --demo",
      "  ./deployer dev --data-dir /tmp/try --port 8081 --kafka-port 9093"
    })
final class DevCommand extends Subcommand {

  private final DevelopmentMode development;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".deployer",
      description = "Where the data is kept; ${DEFAULT-VALUE}.")
  private Path dataDir;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where HTTP listens; ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Where the broker listens; ${DEFAULT-VALUE}.")
  private int kafkaPort;

  @Option(
      names = "--demo",
      description = "Play a story on every template, and make sample traffic.")
  private boolean demo;

  DevCommand(Session session, DevelopmentMode development) {
    super(session);
    this.development = development;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    Ports.check("--port", port);
    Ports.check("--kafka-port", kafkaPort);
    development.run(new DevelopmentMode.Options(dataDir, port, kafkaPort, demo));
    return ExitCode.OK;
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE);
  }
}
