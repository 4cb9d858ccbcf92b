package dev.templatedeployer.canister.launchpad;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Reason;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.launchpad.Launchpad.Status;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an operation on a launchpad causes. The order of its life is drawn at [Launchpad].
/// Contributions and the whitelist are in [Contributions], claims and refunds in [Payouts].
final class LaunchpadDecisions {

  private final Request request;
  private final Launchpad pad;
  private final Principal by;
  private final Instant at;

  private LaunchpadDecisions(Request request) {
    this.request = request;
    this.pad = request.pad();
    this.by = request.by();
    this.at = request.at();
  }

  /// Says what `operation` causes.
  static Ruling<LaunchpadEvent> decide(
      Canister<Launchpad> canister, LaunchpadOperation operation, Principal by, Instant at) {
    var request = new Request(canister, by, at);
    var decisions = new LaunchpadDecisions(request);
    var contributions = new Contributions(request);
    var payouts = new Payouts(request);
    return switch (operation) {
      case LaunchpadOperation.Pause(var reason) -> decisions.pause(reason);
      case LaunchpadOperation.Unpause() -> decisions.unpause();
      case LaunchpadOperation.Contribute(var amount) ->
          decisions.unlessPaused("contribute to", () -> contributions.contribute(amount));
      case LaunchpadOperation.Whitelist(var principals) ->
          decisions.unlessPaused(
              "add to the whitelist of", () -> contributions.whitelist(principals));
      case LaunchpadOperation.Advance() -> decisions.unlessPaused("advance", decisions::advance);
      case LaunchpadOperation.Finalise() -> decisions.unlessPaused("finalise", decisions::finalise);
      case LaunchpadOperation.Claim(var participant) ->
          decisions.unlessPaused("claim from", () -> payouts.claim(participant));
      case LaunchpadOperation.Refund(var participant) ->
          decisions.unlessPaused("take a refund from", () -> payouts.refund(participant));
      case LaunchpadOperation.Cancel(var reason) ->
          decisions.unlessPaused("cancel", () -> decisions.cancel(reason));
    };
  }

  private Ruling<LaunchpadEvent> unlessPaused(
      String verb, Supplier<Ruling<LaunchpadEvent>> decision) {
    return pad.paused() == null
        ? decision.get()
        : refuse(
            "PAUSED",
            "Cannot %s %s: it has been paused since '%s', because: %s Wait until its owner or an emergency contact unpauses it."
                .formatted(verb, request.name(), pad.paused().at(), pad.paused().reason()));
  }

  private Ruling<LaunchpadEvent> advance() {
    Status now = pad.phase(at);
    return now == pad.status() ? Request.alreadySo() : accept(new LaunchpadEvent.Advanced(now, at));
  }

  private Ruling<LaunchpadEvent> finalise() {
    return switch (pad.phase(at)) {
      case UPCOMING, SALE_ACTIVE ->
          refuse(
              "SALE_NOT_ENDED",
              "Cannot finalise %s: its sale has not ended. %s"
                  .formatted(request.name(), pad.outlook(at)));
      case SALE_ENDED -> settle();
      case SUCCESSFUL, CLAIMING, COMPLETED, FINALISED, PAUSED -> Request.alreadySo();
      case FAILED, CANCELLED, REFUNDED ->
          pad.totals().unrefunded().signum() == 0
              ? accept(new LaunchpadEvent.Finalised(at))
              : refuse(
                  "REFUNDS_OUTSTANDING",
                  "Cannot finalise %s: '%s' of '%s' are still to be refunded. Refund the participants first; its owner may do that for them."
                      .formatted(request.name(), pad.totals().unrefunded(), pad.totals().raised()));
    };
  }

  private Ruling<LaunchpadEvent> settle() {
    BigInteger raised = pad.totals().raised();
    if (raised.compareTo(pad.terms().softCap()) < 0) {
      return accept(new LaunchpadEvent.Failed(raised, at));
    }
    Settlement settlement = pad.terms().settlement(raised, at);
    return accept(
        new LaunchpadEvent.Succeeded(
            raised,
            settlement.sold(),
            settlement.unsold(),
            settlement.platformFee(),
            settlement.successFee(),
            settlement.proceeds(),
            at));
  }

  private Ruling<LaunchpadEvent> cancel(@Nullable String reason) {
    if (!by.equals(pad.owner())) {
      return request.notOwner("cancel");
    }
    if (!pad.terms().cancellable()) {
      return refuse(
          "NOT_CANCELLABLE",
          "Cannot cancel %s: it was made to be carried through. %s"
              .formatted(request.name(), pad.outlook(at)));
    }
    return switch (pad.phase(at)) {
      case UPCOMING, SALE_ACTIVE, SALE_ENDED ->
          Reason.required(
              "cancel " + request.name(),
              reason,
              given -> accept(new LaunchpadEvent.Cancelled(pad.totals().raised(), given, at)));
      case SUCCESSFUL, CLAIMING, COMPLETED, FAILED ->
          refuse(
              "TOO_LATE_TO_CANCEL",
              "Cannot cancel %s: it has been finalised. %s"
                  .formatted(request.name(), pad.outlook(at)));
      case CANCELLED, REFUNDED, FINALISED, PAUSED ->
          pad.cancelled() == null
              ? refuse(
                  "TOO_LATE_TO_CANCEL",
                  "Cannot cancel %s: it has been finalised. %s"
                      .formatted(request.name(), pad.outlook(at)))
              : Request.alreadySo();
    };
  }

  private Ruling<LaunchpadEvent> pause(@Nullable String reason) {
    if (!pad.isGuardedBy(by)) {
      return notGuard("pause");
    }
    if (!pad.terms().pausable()) {
      return refuse(
          "NOT_PAUSABLE",
          "Cannot pause %s: it was made without that possibility. %s"
              .formatted(request.name(), pad.outlook(at)));
    }
    if (pad.paused() != null) {
      return Request.alreadySo();
    }
    if (pad.status() == Status.COMPLETED || pad.status() == Status.FINALISED) {
      return refuse(
          "ALREADY_OVER",
          "Cannot pause %s: there is nothing left to stop. %s"
              .formatted(request.name(), pad.outlook(at)));
    }
    return Reason.required(
        "pause " + request.name(),
        reason,
        given -> accept(new LaunchpadEvent.Paused(by, given, at)));
  }

  private Ruling<LaunchpadEvent> unpause() {
    if (!pad.isGuardedBy(by)) {
      return notGuard("unpause");
    }
    return pad.paused() == null ? Request.alreadySo() : accept(new LaunchpadEvent.Unpaused(by, at));
  }

  private Ruling<LaunchpadEvent> notGuard(String verb) {
    return refuse(
        "NOT_ENTITLED",
        "Cannot %s %s: only its owner and its emergency contacts may, and '%s' is none of them. Ask as one of them."
            .formatted(verb, request.name(), by));
  }
}
