package dev.templatedeployer.canister.lock;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.canister.vesting.Curve;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What may be asked of a lock.
final class LockViews {

  private LockViews() {}

  /// How much is unlocked, claimed or not, and how much is not.
  record Unlocked(Instant at, BigInteger unlocked, BigInteger locked) {}

  /// How much who may claim.
  record Claimable(Instant at, Principal beneficiary, BigInteger claimable) {}

  /// All questions by their names.
  static Map<String, View<Lock>> all() {
    return Map.of(
        CanisterRules.SUMMARY,
        (canister, at, _) -> LockSummary.of(canister.head(), at),
        "unlocked",
        (canister, at, _) ->
            new Unlocked(at, canister.head().unlocked(at), canister.head().locked(at)),
        "claimable",
        (canister, at, _) ->
            new Claimable(at, canister.head().beneficiary(), canister.head().claimable(at)),
        "curve",
        LockViews::curve);
  }

  /// What is unlocked from the start of the schedule to its end, whatever time it is asked for.
  private static List<Curve.Point> curve(
      Canister<Lock> canister, Instant at, Map<String, String> parameters) {
    Lock lock = canister.head();
    return Curve.of(lock.start(), lock.plan().end(), Curve.pointsOf(parameters), lock::unlocked);
  }
}
