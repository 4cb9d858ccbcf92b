package dev.templatedeployer.canister.dao;

import java.math.BigInteger;

/// A DAO in figures, as they stand.
///
/// @param averagePower the power of all, shared out among the members and rounded down
/// @param acceptedBps the share of finalised proposals that members agreed to; those cancelled
///   before they were finalised do not count, those cancelled after do not count either
/// @param votesPerProposal rounded down
public record DaoStats(
    int members,
    BigInteger totalPower,
    BigInteger averagePower,
    BigInteger totalStaked,
    BigInteger everStaked,
    BigInteger everTakenBack,
    Treasury treasury,
    Counts proposals,
    int acceptedBps,
    long votesPerProposal) {

  /// Those of `dao`.
  static DaoStats of(Dao dao) {
    Stakes stakes = dao.stakes();
    Counts counts = dao.proposals();
    int agreed = counts.accepted() + counts.succeeded() + counts.failed() + counts.expired();
    return new DaoStats(
        stakes.members(),
        stakes.power(),
        stakes.members() == 0
            ? BigInteger.ZERO
            : stakes.power().divide(BigInteger.valueOf(stakes.members())),
        stakes.held(),
        stakes.in(),
        stakes.out(),
        dao.treasury(),
        counts,
        Tally.bpsOf(
            BigInteger.valueOf(agreed), BigInteger.valueOf((long) agreed + counts.rejected())),
        counts.made() == 0 ? 0 : counts.votes() / counts.made());
  }
}
