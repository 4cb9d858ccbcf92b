package dev.templatedeployer.stream;

import java.time.Duration;
import java.time.Instant;

/// The time up to which a task has read its log, by the clock of the brokers. Only what was silent
/// until then was silent: a later report may have been taken in, and wait to be read.
///
/// Each record that is read says what time it is in the log, and between two of them time goes on
/// as this process measures it. So a task that is behind, as after an outage or in a burst, is
/// behind with its clock as well, and holds no silence against anybody; and a clock of this process
/// that is ahead of the brokers' makes nobody late. One that is behind theirs only delays, since
/// nothing is due here before it is due by both.
///
/// Time in which the process did not run, since it was stopped, or waited for a commit, does not
/// count: what came in meanwhile is still to be read.
///
/// One for each task, touched by its stream thread alone.
final class LogClock {

  private final long mostStep;
  private long lookedAt;
  private long time;

  /// @param now what time this process has
  /// @param mostStep the most that passes between two looks at the clock of a process that runs
  LogClock(Instant now, Duration mostStep) {
    this.mostStep = mostStep.toMillis();
    this.lookedAt = now.toEpochMilli();
    this.time = lookedAt;
  }

  /// Takes note of a record that was read.
  ///
  /// @param takenInAt when the broker took it in, in milliseconds since 1970
  /// @param now what time this process has, likewise
  void read(long takenInAt, long now) {
    time = takenInAt;
    lookedAt = now;
  }

  /// Up to when the log was read. To be asked at each beat.
  ///
  /// @param now what time this process has
  Instant heardUntil(Instant now) {
    long own = now.toEpochMilli();
    time += Math.clamp(own - lookedAt, 0, mostStep);
    lookedAt = own;
    return Instant.ofEpochMilli(Math.min(time, own));
  }
}
