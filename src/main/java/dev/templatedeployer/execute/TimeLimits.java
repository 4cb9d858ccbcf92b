package dev.templatedeployer.execute;

import java.time.Duration;

/// Interrupts runs at their time limits, and gives up those that do not heed an interruption.
final class TimeLimits {

  private final Runs runs;
  private final Runner runner;
  private final Time time;
  private final long graceNanos;

  /// @param grace how long an interrupted run may take to end
  TimeLimits(Runs runs, Runner runner, Time time, Duration grace) {
    this.runs = runs;
    this.runner = runner;
    this.time = time;
    this.graceNanos = grace.toNanos();
  }

  /// Looks at every run once. Called again and again by one thread.
  void enforce() {
    long now = time.nanos();
    for (Run run : runs.onThreads()) {
      if (run.isPastItsLimit(now)) {
        run.interrupt(Interruption.TIME_LIMIT, now);
      }
      run.abandon(now, graceNanos).ifPresent(interruption -> runner.abandon(run, interruption));
    }
  }
}
