package dev.templatedeployer.canister.dao;

import java.math.BigInteger;
import java.time.Instant;

/// What power a member has in votes on some proposals.
///
/// @param fromProposal the first proposal that it counts for; it counts until the next checkpoint
/// @param power how much, uncapped
/// @param at when it was made; all proposals before `fromProposal` are no younger
public record Checkpoint(int fromProposal, BigInteger power, Instant at) {}
