package dev.templatedeployer.canister.dao;

/// How many proposals a DAO had, and where they stand as far as events say.
///
/// @param made all of them; the number of the last one
/// @param open not finalised yet
/// @param accepted accepted, and not executed yet: in the timelock, ready, or out of time
/// @param votes all votes on all proposals
public record Counts(
    int made,
    int open,
    int accepted,
    int rejected,
    int succeeded,
    int failed,
    int cancelled,
    int expired,
    long votes) {

  /// Before the first proposal.
  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// After one more vote.
  Counts voted() {
    return new Counts(
        made, open, accepted, rejected, succeeded, failed, cancelled, expired, votes + 1);
  }

  /// After one more proposal.
  Counts proposed() {
    return new Counts(
        made + 1, open + 1, accepted, rejected, succeeded, failed, cancelled, expired, votes);
  }

  /// After a proposal went from one place to another.
  Counts moved(ProposalStatus from, ProposalStatus to) {
    return new Counts(
        made,
        open + change(ProposalStatus.OPEN, from, to),
        accepted + change(ProposalStatus.ACCEPTED, from, to),
        rejected + change(ProposalStatus.REJECTED, from, to),
        succeeded + change(ProposalStatus.SUCCEEDED, from, to),
        failed + change(ProposalStatus.FAILED, from, to),
        cancelled + change(ProposalStatus.CANCELLED, from, to),
        expired + change(ProposalStatus.EXPIRED, from, to),
        votes);
  }

  private static int change(ProposalStatus of, ProposalStatus from, ProposalStatus to) {
    return (to == of ? 1 : 0) - (from == of ? 1 : 0);
  }
}
