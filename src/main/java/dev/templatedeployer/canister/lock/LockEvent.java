package dev.templatedeployer.canister.lock;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to a lock. An event keeps its meaning for ever.
public sealed interface LockEvent {

  /// When it was decided. Never earlier than the event before.
  Instant at();

  /// The lock was made.
  ///
  /// @param start from when its schedule counts
  record Created(LockConfig config, Principal owner, Instant start, Instant at)
      implements LockEvent {}

  /// The beneficiary was paid `amount`.
  record Claimed(Principal beneficiary, BigInteger amount, Instant at) implements LockEvent {}

  /// The beneficiary was paid everything but the penalty, and the lock is empty.
  ///
  /// @param penaltyRecipient who received `penalty`, or null if it was burned
  record UnlockedEarly(
      Principal beneficiary,
      BigInteger amount,
      BigInteger penalty,
      @Nullable Principal penaltyRecipient,
      Instant at)
      implements LockEvent {}

  /// The owner unlocked everything for the beneficiary.
  ///
  /// @param amount how much was still locked
  record Released(BigInteger amount, String reason, Instant at) implements LockEvent {}

  /// Somebody else is the beneficiary from now on.
  record BeneficiaryChanged(Principal from, Principal to, Instant at) implements LockEvent {}

  /// The owner was given back `returned`, which was still locked; nothing more is unlocked from now
  /// on.
  record Cancelled(BigInteger returned, String reason, Instant at) implements LockEvent {}
}
