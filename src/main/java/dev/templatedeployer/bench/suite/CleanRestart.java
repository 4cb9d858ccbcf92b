package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How long deployments wait when the only service is stopped in order and started again at once,
/// as in an upgrade.
record CleanRestart() implements Scenario {

  private static final int WARM_UP = 3;

  @Override
  public String name() {
    return "clean-restart";
  }

  @Override
  public String title() {
    return "The service is stopped in order, and started again";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var services = new ServiceInstance[] {bed.startService()};
    try (var workbench = bed.workbench(name())) {
      new Rounds(bed, workbench, findings).warmUp(WARM_UP);
    }
    var rounds = bed.extent().of(3, 1);
    var stopped = new double[rounds];
    var ready = new double[rounds];
    var outages = new Outages(bed, findings);
    for (var i = 0; i < rounds; i++) {
      var round = i;
      outages.through(
          "trickle-" + i,
          Duration.ofSeconds(bed.extent().of(20, 12)),
          () -> {
            var askedAt = System.nanoTime();
            bed.stop(services[0]);
            stopped[round] = (System.nanoTime() - askedAt) / 1e9;
            services[0] = bed.startService("service", Map.of(), List.of());
            ready[round] = (services[0].awaitReady(TestBed.PATIENCE) - askedAt) / 1e9;
          });
    }
    findings.figure("stoppedSeconds", stopped);
    findings.figure("readySeconds", ready);
    outages.noteGap("", title());
    findings.remark("Seconds are counted from the wish to stop.");
  }
}
