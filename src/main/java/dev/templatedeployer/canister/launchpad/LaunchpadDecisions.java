package dev.templatedeployer.canister.launchpad;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.launchpad.Launchpad.Status;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Contributed.Reason;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an operation on a launchpad causes. The order of its life is drawn at [Launchpad].
///
/// A contribution is clipped to what its participant may still contribute, then to what the sale
/// still takes, and what was cut off goes back at once. What is left must not be less than the
/// least contribution, with one exception: what fills the hard cap is taken however little it is,
/// for otherwise a sale that lacks less than that could never be filled.
final class LaunchpadDecisions {

  private static final int LONGEST_REASON = 500;
  private static final int MOST_AT_ONCE = 500;

  private final Canister<Launchpad> canister;
  private final Launchpad pad;
  private final Principal by;
  private final Instant at;

  /// @param at when the operation was taken in; a clock that runs back counts as standing still
  private LaunchpadDecisions(Canister<Launchpad> canister, Principal by, Instant at) {
    this.canister = canister;
    this.pad = canister.head();
    this.by = by;
    this.at = at.isBefore(pad.updatedAt()) ? pad.updatedAt() : at;
  }

  /// Says what `operation` causes.
  static Ruling<LaunchpadEvent> decide(
      Canister<Launchpad> canister, LaunchpadOperation operation, Principal by, Instant at) {
    var decisions = new LaunchpadDecisions(canister, by, at);
    return switch (operation) {
      case LaunchpadOperation.Pause(var reason) -> decisions.pause(reason);
      case LaunchpadOperation.Unpause() -> decisions.unpause();
      case LaunchpadOperation.Contribute(var amount) ->
          decisions.unlessPaused("contribute to", () -> decisions.contribute(amount));
      case LaunchpadOperation.Whitelist(var principals) ->
          decisions.unlessPaused("add to the whitelist of", () -> decisions.whitelist(principals));
      case LaunchpadOperation.Advance() -> decisions.unlessPaused("advance", decisions::advance);
      case LaunchpadOperation.Finalise() -> decisions.unlessPaused("finalise", decisions::finalise);
      case LaunchpadOperation.Claim(var participant) ->
          decisions.unlessPaused("claim from", () -> decisions.claim(participant));
      case LaunchpadOperation.Refund(var participant) ->
          decisions.unlessPaused("take a refund from", () -> decisions.refund(participant));
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
                .formatted(verb, name(), pad.paused().at(), pad.paused().reason()));
  }

  private Ruling<LaunchpadEvent> contribute(@Nullable BigInteger amount) {
    if (amount == null || amount.signum() <= 0) {
      return refuse(
          "AMOUNT_NOT_POSITIVE",
          "Cannot contribute '%s' to %s: that is nothing. Contribute at least '%s'."
              .formatted(amount == null ? "" : amount, name(), pad.terms().minContribution()));
    }
    if (pad.phase(at) != Status.SALE_ACTIVE) {
      return refuse(
          "SALE_NOT_ACTIVE",
          "Cannot contribute to %s: no contributions are taken. %s"
              .formatted(name(), pad.outlook(at)));
    }
    Participant participant =
        canister.row(Participant.key(by), Participant.class).orElse(Participant.NEW);
    return notAllowed(participant).orElseGet(() -> contribute(participant, amount));
  }

  /// Why whoever asks may contribute nothing at all; empty if it may.
  private Optional<Ruling<LaunchpadEvent>> notAllowed(Participant participant) {
    Optional<String> problem = by.problem(Principal.Form.ANY);
    if (problem.isPresent()) {
      return Optional.of(
          refuse(
              "BAD_PARTICIPANT",
              "Cannot contribute to %s: whoever asks %s. Ask as somebody who can claim."
                  .formatted(name(), problem.get())));
    }
    if (canister.row(Listed.onBlacklist(by), Listed.class).isPresent()) {
      return Optional.of(
          refuse(
              "BLACKLISTED",
              "Cannot contribute to %s: '%s' is on its blacklist. Ask its owner why."
                  .formatted(name(), by)));
    }
    if (pad.terms().forWhitelistedOnly()
        && canister.row(Listed.onWhitelist(by), Listed.class).isEmpty()) {
      return Optional.of(
          refuse(
              "NOT_WHITELISTED",
              "Cannot contribute to %s: only those on its whitelist may, and '%s' is not on it. Ask as one of them."
                  .formatted(name(), by)));
    }
    if (isNew(participant) && pad.totals().participants() >= pad.terms().mostParticipants()) {
      return Optional.of(
          refuse(
              "TOO_MANY_PARTICIPANTS",
              "Cannot contribute to %s: it has '%d' participants already, which is all it takes. Only they may contribute more."
                  .formatted(name(), pad.totals().participants())));
    }
    return Optional.empty();
  }

  private Ruling<LaunchpadEvent> contribute(Participant participant, BigInteger asked) {
    BigInteger most = pad.terms().mostFromOne();
    BigInteger ofParticipant = most.subtract(participant.contributed());
    if (ofParticipant.signum() <= 0) {
      return refuse(
          "USER_CAP_REACHED",
          "Cannot contribute to %s: '%s' has contributed '%s' already, which is all that one participant may. Nothing more is taken from it."
              .formatted(name(), by, participant.contributed()));
    }
    BigInteger accepted = asked.min(ofParticipant).min(pad.room());
    boolean isLeast = accepted.compareTo(pad.terms().minContribution()) >= 0;
    if (!isLeast && !accepted.equals(pad.room())) {
      return belowMinimum(asked, accepted);
    }
    BigInteger refunded = asked.subtract(accepted);
    Reason cap = accepted.equals(pad.room()) ? Reason.HARD_CAP : Reason.USER_CAP;
    return accept(
        new LaunchpadEvent.Contributed(
            by,
            asked,
            accepted,
            refunded,
            refunded.signum() == 0 ? null : cap,
            isNew(participant),
            at));
  }

  private Ruling<LaunchpadEvent> belowMinimum(BigInteger asked, BigInteger accepted) {
    BigInteger least = pad.terms().minContribution();
    String exception =
        pad.room().compareTo(least) < 0
            ? "Contribute exactly '%s', which is what is missing to the hard cap."
                .formatted(pad.room())
            : "Contribute at least '%s'.".formatted(least);
    return accepted.equals(asked)
        ? refuse(
            "BELOW_MINIMUM",
            "Cannot contribute '%s' to %s: the least is '%s'. %s"
                .formatted(asked, name(), least, exception))
        : refuse(
            "BELOW_MINIMUM",
            "Cannot contribute '%s' to %s: only '%s' more may come from '%s', and the least is '%s'. Nothing more is taken from it."
                .formatted(asked, name(), accepted, by, least));
  }

  private static boolean isNew(Participant participant) {
    return participant.contributed().signum() == 0;
  }

  private Ruling<LaunchpadEvent> whitelist(@Nullable List<Principal> principals) {
    if (!by.equals(pad.owner())) {
      return notOwner("add to the whitelist of");
    }
    LaunchpadConfig.Window window = pad.terms().whitelistWindow();
    if (window == null || !window.contains(at)) {
      return refuse(
          "WHITELIST_CLOSED",
          "Cannot add to the whitelist of %s: %s"
              .formatted(
                  name(),
                  window == null
                      ? "it was made without a whitelist window, so the list is what it was made with."
                      : "that is possible from '%s' until before '%s'."
                          .formatted(window.from(), window.to())));
    }
    if (pad.phase(at) != Status.UPCOMING) {
      return refuse(
          "WHITELIST_CLOSED",
          "Cannot add to the whitelist of %s any more. %s".formatted(name(), pad.outlook(at)));
    }
    if (principals == null || principals.isEmpty() || principals.size() > MOST_AT_ONCE) {
      return refuse(
          "WRONG_SIZE",
          "Cannot add '%d' principals to the whitelist of %s: 1 to %d are possible at once. Send several lists if there are more."
              .formatted(principals == null ? 0 : principals.size(), name(), MOST_AT_ONCE));
    }
    return whitelistEach(principals);
  }

  private Ruling<LaunchpadEvent> whitelistEach(List<Principal> principals) {
    var added = new ArrayList<Principal>();
    for (Principal principal : new LinkedHashSet<>(principals)) {
      Optional<String> problem = principal.problem(Principal.Form.ANY);
      if (problem.isPresent()) {
        return refuse(
            "BAD_PARTICIPANT",
            "Cannot add '%s' to the whitelist of %s: it %s. Leave it out; nobody was added."
                .formatted(principal, name(), problem.get()));
      }
      if (canister.row(Listed.onBlacklist(principal), Listed.class).isPresent()) {
        return refuse(
            "BLACKLISTED",
            "Cannot add '%s' to the whitelist of %s: it is on the blacklist. Leave it out; nobody was added."
                .formatted(principal, name()));
      }
      if (canister.row(Listed.onWhitelist(principal), Listed.class).isEmpty()) {
        added.add(principal);
      }
    }
    int all = pad.totals().whitelisted() + added.size();
    if (all > LaunchpadConfig.MOST_WHITELISTED) {
      return refuse(
          "WHITELIST_FULL",
          "Cannot add '%d' principals to the whitelist of %s: it has '%d', and %d are possible. Add fewer."
              .formatted(
                  added.size(),
                  name(),
                  pad.totals().whitelisted(),
                  LaunchpadConfig.MOST_WHITELISTED));
    }
    return added.isEmpty() ? alreadySo() : accept(new LaunchpadEvent.Whitelisted(added, at));
  }

  private Ruling<LaunchpadEvent> advance() {
    Status now = pad.phase(at);
    return now == pad.status() ? alreadySo() : accept(new LaunchpadEvent.Advanced(now, at));
  }

  private Ruling<LaunchpadEvent> finalise() {
    return switch (pad.phase(at)) {
      case UPCOMING, SALE_ACTIVE ->
          refuse(
              "SALE_NOT_ENDED",
              "Cannot finalise %s: its sale has not ended. %s".formatted(name(), pad.outlook(at)));
      case SALE_ENDED -> settle();
      case SUCCESSFUL, CLAIMING, COMPLETED, FINALISED, PAUSED -> alreadySo();
      case FAILED, CANCELLED, REFUNDED ->
          pad.totals().unrefunded().signum() == 0
              ? accept(new LaunchpadEvent.Finalised(at))
              : refuse(
                  "REFUNDS_OUTSTANDING",
                  "Cannot finalise %s: '%s' of '%s' are still to be refunded. Refund the participants first; its owner may do that for them."
                      .formatted(name(), pad.totals().unrefunded(), pad.totals().raised()));
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

  private Ruling<LaunchpadEvent> claim(@Nullable Principal named) {
    Principal whose = named == null ? by : named;
    if (!whose.equals(by) && !by.equals(pad.owner())) {
      return notEntitled("claim from", whose);
    }
    Status status = pad.phase(at);
    if (status != Status.CLAIMING && status != Status.COMPLETED) {
      return refuse(
          "CLAIM_NOT_OPEN",
          "Cannot claim from %s: nothing may be claimed. %s".formatted(name(), pad.outlook(at)));
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
              .formatted(name(), whose, whenMore(entitlement)));
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

  private Ruling<LaunchpadEvent> refund(@Nullable Principal named) {
    Principal whose = named == null ? by : named;
    if (!whose.equals(by) && !by.equals(pad.owner())) {
      return notEntitled("take a refund from", whose);
    }
    if (!pad.isOnRefundPath()) {
      return refuse(
          "REFUND_NOT_OPEN",
          "Cannot take a refund from %s: its sale has neither failed nor been cancelled. %s"
              .formatted(name(), pad.outlook(at)));
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
              .formatted(name(), whose, entitlement.participant().refunded()));
    }
    return accept(new LaunchpadEvent.Refunded(whose, amount, at));
  }

  private Ruling<LaunchpadEvent> cancel(@Nullable String reason) {
    if (!by.equals(pad.owner())) {
      return notOwner("cancel");
    }
    if (!pad.terms().cancellable()) {
      return refuse(
          "NOT_CANCELLABLE",
          "Cannot cancel %s: it was made to be carried through. %s"
              .formatted(name(), pad.outlook(at)));
    }
    return switch (pad.phase(at)) {
      case UPCOMING, SALE_ACTIVE, SALE_ENDED ->
          withReason(
              "cancel",
              reason,
              given -> accept(new LaunchpadEvent.Cancelled(pad.totals().raised(), given, at)));
      case SUCCESSFUL, CLAIMING, COMPLETED, FAILED ->
          refuse(
              "TOO_LATE_TO_CANCEL",
              "Cannot cancel %s: it has been finalised. %s".formatted(name(), pad.outlook(at)));
      case CANCELLED, REFUNDED, FINALISED, PAUSED ->
          pad.cancelled() == null
              ? refuse(
                  "TOO_LATE_TO_CANCEL",
                  "Cannot cancel %s: it has been finalised. %s".formatted(name(), pad.outlook(at)))
              : alreadySo();
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
              .formatted(name(), pad.outlook(at)));
    }
    if (pad.paused() != null) {
      return alreadySo();
    }
    if (pad.status() == Status.COMPLETED || pad.status() == Status.FINALISED) {
      return refuse(
          "ALREADY_OVER",
          "Cannot pause %s: there is nothing left to stop. %s".formatted(name(), pad.outlook(at)));
    }
    return withReason("pause", reason, given -> accept(new LaunchpadEvent.Paused(by, given, at)));
  }

  private Ruling<LaunchpadEvent> unpause() {
    if (!pad.isGuardedBy(by)) {
      return notGuard("unpause");
    }
    return pad.paused() == null ? alreadySo() : accept(new LaunchpadEvent.Unpaused(by, at));
  }

  private Ruling<LaunchpadEvent> withReason(
      String verb, @Nullable String reason, Function<String, Ruling<LaunchpadEvent>> decision) {
    if (reason == null || reason.isBlank()) {
      return refuse(
          "REASON_MISSING",
          "Cannot %s %s without a reason. Say why, in at most %d characters."
              .formatted(verb, name(), LONGEST_REASON));
    }
    if (reason.length() > LONGEST_REASON) {
      return refuse(
          "REASON_TOO_LONG",
          "Cannot %s %s: the reason has '%d' characters. Say it in at most %d."
              .formatted(verb, name(), reason.length(), LONGEST_REASON));
    }
    return decision.apply(reason);
  }

  private Ruling<LaunchpadEvent> notOwner(String verb) {
    return refuse(
        "NOT_OWNER",
        "Cannot %s %s: only its owner may, and '%s' is not. Ask as the owner."
            .formatted(verb, name(), by));
  }

  private Ruling<LaunchpadEvent> notGuard(String verb) {
    return refuse(
        "NOT_ENTITLED",
        "Cannot %s %s: only its owner and its emergency contacts may, and '%s' is none of them. Ask as one of them."
            .formatted(verb, name(), by));
  }

  private Ruling<LaunchpadEvent> notEntitled(String verb, Principal whose) {
    return refuse(
        "NOT_ENTITLED",
        "Cannot %s %s for '%s': only that participant and the owner may, and '%s' is neither. Name nobody to ask for yourself."
            .formatted(verb, name(), whose, by));
  }

  private Ruling<LaunchpadEvent> notParticipant(String verb, Principal whose) {
    return refuse(
        "NOT_A_PARTICIPANT",
        "Cannot %s %s: '%s' has contributed nothing. Ask as somebody who has."
            .formatted(verb, name(), whose));
  }

  private static Ruling<LaunchpadEvent> alreadySo() {
    return new Ruling.Accepted<>(List.of());
  }

  private String name() {
    return "the launchpad '%s'".formatted(pad.terms().name());
  }

  private String whenMore(Entitlement entitlement) {
    return entitlement
        .nextUnlock(at)
        .map("The next unlock is at '%s'."::formatted)
        .orElse("Everything has been claimed.");
  }
}
