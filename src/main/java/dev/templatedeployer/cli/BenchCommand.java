package dev.templatedeployer.cli;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.BenchPlan;
import dev.templatedeployer.bench.BenchReport;
import dev.templatedeployer.bench.BenchTarget;
import dev.templatedeployer.bench.Benchmark;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.wire.Topic;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./deployer bench`.
@Command(
    name = "bench",
    description = {
      "Measure the service: deploy the template 'probe' many times through Kafka.",
      "",
      "Says how many complete a second, how long they take, and what is written to the log for each."
          + " The deployments stay in the history, so do not measure on a Kafka that matters."
    },
    footer = {
      "  ./deployer bench --count 50000",
      "  ./deployer bench --count 3000 --rate 50",
      "  ./deployer bench --count 50000 --sleep 50 --payload 2000 --output json",
      "",
      "'./deployer bench suite' measures much more, on a broker and services of its own."
    })
final class BenchCommand extends Subcommand {

  private static final int LINGER_AT_FULL_SPEED = 5;

  private final Parts parts;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Deployments to measure; ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "Deployments a second; latency then counts from the time each was due. Default: full speed.")
  private @Nullable Double rate;

  @Option(
      names = "--sleep",
      paramLabel = "MS",
      defaultValue = "0",
      description = "How long each probe takes, in milliseconds; ${DEFAULT-VALUE}.")
  private int sleep;

  @Option(
      names = "--payload",
      paramLabel = "BYTES",
      defaultValue = "500",
      description = "Size of each config; ${DEFAULT-VALUE}.")
  private int payload;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description =
          "Deployments before, which do not count. Default: twice --count, at most 10000.")
  private @Nullable Integer warmup;

  @Option(
      names = "--idle-timeout",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "Give up when nothing happens for so long; what has no outcome is missing. ${DEFAULT-VALUE}.")
  private int idleTimeout;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  BenchCommand(Session session, Parts parts) {
    super(session);
    this.parts = parts;
  }

  @Override
  ExitCode run() throws CommandFailed, InterruptedException {
    var plan = plan();
    KafkaLogging.silence();
    var cluster = kafka.cluster(parts.installation(), session().surroundings().environment());
    var linger = rate == null ? LINGER_AT_FULL_SPEED : 0;
    var clients = parts.benches().at(cluster.kafka(), linger);
    var name = "bench-" + Long.toString(session().now().toEpochMilli(), Character.MAX_RADIX);
    var progress = new BenchProgress(session());
    var benchmark = new Benchmark(name, plan, target(cluster), clients, progress);
    try (var _ = CtrlC.stops(benchmark::stop)) {
      var report = run(benchmark, progress);
      print(report, cluster, linger);
      return report.isFlawless() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private static BenchReport run(Benchmark benchmark, BenchProgress progress)
      throws CommandFailed, InterruptedException {
    try (progress) {
      return benchmark.run();
    } catch (BrokerTrouble e) {
      throw KafkaFailure.of(e);
    } catch (BenchFailed e) {
      throw new CommandFailed(code(e), e.sentence());
    }
  }

  private BenchPlan plan() throws CommandFailed {
    atLeast("--count", count, 1);
    atLeast("--sleep", sleep, 0);
    atLeast("--payload", payload, 0);
    atLeast("--idle-timeout", idleTimeout, 1);
    if (rate != null && !(rate > 0 && rate < 1e6)) {
      throw new CommandFailed(
          ExitCode.USAGE, "--rate: '%s' is no rate. Name more than 0.".formatted(rate));
    }
    var before = warmup == null ? 2 * BenchPlan.warmupBatch(count) : warmup;
    atLeast("--warmup", before, 0);
    return new BenchPlan(
        count, rate, Duration.ofMillis(sleep), payload, before, Duration.ofSeconds(idleTimeout));
  }

  private static void atLeast(String option, int value, int least) throws CommandFailed {
    if (value < least) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s: '%d' is too small. Name %d or more.".formatted(option, value, least));
    }
  }

  static BenchTarget target(Installation.Cluster cluster) {
    return new BenchTarget(
        cluster.kafka().getOrDefault("bootstrap.servers", ""),
        cluster.commandTopic(),
        cluster.topics().outcomes().name(),
        cluster.topics().replies().name(),
        cluster.manifest().stream().map(Topic::name).toList(),
        cluster.applicationId(),
        cluster.schemaIds(),
        new Principal(DevelopmentOwner.PRINCIPAL));
  }

  private void print(BenchReport report, Installation.Cluster cluster, int linger) {
    var brokers = cluster.kafka().getOrDefault("bootstrap.servers", "");
    var json = new BenchJson(Versions.ofThisProgram(), brokers, linger).of(report);
    session().print(json, _ -> new BenchPage(session().look()).text(report));
    switch (report.ending()) {
      case COMPLETE -> {}
      case IDLE ->
          session()
              .say(
                  "%d of %d deployments have no outcome after %d s without any. Is the service running there?"
                      .formatted(report.result().missing(), report.result().sent(), idleTimeout));
      case STOPPED -> session().say("Stopped before the end.");
    }
  }

  static ExitCode code(BenchFailed e) {
    return switch (e.kind()) {
      case NOT_THERE -> ExitCode.NOT_FOUND;
      case REFUSED -> ExitCode.REFUSED;
      case UNREADABLE, BROKEN -> ExitCode.SOFTWARE;
    };
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(
        ExitCode.OK,
        ExitCode.SOFTWARE,
        ExitCode.USAGE,
        ExitCode.NOT_FOUND,
        ExitCode.REFUSED,
        ExitCode.UNREACHABLE);
  }
}
