package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened to a launchpad. Kept for ever: a change of meaning is a new event.
public sealed interface LaunchpadEvent {

  /// When it was decided.
  Instant at();

  /// The launchpad was created.
  ///
  /// @param at when its deployment was accepted
  record Created(LaunchpadConfig config, Principal owner, Instant at) implements LaunchpadEvent {}

  /// A participant was sold something. `accepted + refunded` is what it sent.
  ///
  /// @param asked how much it sent
  /// @param accepted how much of that was taken
  /// @param refunded how much of that goes back at once
  /// @param reason why not all was taken, or null if it was
  /// @param isNew whether it had contributed nothing before
  record Contributed(
      Principal participant,
      BigInteger asked,
      BigInteger accepted,
      BigInteger refunded,
      @Nullable Reason reason,
      boolean isNew,
      Instant at)
      implements LaunchpadEvent {

    /// Why a part of a contribution goes back.
    public enum Reason {
      /// The participant may contribute no more.
      USER_CAP,
      /// The sale takes no more.
      HARD_CAP
    }
  }

  /// More principals may contribute.
  ///
  /// @param principals those who could not before
  record Whitelisted(List<Principal> principals, Instant at) implements LaunchpadEvent {
    public Whitelisted {
      principals = List.copyOf(principals);
    }
  }

  /// Time had made something else of the launchpad, and somebody had it recorded.
  record Advanced(Launchpad.Status status, Instant at) implements LaunchpadEvent {}

  /// The soft cap was reached. What the parts mean is said at [Settlement].
  record Succeeded(
      BigInteger raised,
      BigInteger sold,
      BigInteger unsold,
      BigInteger platformFee,
      BigInteger successFee,
      BigInteger proceeds,
      Instant at)
      implements LaunchpadEvent {}

  /// The soft cap was missed: no fees, and everything is to be refunded.
  record Failed(BigInteger raised, Instant at) implements LaunchpadEvent {}

  /// A participant was given sale tokens.
  ///
  /// @param allocation all that it bought
  /// @param remaining what it may still claim, now or later
  /// @param isFirst whether it had claimed nothing before
  record Claimed(
      Principal participant,
      BigInteger amount,
      BigInteger allocation,
      BigInteger remaining,
      boolean isFirst,
      Instant at)
      implements LaunchpadEvent {}

  /// Everybody has claimed everything, and the owner was given what rounding left over.
  record Completed(Principal owner, BigInteger dust, Instant at) implements LaunchpadEvent {}

  /// A participant was given back all that it had contributed.
  record Refunded(Principal participant, BigInteger amount, Instant at) implements LaunchpadEvent {}

  /// The books of a sale that was refunded were closed.
  record Finalised(Instant at) implements LaunchpadEvent {}

  /// The owner called the sale off.
  ///
  /// @param raised what is to be refunded
  record Cancelled(BigInteger raised, String reason, Instant at) implements LaunchpadEvent {}

  /// Everything was stopped.
  record Paused(Principal by, String reason, Instant at) implements LaunchpadEvent {}

  /// Everything goes on.
  record Unpaused(Principal by, Instant at) implements LaunchpadEvent {}
}
