package dev.templatedeployer.canister.dao;

import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What may be asked of a DAO. Nothing has checked an operation before the rules see it, so what
/// may not be left out may yet be missing.
public sealed interface DaoOperation {

  /// Somebody stakes, and is a member from then on.
  ///
  /// @param tier on which terms: the number of a tier, from 1
  record Stake(@Nullable BigInteger amount, @Nullable Integer tier) implements DaoOperation {}

  /// A member takes back a stake whose lock has ended.
  ///
  /// @param entry the number of the stake
  record Unstake(@Nullable Integer entry) implements DaoOperation {}

  /// Anybody gives the treasury something.
  record Fund(@Nullable BigInteger amount) implements DaoOperation {}

  /// A member proposes something.
  ///
  /// @param description why, or null
  /// @param votingPeriod how long members can vote, or null for the longest that is usual
  record Propose(
      @Nullable String title,
      @Nullable String description,
      @Nullable Action action,
      @Nullable Duration votingPeriod)
      implements DaoOperation {}

  /// A member votes.
  record CastVote(@Nullable Integer proposal, @Nullable Choice choice) implements DaoOperation {}

  /// Anybody has time settle a proposal: whether it was accepted when voting has ended, or that it
  /// has expired.
  record Finalise(@Nullable Integer proposal) implements DaoOperation {}

  /// Anybody has a ready proposal done.
  record Execute(@Nullable Integer proposal) implements DaoOperation {}

  /// The proposer takes back a proposal that nobody has voted on, or an emergency contact one that
  /// has not come to its end.
  record Cancel(@Nullable Integer proposal, @Nullable String reason) implements DaoOperation {}

  /// An emergency contact makes the DAO stand still.
  record PauseAll(@Nullable String reason) implements DaoOperation {}

  /// An emergency contact lets it go on.
  record Unpause() implements DaoOperation {}
}
