package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What the events of a distribution add up to for its participants.
final class ParticipantHistory {

  /// The table with a row for each participant, under its principal.
  static final String TABLE = "participants";

  private ParticipantHistory() {}

  /// Where the row of `principal` is.
  static RowKey key(Principal principal) {
    return new RowKey(TABLE, principal.text());
  }

  /// The rows that `event` changes or adds, as they are after it.
  ///
  /// @param canister the distribution before it
  static Map<RowKey, Object> evolve(Canister<Distribution> canister, DistributionEvent event) {
    return switch (event) {
      case DistributionEvent.Created(var config, _, var at) -> {
        List<Recipient> recipients = config.eligibility().recipients();
        yield recipients == null ? Map.of() : named(recipients, at);
      }
      case DistributionEvent.RecipientsAdded(var recipients, var at) -> named(recipients, at);
      case DistributionEvent.Registered(var participant, var allocation, var at) ->
          Map.of(key(participant), Participant.registered(allocation, at));
      case DistributionEvent.Claimed(var participant, var amount, _, _, var at) ->
          changed(
              canister,
              participant,
              row -> row.paid(amount, canister.head().config().claimLimit(), at));
      case DistributionEvent.UnlockedEarly(
              var participant,
              var amount,
              var penalty,
              _,
              _,
              var at) ->
          changed(canister, participant, row -> row.unlockedEarly(amount, penalty, at));
      case DistributionEvent.Funded _,
          DistributionEvent.Activated _,
          DistributionEvent.Paused _,
          DistributionEvent.Resumed _,
          DistributionEvent.Cancelled _,
          DistributionEvent.Completed _ ->
          Map.of();
    };
  }

  private static Map<RowKey, Object> named(List<Recipient> recipients, Instant at) {
    var rows = new LinkedHashMap<RowKey, Object>();
    for (Recipient recipient : recipients) {
      rows.put(key(recipient.principal()), Participant.named(recipient, at));
    }
    return rows;
  }

  private static Map<RowKey, Object> changed(
      Canister<Distribution> canister, Principal participant, UnaryOperator<Participant> change) {
    Participant row =
        canister
            .row(key(participant), Participant.class)
            .orElseThrow(() ->
                new IllegalStateException(
                    "'%s' was paid and is no participant. The events of the distribution have lost their beginning."
                        .formatted(participant)));
    return Map.of(key(participant), change.apply(row));
  }
}
