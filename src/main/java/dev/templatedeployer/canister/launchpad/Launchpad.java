package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The head of a launchpad as it stands: the fold of its events. Participants, lists, categories
/// and the texts of the project are rows.
///
/// ```text
/// UPCOMING --t--> SALE_ACTIVE --t, hard cap--> SALE_ENDED --finalise--> SUCCESSFUL or FAILED
///
/// SUCCESSFUL --t--> CLAIMING --the last claim--> COMPLETED
/// FAILED, CANCELLED --the last refund--> REFUNDED --finalise--> FINALISED
/// UPCOMING, SALE_ACTIVE, SALE_ENDED --cancel--> CANCELLED
/// ```
///
/// What is marked `t` happens by time alone, whether anybody asks for it or not. If nothing was
/// raised, there is nothing to refund, and FAILED and CANCELLED are finalised directly. While a
/// launchpad is paused, it is PAUSED whatever else it would be; time does not stand still.
///
/// The sum of all allocations is not known before everybody has claimed, since nobody goes through
/// all participants. What is known at once is how much is set aside for them, [Settlement#sold()];
/// each first claim fixes one allocation and adds it to [Totals#allocated()]. When the last
/// participant has got everything, all are fixed, and the *dust*, which is `sold - allocated`, goes
/// to the owner. It is less than one base unit a participant, since each allocation was rounded
/// down once.
///
/// @param status where it stood at `updatedAt`; never PAUSED
/// @param paused since when it is paused and why, or null if it is not
/// @param settlement how it was settled, or null unless it succeeded
/// @param cancelled why it was called off, or null if it was not
/// @param createdAt when the deployment was accepted
/// @param updatedAt when the last event was decided
public record Launchpad(
    LaunchpadTerms terms,
    Principal owner,
    Status status,
    Totals totals,
    @Nullable Pause paused,
    @Nullable Settlement settlement,
    @Nullable Cancellation cancelled,
    Instant createdAt,
    Instant updatedAt) {

  /// The word for where a launchpad stands.
  public enum Status {
    /// The sale has not begun.
    UPCOMING,
    /// Contributions are taken.
    SALE_ACTIVE,
    /// The time is over or the hard cap reached; whether it succeeded is to be found out.
    SALE_ENDED,
    /// The soft cap was reached.
    SUCCESSFUL,
    /// What was bought may be claimed.
    CLAIMING,
    /// Everybody has claimed everything.
    COMPLETED,
    /// The soft cap was missed; contributions are refunded.
    FAILED,
    /// The owner called the sale off; contributions are refunded.
    CANCELLED,
    /// Everything was refunded.
    REFUNDED,
    /// Everything was refunded, and the books are closed.
    FINALISED,
    /// Nothing is possible until somebody unpauses it.
    PAUSED
  }

  /// That everything was stopped.
  public record Pause(Principal by, String reason, Instant at) {}

  /// That the sale was called off.
  public record Cancellation(String reason, Instant at) {}

  /// Where it stands at `t`; a time before the last event counts as that of the event.
  public Status status(Instant t) {
    return paused == null ? phase(t) : Status.PAUSED;
  }

  /// Where it would stand at `t` if it were not paused.
  Status phase(Instant t) {
    Instant now = t.isBefore(updatedAt) ? updatedAt : t;
    return switch (status) {
      case UPCOMING, SALE_ACTIVE, SALE_ENDED -> phaseOfSale(now);
      case SUCCESSFUL, CLAIMING ->
          now.isBefore(terms.claimStart()) ? Status.SUCCESSFUL : Status.CLAIMING;
      case COMPLETED, FAILED, CANCELLED, REFUNDED, FINALISED, PAUSED -> status;
    };
  }

  private Status phaseOfSale(Instant now) {
    if (now.isBefore(terms.saleStart())) {
      return Status.UPCOMING;
    }
    boolean isOpen = now.isBefore(terms.saleEnd()) && room().signum() > 0;
    return isOpen ? Status.SALE_ACTIVE : Status.SALE_ENDED;
  }

  /// How much is missing to the hard cap.
  BigInteger room() {
    return terms.hardCap().subtract(totals.raised());
  }

  /// Whether contributions are, or have been, given back.
  boolean isOnRefundPath() {
    return switch (status) {
      case FAILED, CANCELLED, REFUNDED, FINALISED -> true;
      case UPCOMING, SALE_ACTIVE, SALE_ENDED, SUCCESSFUL, CLAIMING, COMPLETED, PAUSED -> false;
    };
  }

  /// What `participant` bought: for good once the sale succeeded, and before that what it would be
  /// if nobody contributed any more. Nothing on the refund path.
  BigInteger allocation(Participant participant) {
    if (isOnRefundPath()) {
      return BigInteger.ZERO;
    }
    BigInteger fixed = participant.allocation();
    return fixed == null ? terms.allocation(participant.contributed(), totals.raised()) : fixed;
  }

  /// What all allocations together leave of what was sold, which is the owner's; empty before every
  /// allocation is known.
  Optional<BigInteger> dust() {
    return settlement != null && totals.settled() == totals.participants()
        ? Optional.of(settlement.sold().subtract(totals.allocated()))
        : Optional.empty();
  }

  /// Whether `principal` may pause and unpause it.
  boolean isGuardedBy(Principal principal) {
    return principal.equals(owner) || terms.emergencyContacts().contains(principal);
  }

  /// What may be expected at `t`, in a sentence.
  String outlook(Instant t) {
    return switch (status(t)) {
      case UPCOMING -> "The sale begins at '%s'.".formatted(terms.saleStart());
      case SALE_ACTIVE -> "The sale is open until '%s'.".formatted(terms.saleEnd());
      case SALE_ENDED -> "The sale has ended; anybody may finalise it.";
      case SUCCESSFUL -> "The sale succeeded; claims begin at '%s'.".formatted(terms.claimStart());
      case CLAIMING -> "What was bought may be claimed.";
      case COMPLETED -> "Everybody has claimed everything.";
      case FAILED -> "The sale missed its soft cap; contributions are refunded.";
      case CANCELLED -> "The sale was cancelled; contributions are refunded.";
      case REFUNDED -> "Everything was refunded; anybody may finalise it.";
      case FINALISED -> "It is closed, and everything was refunded.";
      case PAUSED -> "It is paused; its owner or an emergency contact may unpause it.";
    };
  }
}
