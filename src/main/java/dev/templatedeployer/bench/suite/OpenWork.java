package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BatchResult;
import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/// Whether throughput depends on how many deployments are open, waiting for their time.
record OpenWork() implements Scenario {

  static final String CURVE = "completedPerSecondByOpenDeployments";

  private static final int[] LEVELS = {0, 1_000, 10_000, 50_000, 100_000};
  private static final int[] QUICK_LEVELS = {0, 100, 300};

  @Override
  public String name() {
    return "open-work";
  }

  @Override
  public String title() {
    return "Throughput against open work";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    bed.startService();
    try (var workbench = bed.workbench(name())) {
      new Rounds(bed, workbench, findings).warmUpFully();
      var open = 0;
      for (var level : bed.extent() == Extent.FULL ? LEVELS : QUICK_LEVELS) {
        if (level > open) {
          var waiting = Load.of(level - open).startingAt(tomorrow()).untilAnswered();
          workbench.run("open more", "o" + level, waiting);
          open = level;
        }
        var results = new ArrayList<BatchResult>();
        for (var i = 0; i < bed.extent().of(3, 1); i++) {
          var id = "m%d-%d-".formatted(level, i);
          results.add(workbench.run("measure", id, Load.of(bed.extent().of(10_000, 200))));
          findings.flawsOf("batch " + id, results.getLast());
        }
        findings.figure(
            "completedPerSecondWith%dOpen".formatted(level),
            results,
            BatchResult::completedPerSecond);
        findings.point(
            CURVE,
            level,
            Spread.of(results.stream().mapToDouble(BatchResult::completedPerSecond).toArray())
                .median());
      }
    }
  }

  static Instant tomorrow() {
    return Instant.now().plus(Duration.ofDays(1));
  }
}
