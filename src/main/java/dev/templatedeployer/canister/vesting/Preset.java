package dev.templatedeployer.canister.vesting;

import java.time.Duration;

/// Schedules that are asked for again and again, to begin a config with. A month is 30 days.
public enum Preset {
  /// A year's cliff, then monthly over two years.
  TEAM,
  /// Half a year's cliff, then monthly over two years.
  ADVISORS,
  /// A tenth after three months, then monthly over a year.
  MARKETING,
  /// Everything after two years.
  TREASURY,
  /// A year's cliff, then monthly over a year and a half.
  SEED,
  /// A tenth after nine months, then monthly over fifteen.
  STRATEGIC,
  /// Half a year's cliff, then monthly over a year and a half.
  DEFAULT;

  /// The schedule, to be written into a config.
  public ScheduleConfig config() {
    return switch (this) {
      case TEAM -> cliff(12, 0, 24);
      case ADVISORS -> cliff(6, 0, 24);
      case MARKETING -> cliff(3, 1_000, 12);
      case TREASURY -> ScheduleConfig.single(months(24));
      case SEED -> cliff(12, 0, 18);
      case STRATEGIC -> cliff(9, 1_000, 15);
      case DEFAULT -> cliff(6, 0, 18);
    };
  }

  private static ScheduleConfig cliff(int cliffMonths, int cliffBps, int months) {
    return ScheduleConfig.cliff(months(cliffMonths), cliffBps, months(months), Frequency.MONTHLY);
  }

  private static Duration months(int months) {
    return Duration.ofDays(30L * months);
  }
}
