package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
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

  private static final int WIDTH = 30;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Parts parts;
  private Instant began = Instant.EPOCH;
  private Instant shownAt = Instant.EPOCH;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  ReadModelRebuildCommand(Session session, Parts parts) {
    super(session);
    this.parts = parts;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    KafkaLogging.silence();
    var options = kafka.options(session().surroundings().environment());
    began = session().now();
    long records;
    try (var progress = session().progress()) {
      records = parts.readModel().rebuild(options, (done, all) -> show(progress, done, all));
    }
    var took = Duration.between(began, session().now());
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

  private void show(Progress progress, long done, long all) {
    var now = session().now();
    if (now.isBefore(shownAt.plus(BETWEEN)) && done < all) {
      return;
    }
    shownAt = now;
    var look = session().look();
    var full = all == 0 ? WIDTH : (int) (WIDTH * done / all);
    var bar = look.either("█", "#").repeat(full) + look.either("░", ".").repeat(WIDTH - full);
    var spent = Duration.between(began, now);
    var left =
        done == 0 || done == all
            ? ""
            : ", %s left".formatted(Times.length(spent.multipliedBy(all - done).dividedBy(done)));
    progress.show("rebuilding", "%s %s of %s%s".formatted(bar, amount(done), amount(all), left));
  }

  private static long perSecond(long records, Duration took) {
    return Math.round(records * 1000.0 / Math.max(1, took.toMillis()));
  }

  private static String amount(long number) {
    return ReadableJson.amount(Long.toString(number));
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE, ExitCode.UNREACHABLE);
  }
}
