package dev.templatedeployer.canister.launchpad;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Category;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
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

  /// What it bought: for good once the sale succeeded, and what it would be if nobody else
  /// contributed before. Nothing on the refund path.
  BigInteger allocation() {
    return pad.isOnRefundPath()
        ? BigInteger.ZERO
        : requireNonNullElse(
            participant.allocation(),
            pad.terms().allocation(participant.contributed(), pad.totals().raised()));
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
    Instant start = pad.terms().claimStart();
    return forSale.schedule() == null
        ? ScheduleConfig.instant().plan(0, allocation(), start)
        : requireNonNull(forSale.schedule()).plan(forSale.initialBps(), allocation(), start);
  }
}
