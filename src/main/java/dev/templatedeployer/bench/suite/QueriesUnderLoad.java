package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;

/// How long queries take while deployments stream in, and what they do to those.
record QueriesUnderLoad() implements Scenario {

  private static final int WARM_UP = 4;
  private static final int RATE = 1_000;

  @Override
  public String name() {
    return "queries";
  }

  @Override
  public String title() {
    return "Queries while 1,000 deployments a second stream in";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var service = bed.startService();
    try (var workbench = bed.workbench(name())) {
      new Rounds(bed, workbench, findings).warmUp(WARM_UP);
    }
    Questions.awaitReadModel(service, TestBed.PATIENCE);
    var rate = bed.extent().of(RATE, 50);
    var seconds = bed.extent().of(30, 5);
    var load = bed.background("load", Load.of(rate * seconds).at(rate));
    new Questions(service, name() + "-w0-0").ask(bed.extent().of(400, 20), findings);
    var result = load.result();
    findings.flawsOf("the load", result);
    findings.figure("p50MsOfTheLoad", result.latency().p50());
    findings.figure("p99MsOfTheLoad", result.latency().p99());
    findings.distribution("deployments beside queries", result.latency());
  }
}
