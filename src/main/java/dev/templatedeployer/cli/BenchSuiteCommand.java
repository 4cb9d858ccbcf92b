package dev.templatedeployer.cli;

import dev.templatedeployer.bench.suite.Extent;
import dev.templatedeployer.bench.suite.Ground;
import dev.templatedeployer.bench.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./deployer bench suite`.
@Command(
    name = "suite",
    description = {
      "Measure everything: on a broker and services of its own.",
      "",
      "Starts them as processes on free ports of this machine, with their data in a temporary folder,"
          + " and takes them down again. Prints a line of JSON for each scenario. All of it takes about"
          + " an hour, and wants the machine for itself."
    },
    footer = {
      "  ./deployer bench suite --out results.jsonl",
      "  ./deployer bench suite --only no-op,latency",
      "  ./deployer bench suite --only no-op --set deployer.streams.threads=2 --record recordings",
      "  ./deployer bench suite --quick"
    })
final class BenchSuiteCommand extends Subcommand {

  private final Parts parts;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Scenarios to run, with commas between; --list names them. Default: all.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--list", description = "Name the scenarios, and do nothing.")
  private boolean isList;

  @Option(
      names = "--quick",
      description = "As little as shows that everything works; the figures mean nothing.")
  private boolean isQuick;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the services that are measured. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--record",
      paramLabel = "FOLDER",
      description = {
        "Have the flight recorder of each JVM record what is measured, a file each, for 'jfr view"
            + " hot-methods FILE'. Costs some percent."
      })
  private @Nullable Path recordings;

  @Option(names = "--out", paramLabel = "FILE", description = "Add the lines to this file as well.")
  private @Nullable Path out;

  BenchSuiteCommand(Session session, Parts parts) {
    super(session);
    this.parts = parts;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    if (isList) {
      session().print(String.join("\n", Suite.names()));
      return ExitCode.OK;
    }
    refuseUnknown();
    refuseWrongSettings();
    KafkaLogging.silence();
    try (var progress = new BenchProgress(session())) {
      var order =
          new Suite.Order(
              only,
              isQuick ? Extent.QUICK : Extent.FULL,
              settings,
              recordings,
              out,
              versions(),
              progress);
      var suite = new Suite(order, this::ground);
      try (var _ = CtrlC.stops(suite::stop)) {
        var isFlawless = new AtomicBoolean(true);
        suite.run(
            line -> session().print(line.toString()),
            trouble -> {
              isFlawless.set(false);
              session().say(trouble);
            });
        return isFlawless.get() ? ExitCode.OK : ExitCode.SOFTWARE;
      }
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.SOFTWARE,
          "A file of the benchmark cannot be read or written: %s. Make room, or name another --out."
              .formatted(e.getMessage()));
    }
  }

  private void refuseUnknown() throws CommandFailed {
    for (var name : only) {
      if (!Suite.names().contains(name)) {
        throw new CommandFailed(
            ExitCode.USAGE,
            "--only: There is no scenario '%s'. There are: %s."
                .formatted(name, String.join(", ", Suite.names())));
      }
    }
  }

  /// Before anything is started, with what a scenario adds in the end.
  private void refuseWrongSettings() throws CommandFailed {
    var all = new LinkedHashMap<>(settings);
    all.put("kafka.bootstrap.servers", "127.0.0.1:9092");
    var _ = parts.installation().read(new Installation.Options(null, all));
  }

  private static Map<String, String> versions() {
    var versions = Versions.ofThisProgram();
    return Map.of(
        "deployer", versions.deployer(),
        "commit", Commit.ofThisProgram(),
        "kafka", versions.kafkaClients(),
        "java", System.getProperty("java.runtime.version", versions.java()));
  }

  private Ground ground(Map<String, String> settings) {
    Installation.Cluster cluster;
    try {
      cluster = parts.installation().read(new Installation.Options(null, settings));
    } catch (CommandFailed e) {
      throw new IllegalStateException("The settings of a scenario make no sense.", e);
    }
    var target = BenchCommand.target(cluster);
    return new Ground(target, cluster.topics().reports().name(), cluster.manifest());
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE);
  }
}
