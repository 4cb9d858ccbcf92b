package dev.templatedeployer.replay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Lets items pass at an even rate. After a halt it lets pass what a quarter of a second brings at
/// most, so that nothing is made up for in a rush. Of one thread; the clock is passed in.
public final class Pace {

  private static final double MOST_SECONDS = 0.25;

  private final double rate;
  private double saved;
  private @Nullable Instant lastAt;

  /// @param rate items a second
  public Pace(double rate) {
    this.rate = rate;
    this.saved = 1;
  }

  /// How many items may pass at `now`, if nothing else holds them up.
  public int allowance(Instant now) {
    if (lastAt != null && now.isAfter(lastAt)) {
      double seconds = Duration.between(lastAt, now).toNanos() / 1e9;
      saved = Math.min(saved + seconds * rate, Math.max(1, rate * MOST_SECONDS));
    }
    if (lastAt == null || now.isAfter(lastAt)) {
      lastAt = now;
    }
    return (int) saved;
  }

  /// Notes that `count` items passed.
  public void passed(int count) {
    saved -= count;
  }

  /// How long after the last question another item may pass.
  public Duration untilNext() {
    double missing = Math.max(0, 1 - saved);
    return Duration.ofNanos((long) Math.ceil(missing / rate * 1e9));
  }
}
