package dev.templatedeployer.canister.dao;

import java.math.BigInteger;

/// What a DAO has beside the stakes of its members, in base units.
///
/// @param balance what it may spend
/// @param deposits what it holds for proposals, and may have to give back
/// @param minted all that it ever had minted, for itself and others
/// @param burned all that it ever burned
/// @param paid all that it ever paid
public record Treasury(
    BigInteger balance,
    BigInteger deposits,
    BigInteger minted,
    BigInteger burned,
    BigInteger paid) {

  /// Before the first payment.
  static final Treasury EMPTY =
      new Treasury(
          BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /// After somebody gave it `amount`.
  Treasury funded(BigInteger amount) {
    return new Treasury(balance.add(amount), deposits, minted, burned, paid);
  }

  /// After a proposer left `deposit`.
  Treasury holding(BigInteger deposit) {
    return new Treasury(balance, deposits.add(deposit), minted, burned, paid);
  }

  /// After a deposit came to its end.
  ///
  /// @param returned what the proposer was given back
  /// @param kept what the treasury has of it now
  Treasury released(BigInteger returned, BigInteger kept) {
    return new Treasury(
        balance.add(kept), deposits.subtract(returned).subtract(kept), minted, burned, paid);
  }

  /// After it paid `amount` to somebody.
  Treasury paying(BigInteger amount) {
    return new Treasury(balance.subtract(amount), deposits, minted, burned, paid.add(amount));
  }

  /// After `amount` was minted.
  ///
  /// @param forItself whether the treasury received it
  Treasury minting(BigInteger amount, boolean forItself) {
    return new Treasury(
        forItself ? balance.add(amount) : balance, deposits, minted.add(amount), burned, paid);
  }

  /// After it burned `amount`.
  Treasury burning(BigInteger amount) {
    return new Treasury(balance.subtract(amount), deposits, minted, burned.add(amount), paid);
  }
}
