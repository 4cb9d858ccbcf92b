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
import org.jspecify.annotations.Nullable;

/// What is taken from whom.
///
/// A contribution is clipped to what its participant may still contribute, then to what the sale
/// still takes, and what was cut off goes back at once. What is left must not be less than the
/// least contribution, with one exception: what fills the hard cap is taken however little it is,
/// for otherwise a sale that lacks less than that could never be filled.
final class Contributions {

  private static final int MOST_AT_ONCE = 500;

  private final Request request;
  private final Canister<Launchpad> canister;
  private final Launchpad pad;
  private final Principal by;
  private final Instant at;

  Contributions(Request request) {
    this.request = request;
    this.canister = request.canister();
    this.pad = request.pad();
    this.by = request.by();
    this.at = request.at();
  }

  /// What a contribution causes.
  Ruling<LaunchpadEvent> contribute(@Nullable BigInteger amount) {
    if (amount == null || amount.signum() <= 0) {
      return refuse(
          "AMOUNT_NOT_POSITIVE",
          "Cannot contribute '%s' to %s: that is nothing. Contribute at least '%s'."
              .formatted(
                  amount == null ? "" : amount, request.name(), pad.terms().minContribution()));
    }
    if (pad.phase(at) != Status.SALE_ACTIVE) {
      return refuse(
          "SALE_NOT_ACTIVE",
          "Cannot contribute to %s: no contributions are taken. %s"
              .formatted(request.name(), pad.outlook(at)));
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
                  .formatted(request.name(), problem.get())));
    }
    if (canister.row(Listed.onBlacklist(by), Listed.class).isPresent()) {
      return Optional.of(
          refuse(
              "BLACKLISTED",
              "Cannot contribute to %s: '%s' is on its blacklist. Ask its owner why."
                  .formatted(request.name(), by)));
    }
    if (pad.terms().forWhitelistedOnly()
        && canister.row(Listed.onWhitelist(by), Listed.class).isEmpty()) {
      return Optional.of(
          refuse(
              "NOT_WHITELISTED",
              "Cannot contribute to %s: only those on its whitelist may, and '%s' is not on it. Ask as one of them."
                  .formatted(request.name(), by)));
    }
    if (isNew(participant) && pad.totals().participants() >= pad.terms().mostParticipants()) {
      return Optional.of(
          refuse(
              "TOO_MANY_PARTICIPANTS",
              "Cannot contribute to %s: it has '%d' participants already, which is all it takes. Only they may contribute more."
                  .formatted(request.name(), pad.totals().participants())));
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
              .formatted(request.name(), by, participant.contributed()));
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
                .formatted(asked, request.name(), least, exception))
        : refuse(
            "BELOW_MINIMUM",
            "Cannot contribute '%s' to %s: only '%s' more may come from '%s', and the least is '%s'. Nothing more is taken from it."
                .formatted(asked, request.name(), accepted, by, least));
  }

  private static boolean isNew(Participant participant) {
    return participant.contributed().signum() == 0;
  }

  /// What adding to the whitelist causes.
  Ruling<LaunchpadEvent> whitelist(@Nullable List<Principal> principals) {
    if (!by.equals(pad.owner())) {
      return request.notOwner("add to the whitelist of");
    }
    LaunchpadConfig.Window window = pad.terms().whitelistWindow();
    if (window == null || !window.contains(at)) {
      return refuse(
          "WHITELIST_CLOSED",
          "Cannot add to the whitelist of %s: %s"
              .formatted(
                  request.name(),
                  window == null
                      ? "it was made without a whitelist window, so the list is what it was made with."
                      : "that is possible from '%s' until before '%s'."
                          .formatted(window.from(), window.to())));
    }
    if (pad.phase(at) != Status.UPCOMING) {
      return refuse(
          "WHITELIST_CLOSED",
          "Cannot add to the whitelist of %s any more. %s"
              .formatted(request.name(), pad.outlook(at)));
    }
    if (principals == null || principals.isEmpty() || principals.size() > MOST_AT_ONCE) {
      return refuse(
          "WRONG_SIZE",
          "Cannot add '%d' principals to the whitelist of %s: 1 to %d are possible at once. Send several lists if there are more."
              .formatted(principals == null ? 0 : principals.size(), request.name(), MOST_AT_ONCE));
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
                .formatted(principal, request.name(), problem.get()));
      }
      if (canister.row(Listed.onBlacklist(principal), Listed.class).isPresent()) {
        return refuse(
            "BLACKLISTED",
            "Cannot add '%s' to the whitelist of %s: it is on the blacklist. Leave it out; nobody was added."
                .formatted(principal, request.name()));
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
                  request.name(),
                  pad.totals().whitelisted(),
                  LaunchpadConfig.MOST_WHITELISTED));
    }
    return added.isEmpty()
        ? Request.alreadySo()
        : accept(new LaunchpadEvent.Whitelisted(added, at));
  }
}
