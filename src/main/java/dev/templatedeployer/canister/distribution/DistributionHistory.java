package dev.templatedeployer.canister.distribution;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the events of a distribution add up to, but for its participants.
final class DistributionHistory {

  private DistributionHistory() {}

  /// The distribution after `event`. Accepts every event that was ever written.
  ///
  /// @param before the distribution before it, or null if it is the first
  static Distribution evolve(@Nullable Distribution before, DistributionEvent event) {
    if (event instanceof DistributionEvent.Created created) {
      return created(created);
    }
    Distribution d =
        requireNonNull(
            before,
            "A distribution begins with its creation. Its events have lost their beginning.");
    Instant at = event.at();
    Totals totals = d.totals();
    Counts counts = d.counts();
    return switch (event) {
      case DistributionEvent.Created created -> created(created);
      case DistributionEvent.Funded(var amount, _) ->
          with(d, totals.withFunded(amount), counts, at);
      case DistributionEvent.Activated(var start, _) -> activated(d, start, at);
      case DistributionEvent.Registered(_, var allocation, _) ->
          with(d, totals.withAllocated(allocation), counts.withParticipants(1), at);
      case DistributionEvent.Claimed(_, var amount, var claimed, var left, _) ->
          with(
              d,
              totals.withClaimed(amount),
              counts.withPayment(claimed.equals(amount), left.signum() == 0),
              at);
      case DistributionEvent.UnlockedEarly(_, var amount, var penalty, _, var claimed, _) ->
          with(
              d,
              totals.withClaimed(amount).withEndedEarly(claimed.add(penalty), penalty),
              amount.signum() == 0
                  ? counts.withFinished()
                  : counts.withPayment(claimed.equals(amount), true),
              at);
      case DistributionEvent.RecipientsAdded(var recipients, _) ->
          with(
              d,
              totals.withTotal(sum(recipients)).withAllocated(sum(recipients)),
              counts.withParticipants(recipients.size()),
              at);
      case DistributionEvent.Paused _ -> moved(d, Distribution.Status.PAUSED, d.end(), at, at);
      case DistributionEvent.Resumed(var end, _) ->
          moved(d, Distribution.Status.ACTIVE, end, null, at);
      case DistributionEvent.Cancelled(var returned, _, _) ->
          over(d, Distribution.Status.CANCELLED, returned, at);
      case DistributionEvent.Completed(var returned, _) ->
          over(d, Distribution.Status.COMPLETED, returned, at);
    };
  }

  private static Distribution created(DistributionEvent.Created created) {
    DistributionConfig config = created.config();
    List<Recipient> recipients = config.eligibility().recipients();
    List<Recipient> named = recipients == null ? List.of() : recipients;
    return new Distribution(
        config.withoutRecipients(),
        created.owner(),
        Distribution.Status.CREATED,
        Totals.of(config.totalAmount()).withAllocated(sum(named)),
        Counts.NONE.withParticipants(named.size()),
        config.start(),
        config.end(),
        null,
        null,
        created.at(),
        created.at());
  }

  private static Distribution with(Distribution d, Totals totals, Counts counts, Instant at) {
    return new Distribution(
        d.config(),
        d.owner(),
        d.status(),
        totals,
        counts,
        d.start(),
        d.end(),
        d.activatedAt(),
        d.pausedAt(),
        d.createdAt(),
        at);
  }

  private static Distribution activated(Distribution d, Instant start, Instant at) {
    return new Distribution(
        d.config(),
        d.owner(),
        Distribution.Status.ACTIVE,
        d.totals(),
        d.counts(),
        start,
        d.end(),
        at,
        null,
        d.createdAt(),
        at);
  }

  private static Distribution over(
      Distribution d, Distribution.Status status, BigInteger returned, Instant at) {
    return moved(
        with(d, d.totals().withReturned(returned), d.counts(), at), status, d.end(), null, at);
  }

  private static Distribution moved(
      Distribution d,
      Distribution.Status status,
      @Nullable Instant end,
      @Nullable Instant pausedAt,
      Instant at) {
    return new Distribution(
        d.config(),
        d.owner(),
        status,
        d.totals(),
        d.counts(),
        d.start(),
        end,
        d.activatedAt(),
        pausedAt,
        d.createdAt(),
        at);
  }

  private static BigInteger sum(List<Recipient> recipients) {
    return recipients.stream().map(Recipient::amount).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
