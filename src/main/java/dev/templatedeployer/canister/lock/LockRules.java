package dev.templatedeployer.canister.lock;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.ScheduleRules;
import dev.templatedeployer.canister.vesting.UnlockPlan;
import dev.templatedeployer.template.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What the config of a lock has to keep to.
final class LockRules {

  private static final Duration FARTHEST_START = Duration.ofDays(365);
  private static final Duration OLDEST_START = Duration.ofDays(5 * 365L);

  private LockRules() {}

  /// Everything that is wrong with `config`.
  ///
  /// @param now when the command was taken in
  static List<Violation> check(LockConfig config, Instant now) {
    var check = new ConfigCheck();
    check.text("/name", config.name(), 1, 100);
    check.principal("/tokenId", config.tokenId());
    check.principal("/beneficiary", config.beneficiary());
    boolean amountPasses = check.amount("/amount", config.amount());
    boolean startPasses = start(check, config, now);
    boolean initialPasses = check.bps("/initialBps", config.initialBps(), 0, ConfigCheck.ALL_BPS);
    boolean schedulePasses =
        check.present("/schedule", config.schedule())
            && check.addAll(
                ScheduleRules.check(
                    "/schedule",
                    config.schedule(),
                    config.initialBps(),
                    amountPasses ? config.amount() : null,
                    startPasses ? config.startIfAccepted(now) : null));
    if (config.earlyUnlock() != null) {
      check.addAll(EarlyUnlock.check("/earlyUnlock", config.earlyUnlock()));
    }
    if (amountPasses && startPasses && initialPasses && schedulePasses) {
      somethingStaysLocked(check, config, now);
    }
    return check.violations();
  }

  private static boolean start(ConfigCheck check, LockConfig config, Instant now) {
    Instant start = config.start();
    if (start == null) {
      return true;
    }
    return check.that(
            !start.isAfter(now.plus(FARTHEST_START)),
            "/start",
            "TOO_LATE",
            "'start' must be within %d days from now; it is '%s'."
                .formatted(FARTHEST_START.toDays(), start))
        && check.that(
            !start.isBefore(now.minus(OLDEST_START)),
            "/start",
            "TOO_EARLY",
            "'start' must be at most %d days ago; it is '%s'."
                .formatted(OLDEST_START.toDays(), start));
  }

  private static void somethingStaysLocked(ConfigCheck check, LockConfig config, Instant now) {
    UnlockPlan plan = config.plan(now);
    check.that(
        plan.unlocked(now).compareTo(config.amount()) < 0,
        "/schedule",
        "NOTHING_LOCKED",
        "Everything would be unlocked from the beginning: the schedule ends at '%s', and it is '%s'. Let it end in the future."
            .formatted(plan.end(), now));
  }
}
