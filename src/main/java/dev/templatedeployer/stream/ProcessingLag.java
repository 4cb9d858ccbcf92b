package dev.templatedeployer.stream;

import java.time.Duration;
import java.time.Instant;

/// Whether a task is behind its topics, as after an outage or in a burst. Then that nothing was
/// heard of an attempt means nothing: its report may be the next record.
///
/// Judged by when the broker took in what is processed. Should its clock be far behind ours, every
/// record looks late for ever, and so this is believed for [#MOST] only. One for each task, touched
/// by its stream thread alone.
final class ProcessingLag {

  /// A record that was taken in longer ago than this is late. Far below every lease.
  private static final Duration LATE = Duration.ofSeconds(1);

  /// Late records that are further apart do not belong together.
  private static final Duration APART = Duration.ofSeconds(30);

  /// Who is behind without a break for longer has a clock that is wrong.
  static final Duration MOST = Duration.ofMinutes(30);

  private Instant since = Instant.EPOCH;
  private Instant last = Instant.EPOCH;

  /// Takes note of a record that was processed.
  ///
  /// @param takenInAt when the broker took it in
  void processed(Instant takenInAt, Instant now) {
    if (takenInAt.plus(LATE).isBefore(now)) {
      if (last.plus(APART).isBefore(now)) {
        since = now;
      }
      last = now;
    }
  }

  /// When the task was last behind; long ago if it never was.
  Instant behindUntil() {
    return since.plus(MOST).isBefore(last) ? Instant.EPOCH : last;
  }
}
