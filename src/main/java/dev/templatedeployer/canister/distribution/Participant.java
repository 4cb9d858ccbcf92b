package dev.templatedeployer.canister.distribution;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A participant as it stands: a row under its principal.
///
/// @param allocation what is to become its own, in base units
/// @param claimed what it was paid
/// @param penalised what it lost to an early unlock
/// @param window how often it claimed lately, or null if it never did or need not be known
/// @param note what the owner wants to remember of it, or null
/// @param joinedAt when it became one
/// @param updatedAt when it was last paid or joined
public record Participant(
    BigInteger allocation,
    BigInteger claimed,
    BigInteger penalised,
    Status status,
    @Nullable Window window,
    @Nullable String note,
    Instant joinedAt,
    Instant updatedAt) {

  /// The word for where a participant stands.
  public enum Status {
    /// Named by the owner; never paid yet.
    ELIGIBLE,
    /// Came by itself; never paid yet.
    REGISTERED,
    /// Paid in part.
    PARTIAL_CLAIM,
    /// Nothing is left for it.
    CLAIMED
  }

  /// The claims since `start`.
  public record Window(Instant start, int claims) {

    boolean isOver(ClaimLimit limit, Instant t) {
      return !t.isBefore(start.plus(limit.window()));
    }

    /// From when one may claim again, if no more may be claimed in this window at `t`; else null.
    @Nullable Instant blockedUntil(ClaimLimit limit, Instant t) {
      return claims < limit.max() || isOver(limit, t) ? null : start.plus(limit.window());
    }
  }

  /// Somebody whom the owner names.
  static Participant named(Recipient recipient, Instant at) {
    return new Participant(
        recipient.amount(),
        BigInteger.ZERO,
        BigInteger.ZERO,
        Status.ELIGIBLE,
        null,
        recipient.note(),
        at,
        at);
  }

  /// Somebody who came by itself.
  static Participant registered(BigInteger allocation, Instant at) {
    return new Participant(
        allocation, BigInteger.ZERO, BigInteger.ZERO, Status.REGISTERED, null, null, at, at);
  }

  /// What is neither paid nor lost.
  public BigInteger left() {
    return allocation.subtract(claimed).subtract(penalised);
  }

  /// How much is unlocked for it at `t`, claimed or not.
  public BigInteger unlocked(Distribution distribution, Instant t) {
    if (status == Status.CLAIMED && !t.isBefore(updatedAt)) {
      return claimed;
    }
    Instant start = distribution.start();
    return start == null
        ? BigInteger.ZERO
        : distribution.config().plan(allocation, start).unlocked(t).max(claimed);
  }

  /// How much is unlocked for it at `t` and not claimed.
  public BigInteger claimable(Distribution distribution, Instant t) {
    return distribution.isOver() && !t.isBefore(distribution.updatedAt())
        ? BigInteger.ZERO
        : unlocked(distribution, t).subtract(claimed);
  }

  /// How much is not unlocked for it at `t`.
  public BigInteger locked(Distribution distribution, Instant t) {
    return allocation.subtract(penalised).subtract(unlocked(distribution, t));
  }

  /// The first time after `t` at which more is unlocked for it; empty if nothing ever is, or if
  /// nobody knows yet.
  public Optional<Instant> nextUnlock(Distribution distribution, Instant t) {
    Instant start = distribution.start();
    return start == null || left().signum() == 0
        ? Optional.empty()
        : distribution.config().plan(allocation, start).nextUnlock(t);
  }

  /// Until when it may not claim at `t` since it did so too often, or null if it may.
  @Nullable Instant blockedUntil(Distribution distribution, Instant t) {
    ClaimLimit limit = distribution.config().claimLimit();
    return limit == null || window == null ? null : window.blockedUntil(limit, t);
  }

  /// After it was paid `amount` at `at`.
  Participant paid(BigInteger amount, @Nullable ClaimLimit limit, Instant at) {
    BigInteger sum = claimed.add(amount);
    boolean isLast = sum.add(penalised).equals(allocation);
    return new Participant(
        allocation,
        sum,
        penalised,
        isLast ? Status.CLAIMED : Status.PARTIAL_CLAIM,
        limit == null ? null : counted(limit, at),
        note,
        joinedAt,
        at);
  }

  /// After it was paid `amount` and lost `penalty`, which leaves nothing.
  Participant unlockedEarly(BigInteger amount, BigInteger penalty, Instant at) {
    return new Participant(
        allocation,
        claimed.add(amount),
        penalised.add(penalty),
        Status.CLAIMED,
        null,
        note,
        joinedAt,
        at);
  }

  private Window counted(ClaimLimit limit, Instant at) {
    return window == null || window.isOver(limit, at)
        ? new Window(at, 1)
        : new Window(window.start(), window.claims() + 1);
  }
}
