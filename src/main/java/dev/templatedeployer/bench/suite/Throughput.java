package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How many deployments complete a second when they come as fast as they can be sent.
///
/// @param sleep how long each run of the template takes
/// @param settings of the service, besides the usual
record Throughput(
    String name, String title, Duration sleep, Map<String, String> settings, List<Goal> goals)
    implements Scenario {

  private static final double GOAL_A_SECOND = 5_000;
  private static final double GOAL_CPU_MS = 0.3;

  Throughput {
    settings = Map.copyOf(settings);
    goals = List.copyOf(goals);
  }

  static Throughput ofNothing() {
    return new Throughput(
        "no-op",
        "Throughput with a template that does nothing",
        Duration.ZERO,
        Map.of(),
        List.of(
            Goal.atLeast("completedPerSecond", GOAL_A_SECOND),
            Goal.atMost("cpuMsPerDeployment", GOAL_CPU_MS)));
  }

  static Throughput of50Millis() {
    return new Throughput(
        "50-ms",
        "Throughput with a template that takes 50 ms",
        Duration.ofMillis(50),
        Map.of(),
        List.of(Goal.atLeast("completedPerSecond", GOAL_A_SECOND)));
  }

  static Throughput with(int partitions) {
    return new Throughput(
        "partitions-" + partitions,
        "Throughput with %d %s a topic"
            .formatted(partitions, partitions == 1 ? "partition" : "partitions"),
        Duration.ZERO,
        Map.of("deployer.topics.partitions", Integer.toString(partitions)),
        List.of());
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    bed.startService();
    try (var workbench = bed.workbench(name)) {
      var rounds = new Rounds(bed, workbench, findings);
      rounds.warmUpFully();
      var load = Load.of(bed.extent().of(20_000, 200)).sleeping(sleep);
      var results = rounds.atFullSpeed("m", load, bed.extent().of(5, 2));
      findings.distribution(title, results.getLast().latency());
    }
    goals.forEach(findings::goal);
  }
}
