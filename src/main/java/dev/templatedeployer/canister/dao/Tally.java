package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.config.ConfigCheck;
import java.math.BigInteger;

/// What was voted so far.
///
/// @param yes the power that said yes
/// @param no the power that said no
/// @param abstain the power that abstained
/// @param voters how many members voted
public record Tally(BigInteger yes, BigInteger no, BigInteger abstain, int voters) {

  /// Before the first vote.
  static final Tally EMPTY = new Tally(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 0);

  /// The power that said yes or no.
  BigInteger decisive() {
    return yes.add(no);
  }

  /// The share that `part` is of `whole`, in basis points, rounded down; 0 if there is no whole.
  static int bpsOf(BigInteger part, BigInteger whole) {
    return whole.signum() == 0
        ? 0
        : part.multiply(BigInteger.valueOf(ConfigCheck.ALL_BPS)).divide(whole).intValueExact();
  }

  /// The tally after one more vote.
  Tally with(Choice choice, BigInteger power) {
    return switch (choice) {
      case YES -> new Tally(yes.add(power), no, abstain, voters + 1);
      case NO -> new Tally(yes, no.add(power), abstain, voters + 1);
      case ABSTAIN -> new Tally(yes, no, abstain.add(power), voters + 1);
    };
  }
}
