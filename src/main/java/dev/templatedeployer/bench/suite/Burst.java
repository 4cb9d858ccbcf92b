package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;

/// What becomes of very many deployments that come at once.
record Burst() implements Scenario {

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public String title() {
    return "100,000 deployments at once";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    bed.startService();
    try (var workbench = bed.workbench(name())) {
      var rounds = new Rounds(bed, workbench, findings);
      rounds.warmUpFully();
      var results =
          rounds.atFullSpeed("b", Load.of(bed.extent().of(100_000, 500)), bed.extent().of(3, 1));
      findings.figure("secondsToTheLastOutcome", results, batch -> batch.nanos() / 1e9);
    }
  }
}
