package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BatchResult;
import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.Load;
import dev.templatedeployer.bench.Workbench;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Batches of one load in a row, each measured; the figures are their medians.
///
/// @param workbench sends them
record Rounds(TestBed bed, Workbench workbench, Findings findings) {

  private static final double MILLIS_OF_A_SECOND = 1e3;
  private static final double THOUSAND = 1e3;
  private static final int AS_FAST = 8;
  private static final int MOST_WARM_UPS = 60;
  private static final double NOISE = 1.05;

  /// Warms up: several batches at full speed, of which only the first, when everything was cold, is
  /// noted.
  ///
  /// @param batches how many
  void warmUp(int batches) throws BenchFailed, BrokerTrouble, InterruptedException {
    var load = Load.of(bed.extent().of(5_000, 100));
    for (var i = 0; i < bed.extent().of(batches, 2); i++) {
      var batch = workbench.run("warm up", "w" + i, load);
      findings.flawsOf("warm-up", batch);
      if (i == 0) {
        findings.figure("firstBatchPerSecond", batch.completedPerSecond());
      }
    }
  }

  /// Warms up until the compilers have nothing more to gain: until [#AS_FAST] batches in a row were
  /// no faster than the best before them, but for the noise.
  void warmUpFully() throws BenchFailed, BrokerTrouble, InterruptedException {
    var load = Load.of(bed.extent().of(10_000, 100));
    var best = 0.0;
    var asFast = 0;
    var batches = 0;
    while (asFast < bed.extent().of(AS_FAST, 1) && batches < MOST_WARM_UPS) {
      var batch = workbench.run("warm up", "w" + batches, load);
      findings.flawsOf("warm-up", batch);
      if (batches == 0) {
        findings.figure("firstBatchPerSecond", batch.completedPerSecond());
      }
      asFast = batch.completedPerSecond() > best * NOISE ? 0 : asFast + 1;
      best = Math.max(best, batch.completedPerSecond());
      batches++;
    }
    findings.figure("warmUpBatches", batches);
  }

  /// Measures, and notes how many a second, what they cost and what was written for each.
  ///
  /// @param id tells them from other batches
  List<BatchResult> atFullSpeed(String id, Load load, int rounds)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    bed.startRecording();
    var logs = BrokerLogs.at(bed.brokers());
    var results = new ArrayList<BatchResult>();
    var cpuMillis = new ArrayList<Double>();
    var before = workbench.ends();
    var first = bed.cpu();
    for (var i = 0; i < rounds; i++) {
      var begin = bed.cpu();
      var result = run(id + i, load);
      var used = bed.cpu().since(begin);
      results.add(result);
      cpuMillis.add(cpuOfUs(used) * MILLIS_OF_A_SECOND / Math.max(1, result.completed()));
    }
    var last = bed.cpu();
    bed.endRecording("AtFullSpeed");
    var after = workbench.ends();
    var deployments = results.stream().mapToInt(BatchResult::completed).sum();
    findings.figure("completedPerSecond", results, BatchResult::completedPerSecond);
    latency("", results);
    findings.figure(
        "cpuMsPerDeployment", cpuMillis.stream().mapToDouble(Double::doubleValue).toArray());
    cpu(first, last, deployments);
    findings.figure(
        "logBytesPerDeployment",
        (double) BrokerLogs.at(bed.brokers()).since(logs) / Math.max(1, deployments));
    bed.watcher().progress("count what was written", deployments, deployments, deployments);
    findings.written(workbench.written(before, after), Math.max(1, deployments));
    return results;
  }

  /// Measures, and notes how long they took.
  ///
  /// @param suffix ends the names of the figures, such as `At50PerSecond`
  /// @param label says on a plot what was done
  List<BatchResult> latency(String id, String suffix, String label, Load load, int rounds)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var results = new ArrayList<BatchResult>();
    bed.startRecording();
    for (var i = 0; i < rounds; i++) {
      results.add(run(id + i, load));
    }
    bed.endRecording(suffix);
    latency(suffix, results);
    findings.distribution(label, middle(results).latency());
    return results;
  }

  private BatchResult run(String id, Load load)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var result = workbench.run("measure", id, load);
    findings.flawsOf("batch " + id, result);
    return result;
  }

  private void latency(String suffix, List<BatchResult> results) {
    findings.figure("p50Ms" + suffix, results, batch -> batch.latency().p50());
    findings.figure("p99Ms" + suffix, results, batch -> batch.latency().p99());
    findings.figure("maxMs" + suffix, results, batch -> batch.latency().max());
  }

  /// The one whose 99th percentile is in the middle.
  private static BatchResult middle(List<BatchResult> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(batch -> batch.latency().p99()))
        .toList()
        .get(results.size() / 2);
  }

  /// The service and the broker; the generator is not what is measured.
  private static double cpuOfUs(Map<String, Double> used) {
    return used.entrySet().stream()
        .filter(program -> !program.getKey().equals("generator"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private void cpu(CpuReading first, CpuReading last, int deployments) {
    last.since(first)
        .forEach((program, seconds) ->
            findings.cpu(program, seconds * THOUSAND / Math.max(1, deployments)));
    findings.figure("coresOfOthers", last.coresOfOthersSince(first));
  }
}
