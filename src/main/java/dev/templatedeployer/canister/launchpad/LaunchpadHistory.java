package dev.templatedeployer.canister.launchpad;

import static java.util.Objects.requireNonNull;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Category;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Project;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the events of a launchpad add up to.
final class LaunchpadHistory {

  private LaunchpadHistory() {}

  /// The head after `event`. Accepts every event that was ever written.
  ///
  /// @param before the head before it, or null if it is the first
  static Launchpad evolve(@Nullable Launchpad before, LaunchpadEvent event) {
    if (event instanceof LaunchpadEvent.Created created) {
      return created(created);
    }
    Launchpad pad =
        requireNonNull(
            before, "A launchpad begins with its creation. Its events have lost their beginning.");
    Totals totals = pad.totals();
    return switch (event) {
      case LaunchpadEvent.Created created -> created(created);
      case LaunchpadEvent.Contributed(_, _, var accepted, _, _, var isNew, var at) ->
          with(pad, totals.contributed(accepted, isNew), at);
      case LaunchpadEvent.Whitelisted(var principals, var at) ->
          with(pad, totals.whitelisted(principals.size()), at);
      case LaunchpadEvent.Advanced(var status, var at) -> with(pad, status, at);
      case LaunchpadEvent.Succeeded succeeded -> settled(pad, succeeded);
      case LaunchpadEvent.Failed(_, var at) -> with(pad, Launchpad.Status.FAILED, at);
      case LaunchpadEvent.Claimed(
              _,
              var amount,
              var allocation,
              var remaining,
              var first,
              var at) ->
          with(
              pad,
              totals.claimed(amount, first ? allocation : BigInteger.ZERO, remaining.signum() == 0),
              at);
      case LaunchpadEvent.Completed(_, _, var at) -> with(pad, Launchpad.Status.COMPLETED, at);
      case LaunchpadEvent.Refunded(_, var amount, var at) ->
          refunded(with(pad, totals.refunded(amount), at));
      case LaunchpadEvent.Finalised(var at) -> with(pad, Launchpad.Status.FINALISED, at);
      case LaunchpadEvent.Cancelled(_, var reason, var at) ->
          cancelled(pad, new Launchpad.Cancellation(reason, at));
      case LaunchpadEvent.Paused(var by, var reason, var at) ->
          paused(pad, new Launchpad.Pause(by, reason, at), at);
      case LaunchpadEvent.Unpaused(_, var at) -> paused(pad, null, at);
    };
  }

  /// The rows that `event` changes or adds.
  ///
  /// @param canister the launchpad before it
  static Map<RowKey, Object> evolveRows(Canister<Launchpad> canister, LaunchpadEvent event) {
    return switch (event) {
      case LaunchpadEvent.Created(var config, _, var at) -> rowsOf(config, at);
      case LaunchpadEvent.Whitelisted(var principals, var at) -> whitelisted(principals, at);
      case LaunchpadEvent.Contributed(var participant, _, var accepted, _, _, _, _) ->
          changed(canister, participant, row -> row.contributing(accepted));
      case LaunchpadEvent.Claimed(var participant, var amount, var allocation, _, _, _) ->
          changed(canister, participant, row -> row.claiming(amount, allocation));
      case LaunchpadEvent.Refunded(var participant, var amount, _) ->
          changed(canister, participant, row -> row.refunding(amount));
      case LaunchpadEvent.Advanced _,
          LaunchpadEvent.Succeeded _,
          LaunchpadEvent.Failed _,
          LaunchpadEvent.Completed _,
          LaunchpadEvent.Finalised _,
          LaunchpadEvent.Cancelled _,
          LaunchpadEvent.Paused _,
          LaunchpadEvent.Unpaused _ ->
          Map.of();
    };
  }

  private static Launchpad created(LaunchpadEvent.Created created) {
    return new Launchpad(
        LaunchpadTerms.of(created.config()),
        created.owner(),
        Launchpad.Status.UPCOMING,
        Totals.of(created.config().whitelist().size()),
        null,
        null,
        null,
        created.at(),
        created.at());
  }

  private static Launchpad settled(Launchpad pad, LaunchpadEvent.Succeeded succeeded) {
    var settlement =
        new Settlement(
            succeeded.sold(),
            succeeded.unsold(),
            succeeded.platformFee(),
            succeeded.successFee(),
            succeeded.proceeds(),
            succeeded.at());
    return asOf(
        succeeded.at(),
        new Launchpad(
            pad.terms(),
            pad.owner(),
            Launchpad.Status.SUCCESSFUL,
            pad.totals(),
            pad.paused(),
            settlement,
            pad.cancelled(),
            pad.createdAt(),
            pad.updatedAt()));
  }

  private static Launchpad refunded(Launchpad pad) {
    return pad.totals().unrefunded().signum() == 0
        ? with(pad, Launchpad.Status.REFUNDED, pad.updatedAt())
        : pad;
  }

  private static Launchpad cancelled(Launchpad pad, Launchpad.Cancellation cancellation) {
    return new Launchpad(
        pad.terms(),
        pad.owner(),
        Launchpad.Status.CANCELLED,
        pad.totals(),
        pad.paused(),
        pad.settlement(),
        cancellation,
        pad.createdAt(),
        cancellation.at());
  }

  private static Launchpad with(Launchpad pad, Totals totals, Instant at) {
    return asOf(
        at,
        new Launchpad(
            pad.terms(),
            pad.owner(),
            pad.status(),
            totals,
            pad.paused(),
            pad.settlement(),
            pad.cancelled(),
            pad.createdAt(),
            pad.updatedAt()));
  }

  private static Launchpad paused(Launchpad pad, Launchpad.@Nullable Pause pause, Instant at) {
    return asOf(
        at,
        new Launchpad(
            pad.terms(),
            pad.owner(),
            pad.status(),
            pad.totals(),
            pause,
            pad.settlement(),
            pad.cancelled(),
            pad.createdAt(),
            pad.updatedAt()));
  }

  /// The launchpad with what time has made of it by `at`.
  private static Launchpad asOf(Instant at, Launchpad pad) {
    return with(pad, pad.phase(at), at);
  }

  private static Launchpad with(Launchpad pad, Launchpad.Status status, Instant at) {
    return new Launchpad(
        pad.terms(),
        pad.owner(),
        status,
        pad.totals(),
        pad.paused(),
        pad.settlement(),
        pad.cancelled(),
        pad.createdAt(),
        at);
  }

  private static Map<RowKey, Object> rowsOf(LaunchpadConfig config, Instant at) {
    var rows = new LinkedHashMap<RowKey, Object>();
    rows.put(Project.KEY, config.project());
    List<Category> categories = config.categories();
    for (int i = 0; i < categories.size(); i++) {
      rows.put(Category.key(i), categories.get(i));
    }
    rows.putAll(whitelisted(config.whitelist(), at));
    for (Principal principal : config.blacklist()) {
      rows.put(Listed.onBlacklist(principal), new Listed(at));
    }
    return rows;
  }

  private static Map<RowKey, Object> whitelisted(List<Principal> principals, Instant at) {
    var rows = new LinkedHashMap<RowKey, Object>();
    for (Principal principal : principals) {
      rows.put(Listed.onWhitelist(principal), new Listed(at));
    }
    return rows;
  }

  private static Map<RowKey, Object> changed(
      Canister<Launchpad> canister, Principal participant, UnaryOperator<Participant> change) {
    RowKey key = Participant.key(participant);
    Participant before = canister.row(key, Participant.class).orElse(Participant.NEW);
    return Map.of(key, change.apply(before));
  }
}
