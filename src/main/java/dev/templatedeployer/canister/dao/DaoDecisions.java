package dev.templatedeployer.canister.dao;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Reason;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operation on a DAO causes.
final class DaoDecisions {

  private DaoDecisions() {}

  /// Says what `operation` causes.
  static Ruling<DaoEvent> decide(
      Canister<Dao> canister, DaoOperation operation, Principal by, Instant at) {
    var request = new Request(canister, by, at);
    return switch (operation) {
      case DaoOperation.Stake(var amount, var tier) ->
          request.unlessPaused("stake in", () -> new StakeDecisions(request).stake(amount, tier));
      case DaoOperation.Unstake(var entry) -> new StakeDecisions(request).unstake(entry);
      case DaoOperation.Fund(var amount) -> new StakeDecisions(request).fund(amount);
      case DaoOperation.Propose propose ->
          request.unlessPaused("propose to", () -> new Proposing(request).propose(propose));
      case DaoOperation.CastVote(var proposal, var choice) ->
          request.unlessPaused(
              "vote in",
              () ->
                  request.onProposal(
                      "vote on", proposal, open -> new Voting(request, open).vote(choice)));
      case DaoOperation.Finalise(var proposal) ->
          request.unlessPaused(
              "finalise a proposal of",
              () ->
                  request.onProposal(
                      "finalise", proposal, ended -> new Settling(request, ended).finalise()));
      case DaoOperation.Execute(var proposal) ->
          request.unlessPaused(
              "execute a proposal of",
              () ->
                  request.onProposal(
                      "execute", proposal, ready -> new Settling(request, ready).execute()));
      case DaoOperation.Cancel(var proposal, var reason) ->
          request.onProposal(
              "cancel", proposal, alive -> new Settling(request, alive).cancel(reason));
      case DaoOperation.PauseAll(var reason) -> pause(request, reason);
      case DaoOperation.Unpause() -> unpause(request);
    };
  }

  private static Ruling<DaoEvent> pause(Request request, @Nullable String reason) {
    if (!request.dao().charter().pauseEnabled()) {
      return refuse(
          "PAUSE_NOT_ENABLED",
          "Cannot pause %s: it was made so that nobody can. Cancel single proposals instead."
              .formatted(request.name()));
    }
    if (!request.isContact()) {
      return notContact(request, "pause");
    }
    if (request.dao().pause() != null) {
      return alreadySo();
    }
    return Reason.required(
        "pause " + request.name(),
        reason,
        given -> accept(new DaoEvent.Paused(request.by(), given, request.at())));
  }

  private static Ruling<DaoEvent> unpause(Request request) {
    if (!request.isContact()) {
      return notContact(request, "unpause");
    }
    return request.dao().pause() == null
        ? alreadySo()
        : accept(new DaoEvent.Unpaused(request.by(), request.at()));
  }

  private static Ruling<DaoEvent> notContact(Request request, String verb) {
    return refuse(
        "NOT_EMERGENCY_CONTACT",
        "Cannot %s %s: only its emergency contacts may, and '%s' is none. Ask one of them."
            .formatted(verb, request.name(), request.by()));
  }

  private static Ruling<DaoEvent> alreadySo() {
    return new Ruling.Accepted<>(List.of());
  }
}
