package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A participant as a person wants to see it at one time. What is unlocked for it is exact.
///
/// @param unlocked what was unlocked for it by then, claimed or not
/// @param claimable what is unlocked and not claimed
/// @param locked what is locked then
/// @param nextUnlock when more is unlocked for it, or null if nothing more will be or nobody knows
///   yet
/// @param mayClaimFrom when it may claim again, if it did so too often; else null
public record ParticipantView(
    Principal principal,
    Participant.Status status,
    BigInteger allocation,
    BigInteger unlocked,
    BigInteger claimed,
    BigInteger claimable,
    BigInteger locked,
    BigInteger penalised,
    @Nullable Instant nextUnlock,
    @Nullable Instant mayClaimFrom,
    @Nullable String note,
    Instant joinedAt,
    Instant updatedAt) {

  /// `participant` of `distribution` at `at`.
  static ParticipantView of(
      Principal principal, Participant participant, Distribution distribution, Instant at) {
    boolean isOver = distribution.isOver() && !at.isBefore(distribution.updatedAt());
    return new ParticipantView(
        principal,
        participant.status(),
        participant.allocation(),
        participant.unlocked(distribution, at),
        participant.claimed(),
        participant.claimable(distribution, at),
        isOver ? BigInteger.ZERO : participant.locked(distribution, at),
        participant.penalised(),
        isOver ? null : participant.nextUnlock(distribution, at).orElse(null),
        participant.blockedUntil(distribution, at),
        participant.note(),
        participant.joinedAt(),
        participant.updatedAt());
  }
}
