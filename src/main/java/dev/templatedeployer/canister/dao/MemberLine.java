package dev.templatedeployer.canister.dao;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A member as a line of a list.
///
/// @param power its voting power
/// @param shareBps the share that it has of the power of all
/// @param staked what it has staked, in base units
/// @param stakes in how many parts
/// @param lockedUntil from when on it can take back everything, or null if it has nothing
public record MemberLine(
    Principal member,
    BigInteger power,
    int shareBps,
    BigInteger staked,
    int stakes,
    @Nullable Instant lockedUntil) {

  /// `member` in `dao`.
  static MemberLine of(Principal principal, Member member, Dao dao) {
    return new MemberLine(
        principal,
        member.power(),
        Tally.bpsOf(member.power(), dao.stakes().power()),
        member.staked(),
        member.entries().size(),
        member.lockedUntil());
  }
}
