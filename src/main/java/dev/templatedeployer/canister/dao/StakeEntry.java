package dev.templatedeployer.canister.dao;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/// One stake of a member.
///
/// @param entry its number among the stakes that the member ever made, from 1
/// @param amount in base units
/// @param multiplierBps what it weighs: 10000 is its amount
/// @param unlocksAt from when it can be taken back
public record StakeEntry(
    int entry, BigInteger amount, int multiplierBps, Instant stakedAt, Instant unlocksAt) {

  /// A stake on the terms of `tier` that is made at `at`.
  static StakeEntry of(int entry, BigInteger amount, LockTier tier, Instant at) {
    return new StakeEntry(
        entry, amount, tier.multiplierBps(), at, at.plus(Duration.ofDays(tier.days())));
  }
}
