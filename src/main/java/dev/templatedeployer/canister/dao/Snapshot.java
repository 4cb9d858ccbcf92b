package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.config.ConfigCheck;
import java.math.BigInteger;
import java.time.Duration;

/// The terms of one vote, as they stood when the proposal was made. Whatever is staked, taken back
/// or decided later changes nothing of them.
///
/// @param totalPower the power of all members together
/// @param mostPower what one member counts at most, however much power it has
/// @param quorumBps the share of `totalPower` that has to say yes or no
/// @param approvalBps the share of those that has to say yes
/// @param timelock how long the proposal waits once it is accepted
public record Snapshot(
    BigInteger totalPower,
    BigInteger mostPower,
    int quorumBps,
    int approvalBps,
    Duration timelock) {

  /// The largest share of all power that one member may bring into a vote.
  private static final int MOST_POWER_BPS = 4_000;

  /// The least quorum where tokens are made or moved.
  private static final int QUORUM_FOR_TOKENS = 4_000;

  /// The least approval where tokens are made or moved.
  private static final int APPROVAL_FOR_TOKENS = 7_500;

  private static final BigInteger ALL = BigInteger.valueOf(ConfigCheck.ALL_BPS);

  /// The terms of a vote on an action of `kind` in a DAO of `totalPower` and `params`.
  static Snapshot of(ActionKind kind, BigInteger totalPower, Params params) {
    return new Snapshot(
        totalPower,
        shareRoundedUp(totalPower, MOST_POWER_BPS),
        kind.movesTokens() ? Math.max(QUORUM_FOR_TOKENS, params.quorumBps()) : params.quorumBps(),
        kind.movesTokens()
            ? Math.max(APPROVAL_FOR_TOKENS, params.approvalBps())
            : params.approvalBps(),
        params.timelock());
  }

  /// What a member counts that had `power` when the proposal was made.
  BigInteger powerOf(BigInteger power) {
    return power.min(mostPower);
  }

  /// Whether enough members took part.
  boolean isQuorumReached(Tally tally) {
    return tally.decisive().multiply(ALL).compareTo(totalPower.multiply(bps(quorumBps))) >= 0;
  }

  /// Whether enough of those who took part said yes.
  boolean isApproved(Tally tally) {
    return tally.decisive().signum() > 0
        && tally.yes().multiply(ALL).compareTo(tally.decisive().multiply(bps(approvalBps))) >= 0;
  }

  private static BigInteger shareRoundedUp(BigInteger power, int bps) {
    return power.multiply(bps(bps)).add(ALL).subtract(BigInteger.ONE).divide(ALL);
  }

  private static BigInteger bps(int bps) {
    return BigInteger.valueOf(bps);
  }
}
