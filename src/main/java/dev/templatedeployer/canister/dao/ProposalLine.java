package dev.templatedeployer.canister.dao;

import java.math.BigInteger;
import java.time.Instant;

/// A proposal as a line of a list.
///
/// @param yes the power that said yes so far
/// @param no the power that said no so far
/// @param next when something changes by itself or may be done: voting ends, the timelock ends, or
///   it expires; when it came to its end if nothing does
public record ProposalLine(
    int proposal,
    ProposalStatus status,
    ActionKind kind,
    String title,
    BigInteger yes,
    BigInteger no,
    Instant next) {

  /// `proposal` at `at`.
  static ProposalLine of(Proposal proposal, Instant at) {
    Tally tally = proposal.tally();
    return new ProposalLine(
        proposal.number(),
        proposal.status(at),
        proposal.kind(),
        proposal.title(),
        tally.yes(),
        tally.no(),
        next(proposal, at));
  }

  private static Instant next(Proposal proposal, Instant at) {
    Instant ready = proposal.readyAt();
    Instant expiry = proposal.expiresAt();
    if (proposal.closedAt() != null) {
      return proposal.closedAt();
    }
    if (ready == null || expiry == null) {
      return proposal.votingEndsAt();
    }
    return at.isBefore(ready) ? ready : expiry;
  }
}
