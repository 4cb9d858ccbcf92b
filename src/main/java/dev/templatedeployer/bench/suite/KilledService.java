package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How soon everything goes on when the only service was killed with 500 runs in flight and is
/// started again at once.
///
/// @param isInPlace whether it is started on its old folder, and so under its old name; else on an
///   empty one, as on another machine
record KilledService(boolean isInPlace) implements Scenario {

  private static final int WARM_UP = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return isInPlace ? "kill-service" : "kill-service-elsewhere";
  }

  @Override
  public String title() {
    return "The service is killed with 500 runs in flight, and started again"
        + (isInPlace ? "" : " on an empty folder");
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var service = bed.startService("service", Map.of(), List.of());
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
      var round =
          new Round(bed, isInPlace ? "service" : "service-" + i, service, "slow-" + i, findings);
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
    if (isInPlace) {
      findings.goal(Goal.atMost("allRunsStartedAgainSeconds", 4));
    }
  }

  /// One kill.
  private static final class Round implements Outages.Interruption {

    private final TestBed bed;
    private final String folder;
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
    Round(TestBed bed, String folder, ServiceInstance victim, String id, Findings findings)
        throws BenchFailed {
      this.bed = bed;
      this.folder = folder;
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
      successor = bed.startService(folder, Map.of(), List.of());
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
