package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.canister.WholeCanister;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may be asked of a distribution.
final class DistributionViews {

  private static final String PRINCIPAL = "principal";
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final int USUAL_LIMIT = 50;

  private DistributionViews() {}

  /// How much who could be paid at once. Nothing while the distribution is not active, and nothing
  /// for who is no participant.
  ///
  /// @param mayClaimFrom when it may claim again, if it did so too often; else null
  record Claimable(
      Instant at, Principal principal, BigInteger claimable, @Nullable Instant mayClaimFrom) {}

  /// Some participants in the order of their principals.
  ///
  /// @param next what to ask the next page with as `after`, or null if this is the last
  record Participants(List<Line> participants, @Nullable String next) {}

  /// A participant in a line. The view `participant` says more.
  record Line(
      Principal principal,
      Participant.Status status,
      BigInteger allocation,
      BigInteger claimed,
      BigInteger claimable,
      BigInteger penalised,
      @Nullable String note) {}

  /// How far it has come.
  record Stats(
      Instant at,
      Distribution.Status status,
      int participants,
      int claimants,
      int finished,
      int claims,
      BigInteger totalAmount,
      BigInteger funded,
      BigInteger allocated,
      BigInteger unlocked,
      BigInteger claimed,
      BigInteger penalised,
      BigInteger returned,
      BigInteger remaining,
      int completeBps) {}

  /// All questions by their names.
  static Map<String, View<Distribution>> all() {
    return Map.of(
        CanisterRules.SUMMARY,
        (canister, at, _) -> DistributionSummary.of(canister.head(), at),
        "claimable",
        DistributionViews::claimable,
        "participant",
        DistributionViews::participant,
        "participants",
        DistributionViews::participants,
        "stats",
        (canister, at, _) -> stats(canister.head(), at),
        "projection",
        (canister, at, parameters) -> Projection.of(canister.head(), at, parameters));
  }

  private static Claimable claimable(
      WholeCanister<Distribution> canister, Instant at, Map<String, String> parameters) {
    Distribution d = canister.head();
    Principal principal = principalOf(parameters);
    Optional<Participant> row = row(canister, principal);
    BigInteger claimable =
        row.filter(_ -> d.status() == Distribution.Status.ACTIVE)
            .map(participant -> participant.claimable(d, at))
            .orElse(BigInteger.ZERO);
    Instant blockedUntil = row.map(participant -> participant.blockedUntil(d, at)).orElse(null);
    return new Claimable(
        at, principal, blockedUntil == null ? claimable : BigInteger.ZERO, blockedUntil);
  }

  private static ParticipantView participant(
      WholeCanister<Distribution> canister, Instant at, Map<String, String> parameters) {
    Principal principal = principalOf(parameters);
    return row(canister, principal)
        .map(participant -> ParticipantView.of(principal, participant, canister.head(), at))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is no participant of %s. %s"
                    .formatted(
                        principal, canister.head().name(), Registering.howTo(canister.head()))));
  }

  private static Participants participants(
      WholeCanister<Distribution> canister, Instant at, Map<String, String> parameters) {
    int limit = limitOf(parameters);
    List<Row<Participant>> rows =
        canister.rows(ParticipantHistory.TABLE, parameters.get(AFTER), limit, Participant.class);
    List<Line> page = rows.stream().map(row -> line(row, canister.head(), at)).toList();
    boolean isLast =
        rows.size() < limit
            || canister
                .rows(ParticipantHistory.TABLE, rows.getLast().key(), 1, Participant.class)
                .isEmpty();
    return new Participants(page, isLast ? null : rows.getLast().key());
  }

  private static Line line(Row<Participant> row, Distribution d, Instant at) {
    Participant participant = row.value();
    return new Line(
        new Principal(row.key()),
        participant.status(),
        participant.allocation(),
        participant.claimed(),
        participant.claimable(d, at),
        participant.penalised(),
        participant.note());
  }

  private static Stats stats(Distribution d, Instant at) {
    Totals totals = d.totals();
    Counts counts = d.counts();
    return new Stats(
        at,
        d.status(),
        counts.participants(),
        counts.claimants(),
        counts.finished(),
        counts.claims(),
        totals.total(),
        totals.funded(),
        totals.allocated(),
        d.unlocked(at),
        totals.claimed(),
        totals.penalised(),
        totals.returned(),
        totals.remaining(),
        d.completeBps());
  }

  private static Optional<Participant> row(
      WholeCanister<Distribution> canister, Principal principal) {
    return canister.row(ParticipantHistory.key(principal), Participant.class);
  }

  private static Principal principalOf(Map<String, String> parameters) {
    var principal = new Principal(parameters.getOrDefault(PRINCIPAL, ""));
    Optional<String> problem = principal.problem(Principal.Form.ANY);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          parameters.containsKey(PRINCIPAL)
              ? "The parameter 'principal' %s. Name a participant.".formatted(problem.get())
              : "The parameter 'principal' is missing. Say whom you ask for.");
    }
    return principal;
  }

  private static int limitOf(Map<String, String> parameters) {
    String asked = parameters.getOrDefault(LIMIT, String.valueOf(USUAL_LIMIT));
    int limit = asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : 0;
    if (limit < 1 || limit > WholeCanister.MOST_ROWS) {
      throw new IllegalArgumentException(
          "'%s' is not a number of participants for a page. Ask for 1 to %d."
              .formatted(asked, WholeCanister.MOST_ROWS));
    }
    return limit;
  }
}
