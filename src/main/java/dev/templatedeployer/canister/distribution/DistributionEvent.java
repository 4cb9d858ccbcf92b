package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that happened to a distribution. An event keeps its meaning for ever.
public sealed interface DistributionEvent {

  /// When it was decided. Never earlier than the event before.
  Instant at();

  /// The distribution was made, with the recipients that its config names.
  record Created(DistributionConfig config, Principal owner, Instant at)
      implements DistributionEvent {}

  /// The owner put `amount` in.
  record Funded(BigInteger amount, Instant at) implements DistributionEvent {}

  /// Participants may claim from now on.
  ///
  /// @param start from when the schedule counts
  record Activated(Instant start, Instant at) implements DistributionEvent {}

  /// Somebody became a participant by itself.
  record Registered(Principal participant, BigInteger allocation, Instant at)
      implements DistributionEvent {}

  /// A participant was paid `amount`.
  ///
  /// @param claimed what it was paid altogether, this included
  /// @param left what is still to be paid to it, unlocked or not
  record Claimed(
      Principal participant, BigInteger amount, BigInteger claimed, BigInteger left, Instant at)
      implements DistributionEvent {}

  /// A participant was paid everything but the penalty, and nothing is left for it.
  ///
  /// @param penaltyRecipient who received `penalty`, or null if it was burned
  /// @param claimed what it was paid altogether, `amount` included
  record UnlockedEarly(
      Principal participant,
      BigInteger amount,
      BigInteger penalty,
      @Nullable Principal penaltyRecipient,
      BigInteger claimed,
      Instant at)
      implements DistributionEvent {}

  /// The owner named more recipients, and the total grew by what is to be theirs.
  record RecipientsAdded(List<Recipient> recipients, Instant at) implements DistributionEvent {
    public RecipientsAdded {
      recipients = List.copyOf(recipients);
    }
  }

  /// Nobody may claim for the time being.
  record Paused(String reason, Instant at) implements DistributionEvent {}

  /// Participants may claim again.
  ///
  /// @param end when the distribution ends now: later by as long as it was paused, or null if it
  ///   does not end
  record Resumed(@Nullable Instant end, Instant at) implements DistributionEvent {}

  /// The owner was given back `returned`, all that was not claimed; nobody may claim any more.
  record Cancelled(BigInteger returned, String reason, Instant at) implements DistributionEvent {}

  /// The distribution is over, and the owner was given back `returned`, which nobody claimed.
  record Completed(BigInteger returned, Instant at) implements DistributionEvent {}
}
