package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A proposal as it stands: a row under its number. Its [Paper] says what it wants in full.
///
/// @param number from 1, without gaps
/// @param decided where it stands as far as events say; time may have moved it on, see [#status]
/// @param deposit what the DAO holds for it: the proposer's until it is given back or kept
/// @param votingEndsAt until when, exclusively, members can vote
/// @param readyAt from when it can be executed, or null unless it was accepted
/// @param closedAt when it came to its end, or null if it has not
/// @param note why it ended as it did, or null if there is nothing to say
public record Proposal(
    int number,
    Principal proposer,
    String title,
    ActionKind kind,
    ProposalStatus decided,
    Snapshot terms,
    Tally tally,
    BigInteger deposit,
    Instant proposedAt,
    Instant votingEndsAt,
    @Nullable Instant readyAt,
    @Nullable Instant closedAt,
    @Nullable String note) {

  /// How long an accepted proposal can be executed.
  static final Duration EXECUTABLE = Duration.ofDays(30);

  /// Where it stands at `t`.
  public ProposalStatus status(Instant t) {
    Instant expiry = expiresAt();
    if (decided != ProposalStatus.ACCEPTED || readyAt == null || expiry == null) {
      return decided;
    }
    if (!t.isBefore(expiry)) {
      return ProposalStatus.EXPIRED;
    }
    return t.isBefore(readyAt) ? ProposalStatus.ACCEPTED : ProposalStatus.READY;
  }

  /// From when on it cannot be executed any more, or null unless it was accepted.
  public @Nullable Instant expiresAt() {
    return readyAt == null ? null : readyAt.plus(EXECUTABLE);
  }

  /// Whether a member can vote at `t`.
  boolean isVotable(Instant t) {
    return decided == ProposalStatus.OPEN && t.isBefore(votingEndsAt);
  }

  /// After one more vote.
  Proposal with(Choice choice, BigInteger power) {
    return new Proposal(
        number,
        proposer,
        title,
        kind,
        decided,
        terms,
        tally.with(choice, power),
        deposit,
        proposedAt,
        votingEndsAt,
        readyAt,
        closedAt,
        note);
  }

  /// After it was accepted, and its deposit given back.
  Proposal accepted(Instant ready) {
    return moved(ProposalStatus.ACCEPTED, ready, null, null);
  }

  /// After it came to its end, and nothing is held for it any more.
  Proposal closed(ProposalStatus end, Instant at, @Nullable String why) {
    return moved(end, readyAt, at, why);
  }

  private Proposal moved(
      ProposalStatus status,
      @Nullable Instant ready,
      @Nullable Instant closed,
      @Nullable String why) {
    return new Proposal(
        number,
        proposer,
        title,
        kind,
        status,
        terms,
        tally,
        BigInteger.ZERO,
        proposedAt,
        votingEndsAt,
        ready,
        closed,
        why);
  }
}
