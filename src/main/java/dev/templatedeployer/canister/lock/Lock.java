package dev.templatedeployer.canister.lock;

import dev.templatedeployer.canister.vesting.UnlockPlan;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A lock as it stands: the fold of its events.
///
/// From its last event on, what was `claimed`, `penalised` and `returned`, what is claimable and
/// what is locked add up to exactly the amount.
///
/// @param config as it was created; its beneficiary was the first
/// @param beneficiary who may claim now
/// @param start from when the schedule counts
/// @param claimed what the beneficiaries were paid
/// @param penalised what was lost to an early unlock
/// @param returned what the owner took back
/// @param endedAt when an early unlock, a release or a cancellation took the schedule's place, or
///   null: nothing is locked from then on
/// @param claimCount how often a beneficiary was paid
/// @param lastClaims the last [#MAX_CLAIMS] payments, oldest first; the events remember all
/// @param createdAt when the deployment was accepted
/// @param updatedAt when the last event was decided
public record Lock(
    LockConfig config,
    Principal owner,
    Principal beneficiary,
    Instant start,
    Status status,
    BigInteger claimed,
    BigInteger penalised,
    BigInteger returned,
    @Nullable Instant endedAt,
    int claimCount,
    List<Claim> lastClaims,
    Instant createdAt,
    Instant updatedAt) {

  /// The most payments that a lock remembers.
  public static final int MAX_CLAIMS = 10;

  /// The word for where a lock stands.
  public enum Status {
    /// The schedule unlocks it.
    ACTIVE,
    /// The owner unlocked everything, and some of it is still to be claimed.
    RELEASED,
    /// The owner took back what was locked. What had been unlocked may still be to be claimed.
    CANCELLED,
    /// Nothing is left: everything was claimed, or lost to an early unlock.
    FULLY_CLAIMED
  }

  /// One payment.
  public record Claim(Principal beneficiary, BigInteger amount, Instant at) {}

  public Lock {
    lastClaims = List.copyOf(lastClaims);
  }

  /// How much was locked in the beginning.
  public BigInteger amount() {
    return config.amount();
  }

  /// How much the schedule, or whatever took its place, has unlocked for the beneficiary at `t`,
  /// claimed or not.
  public BigInteger unlocked(Instant t) {
    return isEndedAt(t) ? amount().subtract(penalised).subtract(returned) : plan().unlocked(t);
  }

  /// How much the beneficiary may claim at `t`.
  public BigInteger claimable(Instant t) {
    return unlocked(t).subtract(claimed).max(BigInteger.ZERO);
  }

  /// How much is locked at `t`.
  public BigInteger locked(Instant t) {
    return isEndedAt(t) ? BigInteger.ZERO : amount().subtract(plan().unlocked(t));
  }

  /// The first time after `t` at which more is unlocked; empty if nothing ever is.
  public Optional<Instant> nextUnlock(Instant t) {
    return endedAt == null ? plan().nextUnlock(t) : Optional.empty();
  }

  /// What the schedule makes of the amount.
  UnlockPlan plan() {
    return config.plan(start);
  }

  private boolean isEndedAt(Instant t) {
    return endedAt != null && !t.isBefore(endedAt);
  }
}
