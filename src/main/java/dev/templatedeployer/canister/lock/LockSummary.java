package dev.templatedeployer.canister.lock;

import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A lock as a person wants to see it at one time.
///
/// @param at the time it is seen at; what was claimed, penalised and returned is as it stands
/// @param unlocked what was unlocked for the beneficiary by then, claimed or not
/// @param claimable what the beneficiary may claim then
/// @param locked what is locked then
/// @param nextUnlock when more is unlocked, or null if nothing more will be
/// @param end from when on nothing is locked
/// @param claims how often a beneficiary was paid
/// @param lastClaims the last payments, oldest first
public record LockSummary(
    String name,
    Lock.Status status,
    Instant at,
    Principal tokenId,
    Principal owner,
    Principal beneficiary,
    BigInteger amount,
    BigInteger unlocked,
    BigInteger claimable,
    BigInteger claimed,
    BigInteger locked,
    BigInteger penalised,
    BigInteger returned,
    @Nullable NextUnlock nextUnlock,
    Instant start,
    Instant end,
    int initialBps,
    ScheduleConfig schedule,
    @Nullable EarlyUnlock earlyUnlock,
    boolean emergencyUnlock,
    boolean cancellable,
    int claims,
    List<Lock.Claim> lastClaims,
    Instant createdAt,
    Instant updatedAt) {

  /// The first time at which more is unlocked, and how much more.
  public record NextUnlock(Instant at, BigInteger amount) {}

  /// `lock` at `at`.
  static LockSummary of(Lock lock, Instant at) {
    LockConfig config = lock.config();
    return new LockSummary(
        config.name(),
        lock.status(),
        at,
        config.tokenId(),
        lock.owner(),
        lock.beneficiary(),
        lock.amount(),
        lock.unlocked(at),
        lock.claimable(at),
        lock.claimed(),
        lock.locked(at),
        lock.penalised(),
        lock.returned(),
        nextUnlock(lock, at),
        lock.start(),
        lock.endedAt() == null ? lock.plan().end() : lock.endedAt(),
        config.initialBps(),
        config.schedule(),
        config.earlyUnlock(),
        config.emergencyUnlock(),
        config.cancellable(),
        lock.claimCount(),
        lock.lastClaims(),
        lock.createdAt(),
        lock.updatedAt());
  }

  private static @Nullable NextUnlock nextUnlock(Lock lock, Instant at) {
    BigInteger now = lock.unlocked(at);
    return lock.nextUnlock(at)
        .map(next -> new NextUnlock(next, lock.unlocked(next).subtract(now)))
        .orElse(null);
  }
}
