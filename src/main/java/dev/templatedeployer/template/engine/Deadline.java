package dev.templatedeployer.template.engine;

import java.time.Duration;

/// When something has to be over.
///
/// @param nanos on the clock of [System#nanoTime]
record Deadline(long nanos) {

  /// Longer limits mean never, and must not overflow.
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /// So long from now.
  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + shorter(limit, LONGEST).toNanos());
  }

  /// What is left; zero if nothing is.
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  boolean isPassed() {
    return nanos - System.nanoTime() <= 0;
  }

  /// The earlier of this and so long from now.
  Deadline orIn(Duration limit) {
    return limit.compareTo(left()) < 0 ? in(limit) : this;
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
