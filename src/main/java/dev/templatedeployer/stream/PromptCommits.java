package dev.templatedeployer.stream;

import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Has a decision committed at once while there is little to do, so that its sender need not wait
/// for company. When there is much to do, decisions are committed together by the interval: a
/// transaction costs the same however much it holds.
///
/// Shared by all steps and threads of a topology, since load is a matter of all its partitions.
final class PromptCommits {

  /// For this long records are counted. Far longer than a commit takes, during which none is
  /// processed: the pause would look like rest.
  private static final long SPAN_NANOS = 50_000_000;

  /// More records than this in a span are much to do: it is 500 a second.
  private static final int FEW = 25;

  private final LongSupplier nanos;
  private long begin;
  private int before;
  private int count;

  /// @param nanos a clock that only runs forward, in nanoseconds
  PromptCommits(LongSupplier nanos) {
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /// Takes note of a record that was processed, and asks for a commit if there were few of late.
  void processed(ProcessorContext<?, ?> context) {
    if (areFew()) {
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
}
