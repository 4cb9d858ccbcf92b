package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Somebody who contributed: a row of the table `participants`.
///
/// @param contributed what was taken of all contributions, in base units of the purchase token
/// @param refunded what was given back of it after a failure or a cancellation: nothing or all
/// @param allocation what it bought, in base units of the sale token, or null before the first
///   claim
/// @param claimed what was claimed of the allocation
public record Participant(
    BigInteger contributed,
    BigInteger refunded,
    @Nullable BigInteger allocation,
    BigInteger claimed) {

  static final String TABLE = "participants";

  /// Somebody who has not contributed yet.
  static final Participant NEW =
      new Participant(BigInteger.ZERO, BigInteger.ZERO, null, BigInteger.ZERO);

  static RowKey key(Principal participant) {
    return new RowKey(TABLE, participant.text());
  }

  Participant contributing(BigInteger accepted) {
    return new Participant(contributed.add(accepted), refunded, allocation, claimed);
  }

  Participant claiming(BigInteger amount, BigInteger ofAllocation) {
    return new Participant(contributed, refunded, ofAllocation, claimed.add(amount));
  }

  Participant refunding(BigInteger amount) {
    return new Participant(contributed, refunded.add(amount), allocation, claimed);
  }
}
