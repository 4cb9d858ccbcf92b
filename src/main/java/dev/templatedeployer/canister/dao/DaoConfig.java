package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a DAO is to be, as its sender wrote it. [DaoRules] says what is wrong with it.
///
/// @param tokenId which token its members stake
/// @param quorumBps see [Params]; null for 2000
/// @param approvalBps null for 5000
/// @param votingPeriod null for a day to a week
/// @param timelock null for two days
/// @param lockTiers on which terms members stake; null for 7 days at 1.1, 90 days at 1.5 and 365
///   days at 2.0
/// @param emergencyContacts who may pause it and cancel proposals; null for nobody
/// @param pauseEnabled whether it can be paused
/// @param initialMembers who is a member from the beginning; null for nobody
public record DaoConfig(
    String name,
    String description,
    Principal tokenId,
    GovernanceLevel governanceLevel,
    VotingPowerModel votingPowerModel,
    BigInteger minimumStake,
    BigInteger proposalThreshold,
    BigInteger proposalDeposit,
    @Nullable Integer quorumBps,
    @Nullable Integer approvalBps,
    @Nullable VotingPeriod votingPeriod,
    @Nullable Duration timelock,
    @Nullable List<LockTier> lockTiers,
    @Nullable List<Principal> emergencyContacts,
    boolean pauseEnabled,
    @Nullable List<InitialMember> initialMembers) {

  private static final int USUAL_QUORUM = 2_000;
  private static final int USUAL_APPROVAL = 5_000;
  private static final VotingPeriod USUAL_VOTING =
      new VotingPeriod(Duration.ofDays(1), Duration.ofDays(7));
  private static final Duration USUAL_TIMELOCK = Duration.ofDays(2);
  private static final List<LockTier> USUAL_TIERS =
      List.of(new LockTier(7, 11_000), new LockTier(90, 15_000), new LockTier(365, 20_000));

  /// The config with today's default for everything that was left out.
  DaoConfig complete() {
    Params params = params();
    return new DaoConfig(
        name,
        description,
        tokenId,
        governanceLevel,
        votingPowerModel,
        minimumStake,
        proposalThreshold,
        proposalDeposit,
        params.quorumBps(),
        params.approvalBps(),
        params.votingPeriod(),
        params.timelock(),
        tiers(),
        contacts(),
        pauseEnabled,
        members());
  }

  /// What may later be changed by a vote.
  Params params() {
    return new Params(
        minimumStake,
        proposalThreshold,
        proposalDeposit,
        Objects.requireNonNullElse(quorumBps, USUAL_QUORUM),
        Objects.requireNonNullElse(approvalBps, USUAL_APPROVAL),
        Objects.requireNonNullElse(votingPeriod, USUAL_VOTING),
        Objects.requireNonNullElse(timelock, USUAL_TIMELOCK));
  }

  /// On which terms members stake.
  List<LockTier> tiers() {
    return Objects.requireNonNullElse(lockTiers, USUAL_TIERS);
  }

  /// Who may pause it and cancel proposals.
  List<Principal> contacts() {
    return Objects.requireNonNullElse(emergencyContacts, List.of());
  }

  /// Who is a member from the beginning.
  List<InitialMember> members() {
    return Objects.requireNonNullElse(initialMembers, List.of());
  }

  /// Whether members have less time than is usual to leave before a decision takes effect.
  boolean hasShortTimelock() {
    return params().timelock().compareTo(USUAL_TIMELOCK) < 0;
  }
}
