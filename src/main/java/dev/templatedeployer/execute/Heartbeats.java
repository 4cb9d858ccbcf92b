package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.ATTEMPT;
import static dev.templatedeployer.execute.LogKeys.DEPLOYMENT_ID;
import static dev.templatedeployer.execute.LogKeys.TEMPLATE;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says of each run that takes more than a moment that it has started, and from then on, now and
/// then, that it goes on.
///
/// A quick run says nothing before its end: that is one record less for each of thousands.
///
/// A run speaks three times within the lease that it was handed out with. The setting may have
/// changed since, or be another one here than where the lease was granted.
final class Heartbeats {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private static final int BEATS_IN_A_LEASE = 3;

  private final Runs runs;
  private final Reports reports;
  private final ReportSender sender;
  private final Time time;
  private final Duration startedAfter;
  private final long intervalNanos;
  private final Map<Run, Long> lastBeats = new HashMap<>();

  /// @param startedAfter how long a run takes before it is worth saying that it has started
  /// @param interval how often a run is said to go on at least, and if its lease is not known
  Heartbeats(
      Runs runs,
      Reports reports,
      ReportSender sender,
      Time time,
      Duration startedAfter,
      Duration interval) {
    this.runs = runs;
    this.reports = reports;
    this.sender = sender;
    this.time = time;
    this.startedAfter = startedAfter;
    this.intervalNanos = interval.toNanos();
  }

  /// Looks at every run once. Called again and again by one thread, which may wait for the broker.
  void send() {
    lastBeats.keySet().removeIf(run -> !run.isAwaited());
    for (Run run : runs.onThreads()) {
      if (run.isAwaited()) {
        beat(run, time.nanos());
      }
    }
  }

  private void beat(Run run, long now) {
    Long last = lastBeats.get(run);
    if (last == null) {
      if (run.elapsed(now).compareTo(startedAfter) >= 0) {
        lastBeats.put(run, now);
        LOG.atDebug()
            .addKeyValue(DEPLOYMENT_ID, run.id())
            .addKeyValue(TEMPLATE, run.templateName())
            .addKeyValue(ATTEMPT, run.start().token())
            .log("attempt started");
        sender.mention(reports.started(run), run.receipt().trace());
      }
    } else if (now - last >= interval(run)) {
      lastBeats.put(run, now);
      sender.mention(reports.heartbeat(run), run.receipt().trace());
    }
  }

  private long interval(Run run) {
    Duration lease = run.start().lease();
    return lease == null
        ? intervalNanos
        : Math.min(intervalNanos, lease.dividedBy(BEATS_IN_A_LEASE).toNanos());
  }
}
