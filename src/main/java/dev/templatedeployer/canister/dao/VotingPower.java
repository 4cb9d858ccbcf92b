package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a member can say in a DAO.
///
/// @param power its voting power; on a proposal it has what it had when that was made
/// @param shareBps the share that it has of the power of all
/// @param mostPower what it would count at most in a vote on a proposal that is made now
/// @param canPropose whether its power allows to propose
/// @param staked what it has staked, in base units
/// @param unlocked what of that it can take back at the time that was asked for
/// @param lockedUntil from when on it can take back everything, or null if it has nothing
public record VotingPower(
    Instant at,
    Principal member,
    BigInteger power,
    int shareBps,
    BigInteger mostPower,
    boolean canPropose,
    BigInteger staked,
    BigInteger unlocked,
    @Nullable Instant lockedUntil,
    List<StakeEntry> stakes) {

  /// That of `member` in `dao` at `at`.
  static VotingPower of(Principal principal, Member member, Dao dao, Instant at) {
    return new VotingPower(
        at,
        principal,
        member.power(),
        Tally.bpsOf(member.power(), dao.stakes().power()),
        Snapshot.of(ActionKind.MOTION, dao.stakes().power(), dao.params()).powerOf(member.power()),
        member.power().compareTo(dao.params().proposalThreshold()) >= 0,
        member.staked(),
        member.entries().stream()
            .filter(stake -> !at.isBefore(stake.unlocksAt()))
            .map(StakeEntry::amount)
            .reduce(BigInteger.ZERO, BigInteger::add),
        member.lockedUntil(),
        member.entries());
  }
}
