package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.template.catalog.HostedTemplate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the templates of this process: takes their work, calls them, and reports how they ended.
///
/// Every start that was committed is run at least once, and again after a crash; a template may
/// even be called twice at once for a short time, as [dev.templatedeployer.template.Template] says.
/// Many processes may run executors of the same group: each gets its share of the work.
public final class Executor {

  private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration SEND_WAITING = Duration.ofSeconds(1);
  private static final Duration LAST_SEND = Duration.ofSeconds(5);

  private final ExecutorSettings settings;
  private final Producer<String, byte[]> producer;
  private final Runs runs = new Runs();
  private final Lanes lanes;
  private final ClockCheck clockCheck = new ClockCheck();
  private final ReportSender sender;
  private final Time time;
  private final Runner runner;
  private final TimeLimits timeLimits;
  private final Heartbeats heartbeats;
  private final WorkLoop loop;
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          3, Thread.ofPlatform().name("executor-clock-", 0).daemon().factory());

  /// Builds an executor that does nothing yet.
  ///
  /// @throws IllegalArgumentException if there is a work topic for a template that is not hosted
  public Executor(ExecutorSettings settings, ExecutorParts parts) {
    this(settings, parts, Time.system());
  }

  Executor(ExecutorSettings settings, ExecutorParts parts, Time time) {
    this.settings = settings;
    this.time = time;
    this.producer = parts.producer();
    Map<TemplateName, HostedTemplate<?>> hosted = hosted(parts);
    Map<TemplateName, Integer> limits = new HashMap<>();
    hosted.keySet().forEach(template -> limits.put(template, settings.limit(template)));
    this.lanes = new Lanes(limits, settings.parallelism(), settings.queue(), parts.mayStart());
    this.sender =
        new ReportSender(
            producer, parts.topics().reports(), parts.encoder(), parts.signer(), time, clockCheck);
    var reports = new Reports(settings.name(), time);
    var metrics = new ExecutorMetrics(parts.metrics());
    metrics.show(clockCheck);
    hosted
        .keySet()
        .forEach(name -> metrics.show(name, () -> lanes.running(name), () -> lanes.queued(name)));
    this.runner = new Runner(lanes, runs, parts.hosts(), reports, sender, metrics, time);
    this.timeLimits = new TimeLimits(runs, runner, time, settings.grace());
    this.heartbeats =
        new Heartbeats(runs, reports, sender, time, settings.startedAfter(), settings.heartbeat());
    this.loop =
        new WorkLoop(
            new WorkConsumer(
                parts.consumer(),
                parts.topics(),
                parts.decoder(),
                new Instructions(hosted, runs, runner, reports, sender, time),
                lanes,
                time,
                settings.commit()));
  }

  /// Starts to take work. Returns at once.
  public void start() {
    every(TICK, timeLimits::enforce);
    every(TICK, heartbeats::send);
    every(SEND_WAITING, sender::sendWaiting);
    loop.start();
  }

  /// Begins what was held back and may begin now. Returns at once; may be called from any thread.
  public void lookAgain() {
    runner.beginNext();
  }

  /// Whether it takes work, or may do so again by itself.
  public boolean isAlive() {
    return loop.isAlive();
  }

  /// Why no work can be taken at present, as a sentence; empty if all is well.
  public Optional<String> problem() {
    return loop.problem();
  }

  /// What is wrong with the clock of this machine, as a sentence; empty if nothing is, as far as
  /// the brokers have told.
  public Optional<String> clockProblem() {
    return clockCheck.problem();
  }

  /// Stops: begins nothing more, lets what runs end within `grace`, interrupts the rest without a
  /// report, since the next process will run it again, commits, and leaves the group.
  public void close(Duration grace) {
    lanes.close();
    loop.rest();
    try {
      boolean isDrained = awaitQuiet(grace);
      if (!isDrained) {
        runs.onThreads().forEach(run -> run.interrupt(Interruption.HANDED_OVER, time.nanos()));
        awaitQuiet(settings.grace());
        LOG.atInfo().log("runs were interrupted; the next executor runs them again");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // whoever stops the service is in a hurry: skip the wait
    }
    loop.end();
    clock.shutdownNow();
    producer.close(LAST_SEND);
  }

  private boolean awaitQuiet(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    return runs.awaitNone(patience)
        && sender.awaitAcknowledged(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }

  private void every(Duration interval, Runnable task) {
    var _ =
        clock.scheduleWithFixedDelay(
            () -> guarded(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// A task that throws would never be called again.
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("a task of the executor's clock threw; it is called again");
    }
  }

  private static Map<TemplateName, HostedTemplate<?>> hosted(ExecutorParts parts) {
    Map<TemplateName, HostedTemplate<?>> hosted = new HashMap<>();
    for (TemplateName name : parts.topics().work().keySet()) {
      HostedTemplate<?> template =
          parts
              .templates()
              .find(name.value())
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "There is a work topic for the template '%s', and no such template is hosted here. Add its jar, or leave it out."
                          .formatted(name)));
      hosted.put(name, template);
    }
    return hosted;
  }
}
