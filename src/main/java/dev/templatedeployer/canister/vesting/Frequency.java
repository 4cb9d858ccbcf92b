package dev.templatedeployer.canister.vesting;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How often a schedule that unlocks evenly releases a part. Months, quarters and years are 30, 90
/// and 365 days.
public enum Frequency {
  /// Every second.
  CONTINUOUS(Duration.ofSeconds(1)),
  /// Every 24 hours.
  DAILY(Duration.ofDays(1)),
  /// Every 7 days.
  WEEKLY(Duration.ofDays(7)),
  /// Every 30 days.
  MONTHLY(Duration.ofDays(30)),
  /// Every 90 days.
  QUARTERLY(Duration.ofDays(90)),
  /// Every 365 days.
  YEARLY(Duration.ofDays(365)),
  /// As many seconds as the config says beside it.
  CUSTOM(null);

  private final @Nullable Duration period;

  Frequency(@Nullable Duration period) {
    this.period = period;
  }

  /// The time between two releases, or null if the config says it.
  public @Nullable Duration period() {
    return period;
  }
}
