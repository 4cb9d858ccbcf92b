package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;

/// How long a decision takes, from command to committed reply, while very many runs are in flight
/// that take long. Since they fill all places of the template, what comes later waits for a place;
/// its decision must not.
record SlowRuns() implements Scenario {

  private static final int WARM_UP = 3;
  private static final int PLACES = 2_000;
  private static final int RATE = 100;

  @Override
  public String name() {
    return "slow-runs";
  }

  @Override
  public String title() {
    return "Decisions while 2,000 slow runs are in flight";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var service = bed.startService();
    var slow = bed.extent().of(PLACES, 50);
    try (var workbench = bed.promptWorkbench(name())) {
      var rounds = new Rounds(bed, workbench, findings);
      rounds.warmUp(WARM_UP);
      var seconds = bed.extent().of(20, 2);
      var load = Load.of(RATE * seconds).at(RATE).untilAnswered();
      var times = bed.extent().of(3, 1);
      rounds.latency("q", "WithNoneInFlight", "with none in flight", load, times);
      workbench.run(
          "start slow runs", "slow", Load.of(slow).sleeping(Duration.ofMinutes(4)).untilAnswered());
      service.awaitMetric(
          "%d runs are in flight".formatted(slow),
          metrics -> metrics.sum("deployer_executor_running", "template=\"probe\"") >= slow,
          TestBed.PATIENCE);
      rounds.latency("s", "WithSlowRuns", "with %,d in flight".formatted(slow), load, times);
    }
    findings.remark("Latency is from the time a command was due to its reply.");
    findings.goal(Goal.atMost("p99MsWithSlowRuns", 50));
  }
}
