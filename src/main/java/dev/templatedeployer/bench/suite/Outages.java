package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BatchResult;
import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Interruptions of the service under a steady trickle of deployments. Their latency, counted from
/// when each was due, shows how long nothing was decided: the slowest waited through the whole gap.
final class Outages {

  private static final int RATE = 50;
  private static final Duration BEFORE = Duration.ofSeconds(3);

  private final TestBed bed;
  private final Findings findings;
  private final List<BatchResult> results = new ArrayList<>();

  Outages(TestBed bed, Findings findings) {
    this.bed = bed;
    this.findings = findings;
  }

  /// Something that interrupts the service.
  @FunctionalInterface
  interface Interruption {
    /// Does it, and mends it if it does not mend itself.
    void happen() throws BenchFailed, BrokerTrouble, IOException, InterruptedException;
  }

  /// Lets a trickle flow through an interruption.
  ///
  /// @param id tells it from others
  /// @param after how long the trickle should go on, counted from the interruption
  void through(String id, Duration after, Interruption interruption)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var seconds = BEFORE.plus(after).toSeconds();
    var trickle = bed.background(id, Load.of((int) (RATE * seconds)).at(RATE));
    bed.pause(BEFORE);
    interruption.happen();
    var result = trickle.result();
    findings.flawsOf(id, result);
    results.add(result);
  }

  /// Notes the gap of all interruptions so far, in seconds, and how the last trickle flowed.
  ///
  /// @param suffix ends the name of the figure
  void noteGap(String suffix, String label) {
    findings.figure("gapSeconds" + suffix, results, result -> result.latency().max() / 1e3);
    findings.distribution(label, results.getLast().latency());
    results.clear();
  }
}
