package dev.templatedeployer.canister.dao;

import java.time.Duration;

/// How long members can vote on a proposal: whoever proposes chooses.
///
/// @param max what it is if the proposer does not choose
public record VotingPeriod(Duration min, Duration max) {}
