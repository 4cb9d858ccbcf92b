package dev.templatedeployer.canister.launchpad;

import static java.util.Objects.requireNonNullElse;

import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.canister.WholeCanister;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may be asked of a launchpad. It is seen as it stands: another time changes the status and
/// what is unlocked, but not what was contributed.
final class LaunchpadViews {

  private static final String PARTICIPANT = "participant";
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final int USUAL_LIMIT = 50;

  private LaunchpadViews() {}

  /// Where it stands, and what may be expected.
  record StatusThen(Instant at, Launchpad.Status status, String outlook) {}

  /// What a whole sale token costs, in base units of the purchase token: as things stand, and in a
  /// sale that reaches exactly its soft or its hard cap.
  record Price(
      Instant at,
      SaleType saleType,
      BigInteger price,
      BigInteger atSoftCap,
      BigInteger atHardCap) {}

  /// What a participant bought.
  ///
  /// @param isFinal whether the sale succeeded; before, a fair launch may still change it
  record Allocation(
      Instant at,
      Principal participant,
      BigInteger contributed,
      BigInteger allocation,
      boolean isFinal) {}

  /// What a participant may claim then.
  ///
  /// @param nextUnlock when more is unlocked, or null if nothing more will be
  record Claimable(
      Instant at,
      Principal participant,
      BigInteger claimable,
      BigInteger claimed,
      BigInteger allocation,
      @Nullable Instant nextUnlock) {}

  /// What a participant may take back then.
  record Refundable(
      Instant at, Principal participant, BigInteger refundable, BigInteger refunded) {}

  /// Some of the participants, ordered by their principals.
  ///
  /// @param next what to give as `after` to see more, or null if these are the last
  record Participants(List<ParticipantLine> participants, @Nullable String next) {}

  /// One participant.
  record ParticipantLine(
      String participant,
      BigInteger contributed,
      BigInteger refunded,
      BigInteger allocation,
      BigInteger claimed) {}

  /// All questions by their names.
  static Map<String, View<Launchpad>> all() {
    return Map.of(
        CanisterRules.SUMMARY,
        (canister, at, _) -> LaunchpadSummary.of(canister, at),
        "status",
        (canister, at, _) ->
            new StatusThen(at, canister.head().status(at), canister.head().outlook(at)),
        "progress",
        (canister, _, _) -> Progress.of(canister.head()),
        "price",
        (canister, at, _) -> price(canister.head(), at),
        "allocation",
        LaunchpadViews::allocation,
        "claimable",
        LaunchpadViews::claimable,
        "refundable",
        LaunchpadViews::refundable,
        "participants",
        (canister, _, parameters) -> participants(canister, parameters),
        "categories",
        (canister, _, _) -> CategoryLine.all(canister));
  }

  private static Price price(Launchpad pad, Instant at) {
    LaunchpadTerms terms = pad.terms();
    return new Price(
        at,
        terms.saleType(),
        terms.priceIfRaised(pad.totals().raised()),
        terms.priceIfRaised(terms.softCap()),
        terms.priceIfRaised(terms.hardCap()));
  }

  private static Allocation allocation(
      WholeCanister<Launchpad> canister, Instant at, Map<String, String> parameters) {
    Principal principal = participant(parameters);
    var entitlement = Entitlement.of(canister, principal);
    return new Allocation(
        at,
        principal,
        entitlement.participant().contributed(),
        entitlement.allocation(),
        canister.head().settlement() != null);
  }

  private static Claimable claimable(
      WholeCanister<Launchpad> canister, Instant at, Map<String, String> parameters) {
    Principal principal = participant(parameters);
    var entitlement = Entitlement.of(canister, principal);
    return new Claimable(
        at,
        principal,
        entitlement.claimable(at),
        entitlement.participant().claimed(),
        entitlement.allocation(),
        entitlement.nextUnlock(at).orElse(null));
  }

  private static Refundable refundable(
      WholeCanister<Launchpad> canister, Instant at, Map<String, String> parameters) {
    Principal principal = participant(parameters);
    var entitlement = Entitlement.of(canister, principal);
    return new Refundable(
        at, principal, entitlement.refundable(at), entitlement.participant().refunded());
  }

  private static Participants participants(
      WholeCanister<Launchpad> canister, Map<String, String> parameters) {
    int limit = limit(parameters);
    List<Row<Participant>> found =
        canister.rows(Participant.TABLE, parameters.get(AFTER), limit, Participant.class);
    return new Participants(
        found.stream().map(row -> line(canister.head(), row)).toList(),
        found.size() < limit ? null : found.getLast().key());
  }

  private static ParticipantLine line(Launchpad pad, Row<Participant> row) {
    Participant participant = row.value();
    return new ParticipantLine(
        row.key(),
        participant.contributed(),
        participant.refunded(),
        pad.allocation(participant),
        participant.claimed());
  }

  private static Principal participant(Map<String, String> parameters) {
    String text = parameters.get(PARTICIPANT);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "It is not said whom this is asked about. Add 'participant' with a principal.");
    }
    return new Principal(text);
  }

  private static int limit(Map<String, String> parameters) {
    String asked = requireNonNullElse(parameters.get(LIMIT), String.valueOf(USUAL_LIMIT));
    int limit = asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : 0;
    if (limit < 1 || limit > WholeCanister.MOST_ROWS) {
      throw new IllegalArgumentException(
          "'%s' is not a number of participants to list. Ask for 1 to %d."
              .formatted(asked, WholeCanister.MOST_ROWS));
    }
    return limit;
  }
}
