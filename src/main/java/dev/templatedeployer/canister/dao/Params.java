package dev.templatedeployer.canister.dao;

import java.math.BigInteger;
import java.time.Duration;

/// The parameters of a DAO that it may change by a vote. [ParamsRules] says what is wrong with
/// them.
///
/// @param minimumStake the least that can be staked at once, in base units
/// @param proposalThreshold the least voting power that allows to propose
/// @param proposalDeposit what a proposal costs until enough members took part, in base units
/// @param quorumBps the share of all voting power that has to say yes or no
/// @param approvalBps the share of those that has to say yes
/// @param timelock how long an accepted proposal waits until it can be executed
public record Params(
    BigInteger minimumStake,
    BigInteger proposalThreshold,
    BigInteger proposalDeposit,
    int quorumBps,
    int approvalBps,
    VotingPeriod votingPeriod,
    Duration timelock) {}
