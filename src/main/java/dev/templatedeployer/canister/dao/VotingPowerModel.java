package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.config.ConfigCheck;
import java.math.BigInteger;
import java.util.List;

/// What a member's stakes weigh in a vote.
///
/// A stake counts with the multiplier of the tier it is locked in, for as long as it is staked,
/// also after its lock has ended. Whoever has a stake has power, and whoever has none has none.
public enum VotingPowerModel {
  /// Every member weighs 1.
  EQUAL,
  /// The sum of the stakes, each times its multiplier.
  PROPORTIONAL,
  /// The square root of that sum, rounded down.
  QUADRATIC;

  /// The power of somebody who has exactly `stakes`.
  BigInteger power(List<StakeEntry> stakes) {
    BigInteger weighted = BigInteger.ZERO;
    for (StakeEntry stake : stakes) {
      weighted = weighted.add(stake.amount().multiply(BigInteger.valueOf(stake.multiplierBps())));
    }
    return ofWeighted(weighted);
  }

  /// The most power that anybody can ever have.
  ///
  /// @param bestMultiplierBps the multiplier of the best tier
  BigInteger mostPower(int bestMultiplierBps) {
    return ofWeighted(ConfigCheck.MAX_AMOUNT.multiply(BigInteger.valueOf(bestMultiplierBps)));
  }

  /// @param weighted the sum of amounts times basis points
  private BigInteger ofWeighted(BigInteger weighted) {
    BigInteger sum = weighted.divide(BigInteger.valueOf(ConfigCheck.ALL_BPS));
    return switch (this) {
      case EQUAL -> BigInteger.valueOf(sum.signum());
      case PROPORTIONAL -> sum;
      case QUADRATIC -> sum.sqrt();
    };
  }
}
