package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Two services that share the work: what they carry together, and how long deployments wait when
/// one of them leaves in order or is killed.
record TwoInstances() implements Scenario {

  private static final Duration UNTIL_BALANCED = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "two-instances";
  }

  @Override
  public String title() {
    return "Two instances share the work";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    findings.setting("deployer.streams.standbys", "1");
    start(bed, "one");
    var second = new ServiceInstance[] {start(bed, "two")};
    bed.pause(UNTIL_BALANCED);
    try (var workbench = bed.workbench(name())) {
      var rounds = new Rounds(bed, workbench, findings);
      rounds.warmUpFully();
      rounds.atFullSpeed("m", Load.of(bed.extent().of(20_000, 200)), bed.extent().of(3, 1));
    }
    var outages = new Outages(bed, findings);
    var after = Duration.ofSeconds(bed.extent().of(25, 12));
    var rounds = bed.extent().of(3, 1);
    for (var i = 0; i < rounds; i++) {
      outages.through("leaves-" + i, after, () -> bed.stop(second[0]));
      second[0] = start(bed, "two");
      bed.pause(UNTIL_BALANCED);
    }
    outages.noteGap("WhenOneLeaves", "one of two leaves in order");
    for (var i = 0; i < rounds; i++) {
      outages.through("killed-" + i, after, () -> second[0].program().kill());
      second[0] = start(bed, "two");
      bed.pause(UNTIL_BALANCED);
    }
    outages.noteGap("WhenOneIsKilled", "one of two is killed");
  }

  private static ServiceInstance start(TestBed bed, String name)
      throws BenchFailed, IOException, InterruptedException {
    var service = bed.startService(name, Map.of("deployer.streams.standbys", "1"), List.of());
    service.awaitReady(TestBed.PATIENCE);
    return service;
  }
}
