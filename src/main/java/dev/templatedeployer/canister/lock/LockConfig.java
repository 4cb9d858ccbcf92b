package dev.templatedeployer.canister.lock;

import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.canister.vesting.UnlockPlan;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a lock is to be, as its sender wrote it. [LockRules] says what is wrong with it.
///
/// @param tokenId which token
/// @param beneficiary who may claim
/// @param amount how much is locked, in base units
/// @param start from when the schedule counts, or null for when the deployment was accepted
/// @param initialBps the share that is unlocked at the start
/// @param earlyUnlock what it costs to take everything before its time, or null if that is not
///   possible
/// @param emergencyUnlock whether the owner may unlock everything for the beneficiary at once
/// @param cancellable whether the owner may take back what is still locked
public record LockConfig(
    String name,
    Principal tokenId,
    Principal beneficiary,
    BigInteger amount,
    @Nullable Instant start,
    ScheduleConfig schedule,
    int initialBps,
    @Nullable EarlyUnlock earlyUnlock,
    boolean emergencyUnlock,
    boolean cancellable) {

  /// When which part of the amount is unlocked.
  ///
  /// @param accepted when the deployment was accepted
  UnlockPlan plan(Instant accepted) {
    return schedule.plan(initialBps, amount, startIfAccepted(accepted));
  }

  /// From when the schedule counts.
  ///
  /// @param accepted when the deployment was accepted
  Instant startIfAccepted(Instant accepted) {
    return start == null ? accepted : start;
  }
}
