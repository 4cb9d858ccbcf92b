package dev.templatedeployer.canister.vesting;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What it costs to take everything before its time.
///
/// @param penaltyBps the share of the locked part that is lost
/// @param recipient who receives the penalty, or null if it is burned
/// @param minLock how long after the start it is possible at the earliest, or null for at any time
public record EarlyUnlock(
    int penaltyBps, @Nullable Principal recipient, @Nullable Duration minLock) {

  /// Everything that is wrong with `earlyUnlock`, which stands at the JSON Pointer `field`.
  public static List<Violation> check(String field, EarlyUnlock earlyUnlock) {
    var check = new ConfigCheck();
    check.bps(field + "/penaltyBps", earlyUnlock.penaltyBps(), 0, ConfigCheck.ALL_BPS);
    if (earlyUnlock.recipient() != null) {
      check.principal(field + "/recipient", earlyUnlock.recipient());
    }
    if (earlyUnlock.minLock() != null) {
      check.duration(field + "/minLock", earlyUnlock.minLock(), ScheduleRules.LONGEST);
    }
    return check.violations();
  }

  /// The penalty on `locked` base units, rounded in favour of whoever pays it.
  public BigInteger penaltyOn(BigInteger locked) {
    return locked
        .multiply(BigInteger.valueOf(penaltyBps))
        .divide(BigInteger.valueOf(ConfigCheck.ALL_BPS));
  }
}
