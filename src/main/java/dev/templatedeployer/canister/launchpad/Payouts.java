package dev.templatedeployer.canister.launchpad;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.launchpad.Launchpad.Status;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What participants get: sale tokens if the sale succeeded, their contribution back if not. A
/// participant asks for itself; the owner may ask for everybody, so that those who never come back
/// do not keep the launchpad from its end.
final class Payouts {

  private final Request request;
  private final Canister<Launchpad> canister;
  private final Launchpad pad;
  private final Principal by;
  private final Instant at;

  Payouts(Request request) {
    this.request = request;
    this.canister = request.canister();
    this.pad = request.pad();
    this.by = request.by();
    this.at = request.at();
  }

  /// What a claim causes.
  ///
  /// @param named for whom, or null for who asks
  Ruling<LaunchpadEvent> claim(@Nullable Principal named) {
    Principal whose = named == null ? by : named;
    if (!whose.equals(by) && !by.equals(pad.owner())) {
      return notEntitled("claim from", whose);
    }
    Status status = pad.phase(at);
    if (status != Status.CLAIMING && status != Status.COMPLETED) {
      return refuse(
          "CLAIM_NOT_OPEN",
          "Cannot claim from %s: nothing may be claimed. %s"
              .formatted(request.name(), pad.outlook(at)));
    }
    var entitlement = Entitlement.of(canister, whose);
    if (!entitlement.isParticipant()) {
      return notParticipant("claim from", whose);
    }
    Participant participant = entitlement.participant();
    BigInteger allocation = entitlement.allocation();
    BigInteger amount = entitlement.claimable(at);
    boolean isFirst = participant.allocation() == null;
    // A contribution that bought less than one base unit is settled by a first claim of nothing.
    if (amount.signum() == 0 && !(isFirst && allocation.signum() == 0)) {
      return refuse(
          "NOTHING_TO_CLAIM",
          "Cannot claim from %s: nothing is claimable for '%s'. %s"
              .formatted(request.name(), whose, whenMore(entitlement)));
    }
    BigInteger remaining = allocation.subtract(participant.claimed()).subtract(amount);
    var claimed = new LaunchpadEvent.Claimed(whose, amount, allocation, remaining, isFirst, at);
    return new Ruling.Accepted<>(
        completed(claimed)
            .<List<LaunchpadEvent>>map(last -> List.of(claimed, last))
            .orElse(List.of(claimed)));
  }

  /// That everybody has claimed everything, if `claimed` is the last claim of all.
  private Optional<LaunchpadEvent> completed(LaunchpadEvent.Claimed claimed) {
    return LaunchpadHistory.evolve(pad, claimed)
        .dust()
        .map(dust -> new LaunchpadEvent.Completed(pad.owner(), dust, at));
  }

  /// What asking for a refund causes.
  ///
  /// @param named for whom, or null for who asks
  Ruling<LaunchpadEvent> refund(@Nullable Principal named) {
    Principal whose = named == null ? by : named;
    if (!whose.equals(by) && !by.equals(pad.owner())) {
      return notEntitled("take a refund from", whose);
    }
    if (!pad.isOnRefundPath()) {
      return refuse(
          "REFUND_NOT_OPEN",
          "Cannot take a refund from %s: its sale has neither failed nor been cancelled. %s"
              .formatted(request.name(), pad.outlook(at)));
    }
    var entitlement = Entitlement.of(canister, whose);
    if (!entitlement.isParticipant()) {
      return notParticipant("take a refund from", whose);
    }
    BigInteger amount = entitlement.refundable(at);
    if (amount.signum() == 0) {
      return refuse(
          "NOTHING_TO_REFUND",
          "Cannot take a refund from %s: '%s' was given back all of its '%s'. Nothing is left."
              .formatted(request.name(), whose, entitlement.participant().refunded()));
    }
    return accept(new LaunchpadEvent.Refunded(whose, amount, at));
  }

  private Ruling<LaunchpadEvent> notEntitled(String verb, Principal whose) {
    return refuse(
        "NOT_ENTITLED",
        "Cannot %s %s for '%s': only that participant and the owner may, and '%s' is neither. Name nobody to ask for yourself."
            .formatted(verb, request.name(), whose, by));
  }

  private Ruling<LaunchpadEvent> notParticipant(String verb, Principal whose) {
    return refuse(
        "NOT_A_PARTICIPANT",
        "Cannot %s %s: '%s' has contributed nothing. Ask as somebody who has."
            .formatted(verb, request.name(), whose));
  }

  private String whenMore(Entitlement entitlement) {
    return entitlement
        .nextUnlock(at)
        .map("The next unlock is at '%s'."::formatted)
        .orElse("Everything has been claimed.");
  }
}
