package dev.templatedeployer.bench;

import dev.templatedeployer.domain.Status;
import org.HdrHistogram.Histogram;

/// What is known of one batch while it runs. Written by the sender and by the reader, so every
/// method holds the lock.
final class Tally {

  private static final int DIGITS = 3;
  private static final long NANOS_OF_A_MICRO = 1_000;

  private final long[] due;
  private final boolean[] hasEnded;
  private final Histogram micros = new Histogram(DIGITS);
  private int sent;
  private int ended;
  private int completed;
  private int duplicates;
  private long firstSentAt;
  private long lastEndedAt;
  private long lastProgressAt;

  /// @param count deployments of the batch
  /// @param now when it begins, in nanoseconds of the clock
  Tally(int count, long now) {
    due = new long[count];
    hasEnded = new boolean[count];
    firstSentAt = now;
    lastEndedAt = now;
    lastProgressAt = now;
  }

  /// Number `index` goes out.
  ///
  /// @param dueAt what its latency is counted from
  synchronized void sent(int index, long dueAt, long now) {
    if (sent++ == 0) {
      firstSentAt = now;
      lastEndedAt = now;
    }
    due[index] = dueAt;
    lastProgressAt = now;
  }

  /// An outcome of number `index` was read.
  synchronized void ended(int index, Status status, long now) {
    lastProgressAt = now;
    if (index >= hasEnded.length || hasEnded[index]) {
      duplicates++;
      return;
    }
    hasEnded[index] = true;
    ended++;
    lastEndedAt = now;
    if (status == Status.COMPLETED) {
      completed++;
      micros.recordValue(Math.max(0, now - due[index]) / NANOS_OF_A_MICRO);
    }
  }

  synchronized int sent() {
    return sent;
  }

  synchronized int ended() {
    return ended;
  }

  synchronized boolean isComplete() {
    return ended == due.length;
  }

  /// When something was sent or read last.
  synchronized long lastProgressAt() {
    return lastProgressAt;
  }

  /// What the batch came to so far.
  synchronized BatchResult result() {
    return new BatchResult(
        due.length,
        sent,
        completed,
        ended - completed,
        sent - ended,
        duplicates,
        lastEndedAt - firstSentAt,
        LatencyMillis.of(micros));
  }
}
