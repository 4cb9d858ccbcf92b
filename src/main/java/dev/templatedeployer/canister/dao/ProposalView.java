package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A proposal as a person wants to see it at one time.
///
/// @param at the time it is seen at; the votes are as they stand
/// @param timeRemaining how long members can still vote, in whole seconds, or null if they cannot
/// @param turnoutBps the share of all power that said yes or no
/// @param yesBps the share of those that said yes
/// @param quorumReached whether enough took part so far
/// @param approved whether enough of those said yes so far
/// @param mostPower what one member counts at most
/// @param deposit what the DAO holds for it
/// @param note why it ended as it did
public record ProposalView(
    int proposal,
    String title,
    ProposalStatus status,
    Instant at,
    @Nullable Duration timeRemaining,
    BigInteger yes,
    BigInteger no,
    BigInteger abstain,
    int voters,
    boolean quorumReached,
    int turnoutBps,
    int quorumBps,
    boolean approved,
    int yesBps,
    int approvalBps,
    BigInteger totalPower,
    BigInteger mostPower,
    Principal proposer,
    @Nullable String description,
    Action action,
    BigInteger deposit,
    Instant proposedAt,
    Instant votingEndsAt,
    Duration timelock,
    @Nullable Instant readyAt,
    @Nullable Instant expiresAt,
    @Nullable Instant closedAt,
    @Nullable String note) {

  /// `proposal` at `at`.
  static ProposalView of(Proposal proposal, Paper paper, Instant at) {
    Snapshot terms = proposal.terms();
    Tally tally = proposal.tally();
    return new ProposalView(
        proposal.number(),
        proposal.title(),
        proposal.status(at),
        at,
        proposal.isVotable(at) ? remaining(at, proposal) : null,
        tally.yes(),
        tally.no(),
        tally.abstain(),
        tally.voters(),
        terms.isQuorumReached(tally),
        Tally.bpsOf(tally.decisive(), terms.totalPower()),
        terms.quorumBps(),
        terms.isApproved(tally),
        Tally.bpsOf(tally.yes(), tally.decisive()),
        terms.approvalBps(),
        terms.totalPower(),
        terms.mostPower(),
        proposal.proposer(),
        paper.description(),
        paper.action(),
        proposal.deposit(),
        proposal.proposedAt(),
        proposal.votingEndsAt(),
        terms.timelock(),
        proposal.readyAt(),
        proposal.expiresAt(),
        proposal.closedAt(),
        proposal.note());
  }

  private static Duration remaining(Instant at, Proposal proposal) {
    return Duration.between(at, proposal.votingEndsAt()).truncatedTo(ChronoUnit.SECONDS);
  }
}
