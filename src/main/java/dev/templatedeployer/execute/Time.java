package dev.templatedeployer.execute;

import java.time.Instant;
import java.time.InstantSource;

/// What time it is: the hour for people, and a clock that never jumps for measuring.
interface Time {

  /// The hour.
  Instant now();

  /// Nanoseconds since some moment in the past, whatever is done to the hour.
  long nanos();

  /// The time of this machine.
  static Time system() {
    InstantSource hour = InstantSource.system();
    return new Time() {
      @Override
      public Instant now() {
        return hour.instant();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
