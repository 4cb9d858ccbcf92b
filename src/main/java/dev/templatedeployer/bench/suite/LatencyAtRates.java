package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BatchResult;
import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.LatencyMillis;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;

/// How long a deployment takes when others come at a steady rate: from the moment that it was due
/// to be sent to the moment that its committed outcome was read.
record LatencyAtRates() implements Scenario {

  private static final int CALM = 50;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "Latency at 50/s, and at half of what it can do";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var seconds = bed.extent().of(20, 2);
    var times = bed.extent().of(3, 1);
    leastOfAll(bed, findings, seconds, times);
    bed.startService();
    double most;
    try (var workbench = bed.workbench("max")) {
      var rounds = new Rounds(bed, workbench, findings);
      rounds.warmUpFully();
      most =
          Spread.of(
                  rounds.atFullSpeed("f", Load.of(bed.extent().of(10_000, 200)), 3).stream()
                      .mapToDouble(BatchResult::completedPerSecond)
                      .toArray())
              .median();
    }
    try (var workbench = bed.promptWorkbench("rate")) {
      var rounds = new Rounds(bed, workbench, findings);
      // One that comes alone takes other ways through the code than many: these get warm here.
      var _ = workbench.run("warm up", "w", Load.of(CALM * seconds).at(CALM));
      rounds.latency(
          "c", "At50PerSecond", "at 50 a second", Load.of(CALM * seconds).at(CALM), times);
      var half = Math.max(1, Math.rint(most / 2));
      findings.figure("halfOfMaximumPerSecond", half);
      rounds.latency(
          "h",
          "AtHalfOfMaximum",
          "at half of the maximum",
          Load.of((int) (half * seconds / 2)).at(half),
          times);
    }
    findings.goal(Goal.atMost("p50MsAt50PerSecond", 8));
    findings.goal(Goal.atMost("p99MsAt50PerSecond", 30));
  }

  /// What it takes without us, while the broker is alone.
  private static void leastOfAll(TestBed bed, Findings findings, int seconds, int times)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    bed.watcher().progress("raw steps", 0, 0, 1);
    var raw = RawSteps.latency(bed.brokers(), CALM, CALM * seconds, times);
    findings.figure(
        "p50MsOfRawStepsAt50PerSecond", raw.stream().mapToDouble(LatencyMillis::p50).toArray());
    findings.figure(
        "p99MsOfRawStepsAt50PerSecond", raw.stream().mapToDouble(LatencyMillis::p99).toArray());
  }
}
