package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to a DAO. An event keeps its meaning for ever.
public sealed interface DaoEvent {

  /// When it was decided. Never earlier than the event before.
  Instant at();

  /// The DAO was made, and its initial members have staked.
  ///
  /// @param config with everything that its sender left out
  record Created(DaoConfig config, Principal owner, Instant at) implements DaoEvent {}

  /// A member staked.
  ///
  /// @param powerBefore the member's power until then
  /// @param power the member's power from then on
  record Staked(
      Principal member, StakeEntry stake, BigInteger powerBefore, BigInteger power, Instant at)
      implements DaoEvent {}

  /// A member took a stake back.
  ///
  /// @param powerBefore the member's power until then
  /// @param power the member's power from then on
  record Unstaked(
      Principal member, StakeEntry stake, BigInteger powerBefore, BigInteger power, Instant at)
      implements DaoEvent {}

  /// Somebody gave the treasury something.
  record Funded(Principal by, BigInteger amount, Instant at) implements DaoEvent {}

  /// A member proposed something, and left a deposit.
  ///
  /// @param proposal its number
  /// @param terms on which it is decided
  record Proposed(
      int proposal,
      Principal proposer,
      String title,
      @Nullable String description,
      Action action,
      Snapshot terms,
      BigInteger deposit,
      Instant votingEndsAt,
      Instant at)
      implements DaoEvent {}

  /// A member voted.
  ///
  /// @param power what its vote counts
  record Voted(int proposal, Principal by, Choice choice, BigInteger power, Instant at)
      implements DaoEvent {}

  /// Enough members agreed.
  ///
  /// @param returned the deposit, which the proposer was given back
  /// @param readyAt from when it can be executed
  record ProposalAccepted(
      int proposal, Principal proposer, BigInteger returned, Instant readyAt, Instant at)
      implements DaoEvent {}

  /// Too few members took part or agreed.
  ///
  /// @param returned what of the deposit the proposer was given back
  /// @param kept what of the deposit went into the treasury
  record ProposalRejected(
      int proposal,
      Principal proposer,
      Rejection cause,
      BigInteger returned,
      BigInteger kept,
      Instant at)
      implements DaoEvent {}

  /// An accepted proposal was done. For a call this is the word to make it.
  record ProposalExecuted(int proposal, Action action, Instant at) implements DaoEvent {}

  /// An accepted proposal could not be done, and will not be.
  ///
  /// @param reason a sentence
  record ProposalFailed(int proposal, String reason, Instant at) implements DaoEvent {}

  /// Nobody executed an accepted proposal in time.
  record ProposalExpired(int proposal, Instant at) implements DaoEvent {}

  /// A proposal was taken back.
  ///
  /// @param from where it stood: OPEN or ACCEPTED
  /// @param returned what of the deposit the proposer was given back
  /// @param kept what of the deposit went into the treasury
  record ProposalCancelled(
      int proposal,
      Principal proposer,
      Principal by,
      String reason,
      ProposalStatus from,
      BigInteger returned,
      BigInteger kept,
      Instant at)
      implements DaoEvent {}

  /// An emergency contact made the DAO stand still.
  record Paused(Principal by, String reason, Instant at) implements DaoEvent {}

  /// An emergency contact let it go on.
  record Unpaused(Principal by, Instant at) implements DaoEvent {}

  /// Why a proposal was rejected.
  enum Rejection {
    /// Too few said yes or no; the deposit is kept.
    QUORUM_NOT_REACHED,
    /// Too many said no; the deposit is given back.
    NOT_APPROVED
  }
}
