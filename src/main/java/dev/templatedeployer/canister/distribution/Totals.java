package dev.templatedeployer.canister.distribution;

import java.math.BigInteger;

/// The sums of a distribution, in base units. At all times
///
/// ```text
/// funded = claimed + penalised + returned + remaining
/// claimed + penalised <= allocated <= total
/// ```
///
/// and once it was activated, `total <= funded`.
///
/// @param total what all participants together get at most
/// @param funded what the owner put in
/// @param allocated what those who are known as participants are to get
/// @param claimed what participants were paid
/// @param penalised what participants lost to early unlocks
/// @param returned what the owner took back
/// @param endedEarly what those participants were to get who no longer follow the schedule, since
///   they unlocked early
public record Totals(
    BigInteger total,
    BigInteger funded,
    BigInteger allocated,
    BigInteger claimed,
    BigInteger penalised,
    BigInteger returned,
    BigInteger endedEarly) {

  /// Before anything happened.
  static Totals of(BigInteger total) {
    BigInteger none = BigInteger.ZERO;
    return new Totals(total, none, none, none, none, none, none);
  }

  /// What has left the distribution for good by its rules: paid, or lost to early unlocks.
  public BigInteger distributed() {
    return claimed.add(penalised);
  }

  /// What the distribution still holds.
  public BigInteger remaining() {
    return funded.subtract(distributed()).subtract(returned);
  }

  /// What has to be funded before it can be activated.
  public BigInteger missing() {
    return total.subtract(funded).max(BigInteger.ZERO);
  }

  Totals withTotal(BigInteger more) {
    return new Totals(total.add(more), funded, allocated, claimed, penalised, returned, endedEarly);
  }

  Totals withFunded(BigInteger more) {
    return new Totals(total, funded.add(more), allocated, claimed, penalised, returned, endedEarly);
  }

  Totals withAllocated(BigInteger more) {
    return new Totals(total, funded, allocated.add(more), claimed, penalised, returned, endedEarly);
  }

  Totals withClaimed(BigInteger more) {
    return new Totals(total, funded, allocated, claimed.add(more), penalised, returned, endedEarly);
  }

  Totals withReturned(BigInteger more) {
    return new Totals(total, funded, allocated, claimed, penalised, returned.add(more), endedEarly);
  }

  Totals withEndedEarly(BigInteger allocation, BigInteger penalty) {
    return new Totals(
        total,
        funded,
        allocated,
        claimed,
        penalised.add(penalty),
        returned,
        endedEarly.add(allocation));
  }
}
