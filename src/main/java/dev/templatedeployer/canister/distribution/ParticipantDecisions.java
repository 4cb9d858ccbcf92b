package dev.templatedeployer.canister.distribution;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;
import static java.util.Objects.requireNonNull;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an operation of somebody who takes part, or wants to, does to a distribution.
///
/// ```text
/// (nobody) --register--> REGISTERED --claim--> PARTIAL_CLAIM --claim the last--> CLAIMED
///                        ELIGIBLE ---/             \---------early unlock---------/
/// ```
final class ParticipantDecisions {

  private final Distribution d;
  private final Participant participant;
  private final Principal by;
  private final Instant at;

  private ParticipantDecisions(Distribution d, Participant participant, Principal by, Instant at) {
    this.d = d;
    this.participant = participant;
    this.by = by;
    this.at = at;
  }

  /// Says what `operation` causes.
  ///
  /// @param at when the operation was taken in; a clock that runs back counts as standing still
  static Ruling<DistributionEvent> decide(
      Canister<Distribution> canister,
      DistributionOperation.ByParticipant operation,
      Principal by,
      Instant at) {
    Distribution d = canister.head();
    Instant then = at.isBefore(d.updatedAt()) ? d.updatedAt() : at;
    if (d.status() != Distribution.Status.ACTIVE) {
      return Refusals.notActive(verb(operation), d);
    }
    Optional<Participant> row = canister.row(ParticipantHistory.key(by), Participant.class);
    if (operation instanceof DistributionOperation.Register(var amount, var proof)) {
      return row.isPresent()
          ? Refusals.alreadySo()
          : Registering.decide(d, by, amount, proof, then);
    }
    if (row.isEmpty()) {
      return refuse(
          "NOT_A_PARTICIPANT",
          "Cannot %s %s: '%s' is no participant. %s"
              .formatted(verb(operation), d.name(), by, Registering.howTo(d)));
    }
    var decisions = new ParticipantDecisions(d, row.get(), by, then);
    return operation instanceof DistributionOperation.Claim(var amount)
        ? decisions.claim(amount)
        : decisions.earlyUnlock();
  }

  private static String verb(DistributionOperation.ByParticipant operation) {
    return switch (operation) {
      case DistributionOperation.Register _ -> "register with";
      case DistributionOperation.Claim _ -> "claim from";
      case DistributionOperation.EarlyUnlock _ -> "unlock early from";
    };
  }

  private Ruling<DistributionEvent> claim(@Nullable BigInteger amount) {
    BigInteger claimable = participant.claimable(d, at);
    var notPositive = amount == null ? null : Refusals.notPositive("claim from", d, amount);
    if (notPositive != null) {
      return notPositive;
    }
    if (claimable.signum() == 0) {
      return refuse(
          "NOTHING_TO_CLAIM",
          "Cannot claim from %s: nothing is claimable. %s".formatted(d.name(), whenMore()));
    }
    if (amount != null && amount.compareTo(claimable) > 0) {
      return refuse(
          "EXCEEDS_CLAIMABLE",
          "Cannot claim '%s' from %s: only '%s' is claimable. Claim at most that. %s"
              .formatted(amount, d.name(), claimable, whenMore()));
    }
    Instant blockedUntil = participant.blockedUntil(d, at);
    if (blockedUntil != null) {
      ClaimLimit limit = requireNonNull(d.config().claimLimit());
      return refuse(
          "CLAIM_LIMIT_REACHED",
          "Cannot claim from %s again yet: at most '%d' claims are possible within '%s'. Try again at '%s'; nothing is lost until then."
              .formatted(d.name(), limit.max(), limit.window(), blockedUntil));
    }
    BigInteger paid = amount == null ? claimable : amount;
    return accept(
        new DistributionEvent.Claimed(
            by, paid, participant.claimed().add(paid), participant.left().subtract(paid), at));
  }

  private Ruling<DistributionEvent> earlyUnlock() {
    EarlyUnlock terms = d.config().earlyUnlock();
    if (terms == null) {
      return refuse(
          "EARLY_UNLOCK_NOT_ALLOWED",
          "Cannot unlock early from %s: it was made without early unlock. %s"
              .formatted(d.name(), whenMore()));
    }
    BigInteger locked = participant.locked(d, at);
    if (locked.signum() == 0) {
      return refuse(
          "NOTHING_LOCKED",
          "Cannot unlock early from %s: nothing of '%s' is locked any more. Claim what is left instead."
              .formatted(d.name(), by));
    }
    Instant earliest = earliestUnlock(terms);
    if (at.isBefore(earliest)) {
      return refuse(
          "EARLY_UNLOCK_TOO_SOON",
          "Cannot unlock early from %s yet: that is possible from '%s' on. Try again then."
              .formatted(d.name(), earliest));
    }
    BigInteger penalty = terms.penaltyOn(locked);
    BigInteger paid = participant.left().subtract(penalty);
    return accept(
        new DistributionEvent.UnlockedEarly(
            by, paid, penalty, terms.recipient(), participant.claimed().add(paid), at));
  }

  private Instant earliestUnlock(EarlyUnlock terms) {
    Instant start = requireNonNull(d.start(), "An active distribution has a start.");
    return terms.minLock() == null ? at : start.plus(terms.minLock());
  }

  private String whenMore() {
    return participant
        .nextUnlock(d, at)
        .map("The next unlock is at '%s'."::formatted)
        .orElse("Nothing more will be unlocked.");
  }
}
