package dev.templatedeployer.bench;

import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.ReplyCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
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

  /// How long the last markers of transactions may take to be written.
  private static final Duration AFTERMATH = Duration.ofMillis(300);

  /// How long what is still on its way out may take; after a clean end there is nothing.
  private static final Duration LAST_SENDS = Duration.ofSeconds(2);

  private static final long MOST_OFFSETS = 500_000;

  private final BenchPlan plan;
  private final BenchTarget target;
  private final BenchClients clients;
  private final BenchWatcher watcher;
  private final NanoClock clock;
  private final ThreadFactory threads;
  private final String name;
  private volatile boolean isStopped;

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
  }

  /// Does it.
  ///
  /// @throws BenchFailed if it cannot be done with the service as it is
  /// @throws BrokerTrouble if Kafka does not answer, or not as it should
  public BenchReport run() throws BenchFailed, BrokerTrouble, InterruptedException {
    var counted = countedTopics(clients.topics());
    var producer = clients.producer();
    try (var outcomes = clients.consumer();
        var log = clients.consumer()) {
      var reader =
          new OutcomeReader(
              outcomes,
              target.outcomes(),
              target.replies(),
              new OutcomeCodec(target.schemaIds()),
              new ReplyCodec(target.schemaIds()),
              clock);
      reader.standAtTheEnd();
      var batches =
          new Batches(
              name, plan, target, producer, reader, watcher, clock, threads, this::isStopped);
      return run(batches, new LogCounter(log, MOST_OFFSETS), counted);
    } catch (InterruptException e) {
      throw (InterruptedException) new InterruptedException("Interrupted.").initCause(e);
    } catch (KafkaException e) {
      throw BrokerTrouble.of(e, target.brokers());
    } finally {
      producer.close(LAST_SENDS);
    }
  }

  /// The topics of the service that there are, and its changelogs.
  private Set<String> countedTopics(Set<String> existing) throws BenchFailed {
    var needed = new HashSet<>(List.of(target.commands(), target.outcomes(), target.replies()));
    needed.removeAll(existing);
    if (!needed.isEmpty()) {
      throw BenchFailed.missing(needed, target.brokers());
    }
    var counted = new HashSet<>(target.topics());
    counted.retainAll(existing);
    existing.stream()
        .filter(topic -> topic.startsWith(target.changelogPrefix() + "-"))
        .filter(topic -> topic.endsWith("-changelog"))
        .forEach(counted::add);
    return counted;
  }

  private boolean isStopped() {
    return isStopped;
  }

  private BenchReport run(Batches batches, LogCounter counter, Set<String> counted)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var warmup = warmUp(batches);
    var firstBatch = warmup.isEmpty() ? null : warmup.getFirst();
    if (!warmup.isEmpty() && !warmup.getLast().isEnded()) {
      return report(firstBatch, warmup.getLast(), null);
    }
    settle();
    var before = counter.ends(counted);
    var result = batches.run("measure", "m", plan.count(), plan.rate());
    settle();
    return report(firstBatch, result, isStopped ? null : written(counter, counted, before));
  }

  private Written written(
      LogCounter counter, Set<String> counted, Map<TopicPartition, Long> before) {
    watcher.progress("count what was written", plan.count(), plan.count(), plan.count());
    return counter.count(LogSpan.between(before, counter.ends(counted)));
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
  private List<BatchResult> warmUp(Batches batches)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var results = new ArrayList<BatchResult>();
    var left = plan.warmup();
    while (left > 0 && (results.isEmpty() || results.getLast().isEnded())) {
      var count = Math.min(left, BenchPlan.warmupBatch(plan.count()));
      results.add(batches.run("warm up", "w" + results.size(), count, null));
      left -= count;
    }
    return results;
  }

  private void settle() {
    clock.waitUntil(clock.now() + AFTERMATH.toNanos());
  }
}
