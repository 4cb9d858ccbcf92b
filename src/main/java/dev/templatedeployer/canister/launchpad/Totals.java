package dev.templatedeployer.canister.launchpad;

import java.math.BigInteger;

/// What the participants of a launchpad add up to, so that nobody has to go through them.
///
/// @param raised what was contributed
/// @param participants who contributed
/// @param whitelisted who is on the whitelist
/// @param allocated the allocations of those who have claimed at least once
/// @param claimed what was claimed of them
/// @param refunded what was given back after a failure or a cancellation
/// @param settled how many participants have got all that they are due, tokens or refund
public record Totals(
    BigInteger raised,
    int participants,
    int whitelisted,
    BigInteger allocated,
    BigInteger claimed,
    BigInteger refunded,
    int settled) {

  /// Those of a launchpad with nobody but `whitelisted` principals on its whitelist.
  static Totals of(int whitelisted) {
    return new Totals(
        BigInteger.ZERO, 0, whitelisted, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 0);
  }

  Totals contributed(BigInteger accepted, boolean isNew) {
    return new Totals(
        raised.add(accepted),
        isNew ? participants + 1 : participants,
        whitelisted,
        allocated,
        claimed,
        refunded,
        settled);
  }

  Totals whitelisted(int more) {
    return new Totals(
        raised, participants, whitelisted + more, allocated, claimed, refunded, settled);
  }

  /// @param newlyAllocated the allocation, if this is the participant's first claim
  Totals claimed(BigInteger amount, BigInteger newlyAllocated, boolean isLast) {
    return new Totals(
        raised,
        participants,
        whitelisted,
        allocated.add(newlyAllocated),
        claimed.add(amount),
        refunded,
        isLast ? settled + 1 : settled);
  }

  Totals refunded(BigInteger amount) {
    return new Totals(
        raised, participants, whitelisted, allocated, claimed, refunded.add(amount), settled + 1);
  }

  /// What is still to be refunded if the sale failed or was cancelled.
  BigInteger unrefunded() {
    return raised.subtract(refunded);
  }
}
