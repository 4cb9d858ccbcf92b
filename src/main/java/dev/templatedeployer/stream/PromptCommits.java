package dev.templatedeployer.stream;

import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Has a decision committed at once while there is little to do, so that its sender need not wait
/// for company. When there is much to do, decisions are committed together by the interval: a
/// transaction costs the same however much it holds.
///
/// There is much to do when many records came of late, or when one has waited: a commit may take so
/// long that few are processed however many wait, and each prompt commit would keep the next ones
/// waiting.
///
/// Shared by all steps and threads of a topology, since load is a matter of all its partitions.
final class PromptCommits {

  /// For this long records are counted. Far longer than a commit takes, during which none is
  /// processed: the pause would look like rest.
  private static final long SPAN_NANOS = 50_000_000;

  /// More records than this in a span are much to do: it is 500 a second.
  private static final int FEW = 25;

  /// A record that was taken in longer ago than this has waited for others.
  private static final long WAITED_MILLIS = 25;

  private final LongSupplier nanos;
  private final LongSupplier wallClock;
  private long begin;
  private int before;
  private int count;

  /// How far the clock of the brokers was ever seen ahead of ours. If it is behind ours, records
  /// only seem to have waited, and commits are left to the interval.
  private long aheadMillis;

  /// @param nanos a clock that only runs forward, in nanoseconds
  /// @param wallClock the time of day, in milliseconds since 1970
  PromptCommits(LongSupplier nanos, LongSupplier wallClock) {
    this.nanos = nanos;
    this.wallClock = wallClock;
    this.begin = nanos.getAsLong();
  }

  /// Takes note of a record that was processed, and asks for a commit if there is little to do.
  ///
  /// @param takenInAt when the broker took the record in, in milliseconds since 1970
  void processed(ProcessorContext<?, ?> context, long takenInAt) {
    boolean areFew = areFew();
    if (!hasWaited(takenInAt) && areFew) {
      context.commit();
    }
  }

  private synchronized boolean areFew() {
    long now = nanos.getAsLong();
    long passed = now - begin;
    if (passed >= SPAN_NANOS) {
      before = passed < 2 * SPAN_NANOS ? count : 0;
      count = 0;
      begin = now;
    }
    count++;
    return before <= FEW && count <= FEW;
  }

  private synchronized boolean hasWaited(long takenInAt) {
    long age = wallClock.getAsLong() - takenInAt;
    aheadMillis = Math.max(aheadMillis, -age);
    return age + aheadMillis > WAITED_MILLIS;
  }
}
