package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.config.ConfigCheck;
import java.math.BigInteger;

/// How far a sale has come.
///
/// @param room what is missing to the hard cap
/// @param softCapPercent what was raised in percent of the soft cap, rounded down to two decimals;
///   more than 100 once it is exceeded
/// @param hardCapPercent the same of the hard cap
/// @param maxParticipants how many there may be
public record Progress(
    BigInteger raised,
    BigInteger softCap,
    BigInteger hardCap,
    BigInteger room,
    String softCapPercent,
    String hardCapPercent,
    int participants,
    int maxParticipants) {

  /// That of `pad`.
  static Progress of(Launchpad pad) {
    LaunchpadTerms terms = pad.terms();
    BigInteger raised = pad.totals().raised();
    return new Progress(
        raised,
        terms.softCap(),
        terms.hardCap(),
        pad.room(),
        percent(raised, terms.softCap()),
        percent(raised, terms.hardCap()),
        pad.totals().participants(),
        terms.mostParticipants());
  }

  private static String percent(BigInteger part, BigInteger whole) {
    long bps =
        part.multiply(BigInteger.valueOf(ConfigCheck.ALL_BPS)).divide(whole).longValueExact();
    return "%d.%02d".formatted(bps / 100, bps % 100);
  }
}
