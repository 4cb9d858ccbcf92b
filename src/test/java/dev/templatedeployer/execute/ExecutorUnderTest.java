package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.catalog.HostedTemplate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/// All parts of a real executor but its threads, for tests outside this package: they turn the
/// consumer and the clock's tasks, one after the other, as often and in whatever order they like.
///
/// The threads of its runs are real. They meet in the host of their canister, where the test holds
/// them.
public final class ExecutorUnderTest {

  private final Runs runs = new Runs();
  private final Map<TemplateName, Integer> limits = new HashMap<>();
  private final ExecutorParts parts;
  private final Lanes lanes;
  private final Runner runner;
  private final TimeLimits timeLimits;
  private final Heartbeats heartbeats;
  private final ReportSender sender;
  private final WorkConsumer consumer;

  /// An executor that owns nothing yet.
  public ExecutorUnderTest(
      ExecutorSettings settings, ExecutorParts parts, Supplier<Instant> hour, LongSupplier nanos) {
    Time time = time(hour, nanos);
    this.parts = parts;
    Map<TemplateName, HostedTemplate<?>> hosted = new HashMap<>();
    for (TemplateName name : parts.topics().work().keySet()) {
      hosted.put(name, parts.templates().find(name.value()).orElseThrow());
      limits.put(name, settings.limit(name));
    }
    this.lanes = new Lanes(limits, settings.parallelism(), settings.queue(), parts.mayStart());
    var words = new Reports(settings.name(), time);
    var metrics = new ExecutorMetrics(new SimpleMeterRegistry());
    this.sender =
        new ReportSender(
            parts.producer(), parts.topics().reports(), parts.encoder(), time, new ClockCheck());
    this.runner = new Runner(lanes, runs, parts.hosts(), words, sender, metrics, time);
    this.timeLimits = new TimeLimits(runs, runner, time, settings.grace());
    this.heartbeats =
        new Heartbeats(runs, words, sender, time, settings.startedAfter(), settings.heartbeat());
    this.consumer =
        new WorkConsumer(
            parts.consumer(),
            parts.topics(),
            parts.decoder(),
            new Instructions(hosted, runs, runner, words, sender, time),
            lanes,
            time,
            settings.commit());
    consumer.join();
  }

  /// One round of the consumer.
  public void turn() {
    consumer.turn();
  }

  /// What the clock does every 50 ms.
  public void tick() {
    timeLimits.enforce();
    heartbeats.send();
  }

  /// What the clock does every second.
  public void sendWaiting() {
    sender.sendWaiting();
  }

  /// Begins what was held back and may begin now.
  public void lookAgain() {
    runner.beginNext();
  }

  /// Partitions are another's by now, as after a session that timed out.
  public void lose(Collection<TopicPartition> partitions) {
    consumer.onPartitionsLost(partitions);
  }

  /// Whether the group has said which work is ours, and all of it is looked through.
  public boolean hasTakenOver() {
    return consumer.hasTakenOver();
  }

  /// Begins nothing any more.
  public void closeLanes() {
    lanes.close();
  }

  /// The starts that have a thread, but for those given up.
  public List<Work.Start> onThreads() {
    return runs.onThreads().stream().map(Run::start).toList();
  }

  /// How many threads there are for `template`, those given up among them.
  public int running(TemplateName template) {
    return lanes.running(template);
  }

  /// Whether a run of `template` is about to begin on some thread.
  public boolean isAboutToBegin(TemplateName template) {
    return lanes.queued(template) > 0
        && lanes.running(template) < limits.getOrDefault(template, 0)
        && parts.mayStart().test(template);
  }

  private static Time time(Supplier<Instant> hour, LongSupplier nanos) {
    return new Time() {
      @Override
      public Instant now() {
        return hour.get();
      }

      @Override
      public long nanos() {
        return nanos.getAsLong();
      }
    };
  }
}
