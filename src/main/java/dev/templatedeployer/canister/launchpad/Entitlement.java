package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Category;
import dev.templatedeployer.canister.vesting.UnlockPlan;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/// What one participant of a launchpad is due.
///
/// @param forSale the category whose schedule its allocation follows
record Entitlement(Launchpad pad, Participant participant, Category forSale) {

  /// That of `principal`, who may have contributed nothing.
  static Entitlement of(Canister<Launchpad> canister, Principal principal) {
    Launchpad pad = canister.head();
    Category forSale =
        canister
            .row(Category.key(pad.terms().saleCategory()), Category.class)
            .orElseThrow(() -> new IllegalStateException("A launchpad has lost its categories."));
    return new Entitlement(
        pad,
        canister.row(Participant.key(principal), Participant.class).orElse(Participant.NEW),
        forSale);
  }

  /// Whether it contributed anything.
  boolean isParticipant() {
    return participant.contributed().signum() > 0;
  }

  /// What it bought, as far as that is known.
  BigInteger allocation() {
    return pad.allocation(participant);
  }

  /// What it may claim at `t`.
  BigInteger claimable(Instant t) {
    return pad.status(t) == Launchpad.Status.CLAIMING
        ? plan().unlocked(t).subtract(participant.claimed()).max(BigInteger.ZERO)
        : BigInteger.ZERO;
  }

  /// The first time after `t` at which more of its allocation is unlocked, if anything ever is.
  Optional<Instant> nextUnlock(Instant t) {
    boolean isAllocated = pad.settlement() != null && allocation().signum() > 0;
    return isAllocated ? plan().nextUnlock(t) : Optional.empty();
  }

  /// What it may take back at `t`.
  BigInteger refundable(Instant t) {
    return switch (pad.status(t)) {
      case FAILED, CANCELLED -> participant.contributed().subtract(participant.refunded());
      case UPCOMING,
          SALE_ACTIVE,
          SALE_ENDED,
          SUCCESSFUL,
          CLAIMING,
          COMPLETED,
          REFUNDED,
          FINALISED,
          PAUSED ->
          BigInteger.ZERO;
    };
  }

  private UnlockPlan plan() {
    return forSale.plan(allocation(), pad.terms().claimStart());
  }
}
