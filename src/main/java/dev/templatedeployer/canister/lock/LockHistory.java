package dev.templatedeployer.canister.lock;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the events of a lock add up to.
final class LockHistory {

  private LockHistory() {}

  /// The lock after `event`. Accepts every event that was ever written.
  ///
  /// @param before the lock before it, or null if it is the first
  static Lock evolve(@Nullable Lock before, LockEvent event) {
    if (event instanceof LockEvent.Created created) {
      return created(created);
    }
    Lock lock =
        requireNonNull(
            before, "A lock begins with its creation. Its events have lost their beginning.");
    return switch (event) {
      case LockEvent.Created created -> created(created);
      case LockEvent.Claimed(var beneficiary, var amount, var at) ->
          paid(lock, new Lock.Claim(beneficiary, amount, at));
      case LockEvent.UnlockedEarly(var beneficiary, var amount, var penalty, _, var at) ->
          paid(
              ended(lock, lock.status(), penalty, BigInteger.ZERO, at),
              new Lock.Claim(beneficiary, amount, at));
      case LockEvent.Released(_, _, var at) ->
          ended(lock, Lock.Status.RELEASED, BigInteger.ZERO, BigInteger.ZERO, at);
      case LockEvent.BeneficiaryChanged(_, var to, var at) ->
          new Lock(
              lock.config(),
              lock.owner(),
              to,
              lock.start(),
              lock.status(),
              lock.claimed(),
              lock.penalised(),
              lock.returned(),
              lock.endedAt(),
              lock.claimCount(),
              lock.lastClaims(),
              lock.createdAt(),
              at);
      case LockEvent.Cancelled(var returned, _, var at) ->
          ended(lock, Lock.Status.CANCELLED, BigInteger.ZERO, returned, at);
    };
  }

  private static Lock created(LockEvent.Created created) {
    return new Lock(
        created.config(),
        created.owner(),
        created.config().beneficiary(),
        created.start(),
        Lock.Status.ACTIVE,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        null,
        0,
        List.of(),
        created.at(),
        created.at());
  }

  private static Lock paid(Lock lock, Lock.Claim claim) {
    BigInteger claimed = lock.claimed().add(claim.amount());
    boolean isEmpty = claimed.add(lock.penalised()).equals(lock.amount());
    return new Lock(
        lock.config(),
        lock.owner(),
        lock.beneficiary(),
        lock.start(),
        isEmpty ? Lock.Status.FULLY_CLAIMED : lock.status(),
        claimed,
        lock.penalised(),
        lock.returned(),
        lock.endedAt(),
        lock.claimCount() + 1,
        last(Stream.concat(lock.lastClaims().stream(), Stream.of(claim)).toList()),
        lock.createdAt(),
        claim.at());
  }

  private static Lock ended(
      Lock lock, Lock.Status status, BigInteger penalty, BigInteger returned, Instant at) {
    return new Lock(
        lock.config(),
        lock.owner(),
        lock.beneficiary(),
        lock.start(),
        status,
        lock.claimed(),
        lock.penalised().add(penalty),
        lock.returned().add(returned),
        at,
        lock.claimCount(),
        lock.lastClaims(),
        lock.createdAt(),
        at);
  }

  private static List<Lock.Claim> last(List<Lock.Claim> claims) {
    return claims.subList(Math.max(0, claims.size() - Lock.MAX_CLAIMS), claims.size());
  }
}
