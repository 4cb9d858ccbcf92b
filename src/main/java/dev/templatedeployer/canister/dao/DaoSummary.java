package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A DAO as a person wants to see it at one time.
///
/// @param at the time it is seen at; stakes, votes and the treasury are as they stand
/// @param pause who paused it, why and when, or null if it runs
/// @param members how many have a stake
/// @param totalStaked what they have staked together, in base units
/// @param totalPower what they weigh together
/// @param treasury what it may spend, in base units
/// @param depositsHeld what it holds for proposals, in base units
/// @param proposals how many it had
/// @param open how many of those are not finalised
/// @param lastProposals the last [#MOST_PROPOSALS], the latest first
public record DaoSummary(
    String name,
    String description,
    Status status,
    @Nullable Pause pause,
    Instant at,
    Principal tokenId,
    Principal owner,
    int members,
    BigInteger totalStaked,
    BigInteger totalPower,
    BigInteger treasury,
    BigInteger depositsHeld,
    int proposals,
    int open,
    List<ProposalLine> lastProposals,
    GovernanceLevel governanceLevel,
    VotingPowerModel votingPowerModel,
    BigInteger minimumStake,
    BigInteger proposalThreshold,
    BigInteger proposalDeposit,
    int quorumBps,
    int approvalBps,
    VotingPeriod votingPeriod,
    Duration timelock,
    List<LockTier> lockTiers,
    boolean pauseEnabled,
    List<Principal> emergencyContacts,
    Instant createdAt,
    Instant updatedAt) {

  /// The most proposals that a summary shows.
  static final int MOST_PROPOSALS = 10;

  /// The word for where a DAO stands.
  public enum Status {
    /// Members can stake, propose and vote.
    ACTIVE,
    /// An emergency contact made it stand still.
    PAUSED;

    static Status of(Dao dao) {
      return dao.pause() == null ? ACTIVE : PAUSED;
    }
  }

  /// `canister` at `at`.
  static DaoSummary of(Canister<Dao> canister, Instant at) {
    Dao dao = canister.head();
    Charter charter = dao.charter();
    Params params = dao.params();
    return new DaoSummary(
        charter.name(),
        canister.row(Tables.about(), About.class).map(About::description).orElse(""),
        Status.of(dao),
        dao.pause(),
        at,
        charter.tokenId(),
        charter.owner(),
        dao.stakes().members(),
        dao.stakes().held(),
        dao.stakes().power(),
        dao.treasury().balance(),
        dao.treasury().deposits(),
        dao.proposals().made(),
        dao.proposals().open(),
        lastProposals(canister, at),
        dao.governanceLevel(),
        charter.votingPowerModel(),
        params.minimumStake(),
        params.proposalThreshold(),
        params.proposalDeposit(),
        params.quorumBps(),
        params.approvalBps(),
        params.votingPeriod(),
        params.timelock(),
        charter.lockTiers(),
        charter.pauseEnabled(),
        charter.emergencyContacts(),
        charter.createdAt(),
        dao.updatedAt());
  }

  private static List<ProposalLine> lastProposals(Canister<Dao> canister, Instant at) {
    int last = canister.head().proposals().made();
    return IntStream.range(0, Math.min(last, MOST_PROPOSALS))
        .mapToObj(i -> canister.row(Tables.proposal(last - i), Proposal.class).orElseThrow())
        .map(proposal -> ProposalLine.of(proposal, at))
        .toList();
  }
}
