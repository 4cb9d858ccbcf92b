package dev.templatedeployer.canister.distribution;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Reason;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operation of its owner does to a distribution.
///
/// ```text
/// CREATED --activate--> ACTIVE <--pause, resume--> PAUSED
///                         |  \----------cancel------/------> CANCELLED (from CREATED too)
///                         +--complete--> COMPLETED
/// ```
final class OwnerDecisions {

  private final Distribution d;
  private final Instant at;

  private OwnerDecisions(Distribution d, Instant at) {
    this.d = d;
    this.at = at;
  }

  /// Says what `operation` causes.
  ///
  /// @param at when the operation was taken in; a clock that runs back counts as standing still
  static Ruling<DistributionEvent> decide(
      Canister<Distribution> canister,
      DistributionOperation.ByOwner operation,
      Principal by,
      Instant at) {
    Distribution d = canister.head();
    if (!by.equals(d.owner())) {
      return refuse(
          "NOT_OWNER",
          "Cannot %s %s: only its owner may, and '%s' is not. Ask as the owner."
              .formatted(verb(operation), d.name(), by));
    }
    var decisions = new OwnerDecisions(d, at.isBefore(d.updatedAt()) ? d.updatedAt() : at);
    return switch (operation) {
      case DistributionOperation.Fund(var amount) -> decisions.fund(amount);
      case DistributionOperation.Activate() -> decisions.activate();
      case DistributionOperation.AddRecipients(var recipients) ->
          AddingRecipients.decide(
              canister, recipients == null ? List.of() : recipients, decisions.at);
      case DistributionOperation.Pause(var reason) -> decisions.pause(reason);
      case DistributionOperation.Resume() -> decisions.resume();
      case DistributionOperation.Cancel(var reason) -> decisions.cancel(reason);
      case DistributionOperation.Complete() -> decisions.complete();
    };
  }

  private static String verb(DistributionOperation.ByOwner operation) {
    return switch (operation) {
      case DistributionOperation.Fund _ -> "fund";
      case DistributionOperation.Activate _ -> "activate";
      case DistributionOperation.AddRecipients _ -> "add recipients to";
      case DistributionOperation.Pause _ -> "pause";
      case DistributionOperation.Resume _ -> "resume";
      case DistributionOperation.Cancel _ -> "cancel";
      case DistributionOperation.Complete _ -> "complete";
    };
  }

  private Ruling<DistributionEvent> fund(@Nullable BigInteger amount) {
    if (d.isOver()) {
      return Refusals.over("fund", d);
    }
    if (amount == null) {
      return refuse(
          "AMOUNT_MISSING",
          "Cannot fund %s without an amount. '%s' are missing: put in that or a part of it."
              .formatted(d.name(), d.totals().missing()));
    }
    var notPositive = Refusals.notPositive("fund", d, amount);
    if (notPositive != null) {
      return notPositive;
    }
    BigInteger most =
        mayGrowWhileActive()
            ? ConfigCheck.MAX_AMOUNT.subtract(d.totals().funded())
            : d.totals().missing();
    if (amount.compareTo(most) > 0) {
      return refuse(
          "EXCEEDS_TOTAL",
          "Cannot fund %s with '%s': it can take no more than '%s'. Put in at most that."
              .formatted(d.name(), amount, most));
    }
    return accept(new DistributionEvent.Funded(amount, at));
  }

  private Ruling<DistributionEvent> activate() {
    if (d.isOver()) {
      return Refusals.over("activate", d);
    }
    if (d.status() == Distribution.Status.ACTIVE) {
      return Refusals.alreadySo();
    }
    if (d.status() == Distribution.Status.PAUSED) {
      return refuse(
          "PAUSED",
          "Cannot activate %s: it is paused since '%s'. Resume it instead."
              .formatted(d.name(), d.pausedAt()));
    }
    if (d.totals().missing().signum() > 0) {
      return Refusals.notFunded("activate", d, d.totals().total());
    }
    Instant start = d.start() == null ? at : d.start();
    Instant unlocked = d.config().plan(d.totals().total(), start).end();
    Instant end = d.end();
    if (end != null && (unlocked.isAfter(end) || d.isPastEnd(at))) {
      return refuse(
          "ENDS_TOO_SOON",
          "Cannot activate %s: its schedule would unlock everything at '%s', and it ends at '%s'. Cancel it or complete it after its end, and make another."
              .formatted(d.name(), unlocked, end));
    }
    return accept(new DistributionEvent.Activated(start, at));
  }

  private Ruling<DistributionEvent> pause(@Nullable String reason) {
    if (d.status() == Distribution.Status.PAUSED) {
      return Refusals.alreadySo();
    }
    if (d.status() != Distribution.Status.ACTIVE) {
      return Refusals.notActive("pause", d);
    }
    if (!d.config().allowModification()) {
      return Refusals.modificationNotAllowed("pause", d);
    }
    return Reason.required(
        "pause " + d.name(), reason, given -> accept(new DistributionEvent.Paused(given, at)));
  }

  private Ruling<DistributionEvent> resume() {
    if (d.status() == Distribution.Status.ACTIVE) {
      return Refusals.alreadySo();
    }
    Instant pausedAt = d.pausedAt();
    if (pausedAt == null) {
      return Refusals.notActive("resume", d);
    }
    Instant end = d.end() == null ? null : d.end().plus(Duration.between(pausedAt, at));
    return accept(new DistributionEvent.Resumed(end, at));
  }

  private Ruling<DistributionEvent> cancel(@Nullable String reason) {
    if (d.status() == Distribution.Status.CANCELLED) {
      return Refusals.alreadySo();
    }
    if (d.isOver()) {
      return Refusals.over("cancel", d);
    }
    if (!d.config().allowCancel()) {
      return refuse(
          "NOT_CANCELLABLE",
          "Cannot cancel %s: it was made to be kept. Complete it when it is over."
              .formatted(d.name()));
    }
    return Reason.required(
        "cancel " + d.name(),
        reason,
        given -> accept(new DistributionEvent.Cancelled(d.totals().remaining(), given, at)));
  }

  private Ruling<DistributionEvent> complete() {
    if (d.status() == Distribution.Status.COMPLETED) {
      return Refusals.alreadySo();
    }
    if (d.isOver()) {
      return Refusals.over("complete", d);
    }
    if (d.status() == Distribution.Status.PAUSED) {
      return refuse(
          "PAUSED",
          "Cannot complete %s: it is paused since '%s', so nobody could claim. Resume it first; its end moves by as long as it was paused."
              .formatted(d.name(), d.pausedAt()));
    }
    if (!d.isPastEnd(at) && !isNothingLeftToDo()) {
      return refuse(
          "NOT_OVER",
          "Cannot complete %s: '%s' of '%s' are paid or lost, and %s. %s"
              .formatted(
                  d.name(), d.totals().distributed(), d.totals().total(), end(), whatToDo()));
    }
    return accept(new DistributionEvent.Completed(d.totals().remaining(), at));
  }

  /// Whether everybody who can ever be paid has been.
  private boolean isNothingLeftToDo() {
    return d.status() == Distribution.Status.ACTIVE
        && d.outstanding().signum() == 0
        && (!d.isOpen() || Registering.isClosed(d, at));
  }

  private String end() {
    return d.end() == null ? "it has no end" : "it ends at '%s'".formatted(d.end());
  }

  private String whatToDo() {
    return d.end() == null
        ? "Wait until everybody has claimed."
        : "Wait until everybody has claimed, or for its end.";
  }

  /// Whether more may be put in than is needed, for recipients who are yet to be added.
  private boolean mayGrowWhileActive() {
    return d.status() != Distribution.Status.CREATED
        && !d.isOpen()
        && !d.isByReference()
        && d.config().allowModification();
  }
}
