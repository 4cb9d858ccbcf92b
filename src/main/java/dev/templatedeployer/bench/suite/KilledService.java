package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How soon everything goes on when the only service was killed with 500 runs in flight and is
/// started again at once on its old folder.
///
/// @param isNamed whether its executor keeps its name, as `deployer.executor.instance` says
record KilledService(boolean isNamed) implements Scenario {

  private static final int WARM_UP = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return isNamed ? "kill-service" : "kill-service-unnamed";
  }

  @Override
  public String title() {
    return "The service is killed with 500 runs in flight, and started again"
        + (isNamed ? "" : " without a name of its own");
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    Map<String, String> settings = isNamed ? Map.of("deployer.executor.instance", "one") : Map.of();
    settings.forEach(findings::setting);
    var service = bed.startService("service", settings, List.of());
    service.awaitReady(TestBed.PATIENCE);
    try (var workbench = bed.workbench(name())) {
      new Rounds(bed, workbench, findings).warmUp(WARM_UP);
    }
    var rounds = bed.extent().of(3, 1);
    var ready = new double[rounds];
    var first = new double[rounds];
    var median = new double[rounds];
    var last = new double[rounds];
    var outages = new Outages(bed, findings);
    for (var i = 0; i < rounds; i++) {
      var round = new Round(bed, settings, service, "slow-" + i, findings);
      var after = Duration.ofSeconds(bed.extent().of(20, 12));
      outages.through("trickle-" + i, after, round);
      service = round.successor();
      ready[i] = round.readySeconds;
      first[i] = round.startedAgain[0];
      median[i] = round.startedAgain[round.startedAgain.length / 2];
      last[i] = round.startedAgain[round.startedAgain.length - 1];
      round.awaitOutcomes();
    }
    findings.figure("firstRunStartedAgainSeconds", first);
    findings.figure("halfOfRunsStartedAgainSeconds", median);
    findings.figure("allRunsStartedAgainSeconds", last);
    findings.figure("readySeconds", ready);
    outages.noteGap("", title());
    findings.remark("Seconds are counted from the kill.");
    if (isNamed) {
      findings.goal(Goal.atMost("allRunsStartedAgainSeconds", 4));
    }
  }

  /// One kill.
  private static final class Round implements Outages.Interruption {

    private final TestBed bed;
    private final Map<String, String> settings;
    private final ServiceInstance victim;
    private final String id;
    private final Findings findings;
    private final Starts starts;
    private final Background runs;
    private final int count;
    private ServiceInstance successor;
    private double readySeconds;
    private double[] startedAgain = {};

    /// Gets 500 runs going.
    Round(
        TestBed bed,
        Map<String, String> settings,
        ServiceInstance victim,
        String id,
        Findings findings)
        throws BenchFailed {
      this.bed = bed;
      this.settings = settings;
      this.victim = victim;
      this.successor = victim;
      this.id = id;
      this.findings = findings;
      this.count = bed.extent().of(500, 20);
      this.starts = Starts.of(bed);
      var length = Duration.ofSeconds(bed.extent().of(60, 15));
      this.runs = bed.background(id, Load.of(count).sleeping(length));
      starts.await(count, id, victim.program(), PATIENCE);
    }

    @Override
    public void happen() throws BenchFailed, IOException, InterruptedException {
      var killedAt = System.nanoTime();
      victim.program().kill();
      successor = bed.startService("service", settings, List.of());
      var seen = starts.await(count, id, successor.program(), PATIENCE);
      startedAgain = new double[seen.length];
      for (var i = 0; i < seen.length; i++) {
        startedAgain[i] = (seen[i] - killedAt) / 1e9;
      }
      readySeconds = (successor.awaitReady(TestBed.PATIENCE) - killedAt) / 1e9;
      starts.close();
    }

    ServiceInstance successor() {
      return successor;
    }

    /// Waits until all have completed, each once.
    void awaitOutcomes() throws BenchFailed, BrokerTrouble, InterruptedException {
      findings.flawsOf(id, runs.result());
    }
  }
}
