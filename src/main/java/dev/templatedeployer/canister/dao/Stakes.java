package dev.templatedeployer.canister.dao;

import java.math.BigInteger;

/// What all members of a DAO have staked together.
///
/// @param members how many have a stake
/// @param held what is staked: `in` less `out`
/// @param in all that was ever staked
/// @param out all that was ever taken back
/// @param power the sum of the power of all members
public record Stakes(
    int members, BigInteger held, BigInteger in, BigInteger out, BigInteger power) {

  /// Before anybody staked.
  static final Stakes NONE =
      new Stakes(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /// After somebody staked.
  ///
  /// @param powerBefore the power of whoever staked
  /// @param powerAfter the same afterwards
  Stakes plus(BigInteger amount, BigInteger powerBefore, BigInteger powerAfter) {
    return new Stakes(
        powerBefore.signum() == 0 ? members + 1 : members,
        held.add(amount),
        in.add(amount),
        out,
        power.subtract(powerBefore).add(powerAfter));
  }

  /// After somebody took something back.
  Stakes minus(BigInteger amount, BigInteger powerBefore, BigInteger powerAfter) {
    return new Stakes(
        powerAfter.signum() == 0 ? members - 1 : members,
        held.subtract(amount),
        in,
        out.add(amount),
        power.subtract(powerBefore).add(powerAfter));
  }
}
