package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An operation that is asked of a DAO: of which, by whom and when; and the refusals that several
/// operations share.
///
/// @param at when it was taken in; a clock that runs back counts as standing still
record Request(Canister<Dao> canister, Principal by, Instant at) {

  Request {
    Instant last = canister.head().updatedAt();
    at = at.isBefore(last) ? last : at;
  }

  Dao dao() {
    return canister.head();
  }

  /// Whoever asks, as a member.
  Member member() {
    return canister.row(Tables.member(by), Member.class).orElse(Member.NOBODY);
  }

  /// The proposal with the number `number`, if there is one.
  Optional<Proposal> proposal(@Nullable Integer number) {
    return number == null
        ? Optional.empty()
        : canister.row(Tables.proposal(number), Proposal.class);
  }

  /// What the sentences call it.
  String name() {
    return "the DAO '%s'".formatted(dao().charter().name());
  }

  boolean isContact() {
    return dao().charter().emergencyContacts().contains(by);
  }

  /// What `decision` says, unless the DAO stands still.
  ///
  /// @param verb what is asked, such as `stake in`
  Ruling<DaoEvent> unlessPaused(String verb, Supply decision) {
    Pause pause = dao().pause();
    if (pause == null) {
      return decision.ruling();
    }
    return Ruling.refuse(
        "PAUSED",
        "Cannot %s %s: '%s' paused it at '%s', saying '%s'. Wait until an emergency contact unpauses it."
            .formatted(verb, name(), pause.by(), pause.at(), pause.reason()));
  }

  /// What `decision` says of the proposal with the number `number`, if there is one.
  Ruling<DaoEvent> onProposal(
      String verb, @Nullable Integer number, Function<Proposal, Ruling<DaoEvent>> decision) {
    return proposal(number)
        .map(decision)
        .orElseGet(() ->
            Ruling.refuse(
                "NO_SUCH_PROPOSAL",
                "Cannot %s proposal '%s' of %s: there is none. Its proposals have the numbers 1 to '%d'."
                    .formatted(verb, number, name(), dao().proposals().made())));
  }

  /// A decision that is only made if it comes to it.
  @FunctionalInterface
  interface Supply {
    Ruling<DaoEvent> ruling();
  }
}
