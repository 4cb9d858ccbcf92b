package dev.templatedeployer.bench;

import dev.templatedeployer.topics.BrokerTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// One benchmark: warms up, measures, and counts what was written.
///
/// ```text
/// LoadGenerator --> commands --> (the service) --> outcomes --> OutcomeReader
///                                      |                             |
///                                 all its topics --> LogCounter    Tally --> BenchReport
/// ```
///
/// Sends on one thread and reads on the one that calls [#run].
public final class Benchmark {

  private final BenchPlan plan;
  private final BenchTarget target;
  private final BenchClients clients;
  private final BenchWatcher watcher;
  private final NanoClock clock;
  private final ThreadFactory threads;
  private final String name;
  private volatile boolean isStopped;
  private volatile @Nullable Workbench open;

  /// @param name what the ids of its deployments begin with; no two benchmarks may share it
  public Benchmark(
      String name, BenchPlan plan, BenchTarget target, BenchClients clients, BenchWatcher watcher) {
    this(
        name,
        plan,
        target,
        clients,
        watcher,
        NanoClock.SYSTEM,
        Thread.ofPlatform().name("bench-load").factory());
  }

  Benchmark(
      String name,
      BenchPlan plan,
      BenchTarget target,
      BenchClients clients,
      BenchWatcher watcher,
      NanoClock clock,
      ThreadFactory threads) {
    this.name = name;
    this.plan = plan;
    this.target = target;
    this.clients = clients;
    this.watcher = watcher;
    this.clock = clock;
    this.threads = threads;
  }

  /// Ends it soon; [#run] then returns what is known. From any thread.
  public void stop() {
    isStopped = true;
    var running = open;
    if (running != null) {
      running.stop();
    }
  }

  /// Does it.
  ///
  /// @throws BenchFailed if it cannot be done with the service as it is
  /// @throws BrokerTrouble if Kafka does not answer, or not as it should
  public BenchReport run() throws BenchFailed, BrokerTrouble, InterruptedException {
    try (var workbench = Workbench.open(name, target, clients, watcher, clock, threads)) {
      open = workbench;
      if (isStopped) {
        workbench.stop();
      }
      return run(workbench);
    }
  }

  private BenchReport run(Workbench workbench)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var warmup = warmUp(workbench);
    var firstBatch = warmup.isEmpty() ? null : warmup.getFirst();
    if (!warmup.isEmpty() && !warmup.getLast().isEnded()) {
      return report(firstBatch, warmup.getLast(), null);
    }
    var before = workbench.ends();
    var result = workbench.run("measure", "m", plan.load(plan.count(), plan.rate()));
    var after = workbench.ends();
    if (isStopped) {
      return report(firstBatch, result, null);
    }
    watcher.progress("count what was written", plan.count(), plan.count(), plan.count());
    return report(firstBatch, result, workbench.written(before, after));
  }

  private BenchReport report(
      @Nullable BatchResult firstBatch, BatchResult result, @Nullable Written written) {
    var ending =
        result.isEnded()
            ? BenchReport.Ending.COMPLETE
            : isStopped ? BenchReport.Ending.STOPPED : BenchReport.Ending.IDLE;
    return new BenchReport(plan, ending, firstBatch, result, written);
  }

  /// Sends at full speed whatever the rate of the plan is: it is there to warm compilers and
  /// caches. Ends with the first batch that did not end.
  private List<BatchResult> warmUp(Workbench workbench)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var results = new ArrayList<BatchResult>();
    var left = plan.warmup();
    while (left > 0 && (results.isEmpty() || results.getLast().isEnded())) {
      var count = Math.min(left, BenchPlan.warmupBatch(plan.count()));
      results.add(workbench.run("warm up", "w" + results.size(), plan.load(count, null)));
      left -= count;
    }
    return results;
  }
}
