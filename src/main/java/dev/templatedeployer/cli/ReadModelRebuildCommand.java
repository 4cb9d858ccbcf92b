package dev.templatedeployer.cli;

import static dev.templatedeployer.cli.RebuildProgress.amount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./deployer read-model rebuild`.
@Command(
    name = "rebuild",
    description = {
      "Throw the read model away and fill it anew from the event topics.",
      "",
      "For an instance that is stopped; one that starts without a read model does the same beside"
          + " its work. Nothing else is touched: the events are the truth."
    },
    footer = {
      "  ./deployer read-model rebuild --config deployer.properties",
      "  ./deployer read-model rebuild --set deployer.state-dir=/var/lib/deployer"
    })
final class ReadModelRebuildCommand extends Subcommand {

  private final Parts parts;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  ReadModelRebuildCommand(Session session, Parts parts) {
    super(session);
    this.parts = parts;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    KafkaLogging.silence();
    var options = kafka.options(session().surroundings().environment());
    long records;
    Duration took;
    try (var progress = new RebuildProgress(session())) {
      records = parts.readModel().rebuild(options, progress::show);
      took = progress.took();
    }
    if (session().isJson()) {
      session()
          .print(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("records", records)
                  .put("seconds", took.toMillis() / 1000.0)
                  .put("recordsPerSecond", perSecond(records, took))
                  .toString());
    } else {
      session()
          .print(
              "Rebuilt from %s events in %s, %s a second."
                  .formatted(
                      amount(records), Times.length(took), amount(perSecond(records, took))));
    }
    return ExitCode.OK;
  }

  private static long perSecond(long records, Duration took) {
    return Math.round(records * 1000.0 / Math.max(1, took.toMillis()));
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE, ExitCode.UNREACHABLE);
  }
}
