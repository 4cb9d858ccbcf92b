package dev.templatedeployer.bench;

import org.jspecify.annotations.Nullable;

/// When each deployment is to be sent: at a fixed rate whatever becomes of the others, or at once.
///
/// With a rate, latency is counted from the time that the schedule says. So if the sender falls
/// behind, the time it lost is not hidden (*coordinated omission*).
///
/// @param begin when the first is due, in nanoseconds of the clock
/// @param rate sends a second, or null for as fast as they go
record SendSchedule(long begin, @Nullable Double rate) {

  private static final double NANOS_OF_A_SECOND = 1e9;

  /// When number `index`, from 0, is due.
  ///
  /// @param now what holds if there is no schedule
  long due(int index, long now) {
    return rate == null ? now : begin + Math.round(index * (NANOS_OF_A_SECOND / rate));
  }
}
