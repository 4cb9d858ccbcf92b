package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;

/// How soon everything goes on when the only broker was killed with 500 runs in flight and is
/// started again at once on its old data. The runs should go on as if nothing had happened.
record KilledBroker() implements Scenario {

  private static final int WARM_UP = 3;

  @Override
  public String name() {
    return "kill-broker";
  }

  @Override
  public String title() {
    return "The broker is killed with 500 runs in flight, and started again";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var service = bed.startService();
    try (var workbench = bed.workbench(name())) {
      new Rounds(bed, workbench, findings).warmUp(WARM_UP);
    }
    var rounds = bed.extent().of(3, 1);
    var up = new double[rounds];
    var outages = new Outages(bed, findings);
    for (var i = 0; i < rounds; i++) {
      var round = i;
      var count = bed.extent().of(500, 20);
      var length = Duration.ofSeconds(bed.extent().of(45, 15));
      var runs = bed.background("slow-" + i, Load.of(count).sleeping(length));
      try (var starts = Starts.of(bed)) {
        starts.await(count, "slow-" + i, service.program(), TestBed.PATIENCE);
      }
      outages.through(
          "trickle-" + i,
          Duration.ofSeconds(bed.extent().of(25, 12)),
          () -> {
            var killedAt = System.nanoTime();
            bed.broker().kill();
            bed.restartBroker();
            up[round] = (System.nanoTime() - killedAt) / 1e9;
          });
      findings.flawsOf("slow-" + i, runs.result());
    }
    findings.figure("brokerUpSeconds", up);
    outages.noteGap("", title());
    findings.remark("Seconds are counted from the kill.");
  }
}
