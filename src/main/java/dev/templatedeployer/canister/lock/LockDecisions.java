package dev.templatedeployer.canister.lock;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Reason;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an operation on a lock causes.
///
/// ```text
/// ACTIVE --claim the last, early unlock--> FULLY_CLAIMED
///        --emergency release--> RELEASED --claim the last--> FULLY_CLAIMED
///        --cancel--> CANCELLED --claim--> CANCELLED
/// ```
final class LockDecisions {

  private final Lock lock;
  private final Principal by;
  private final Instant at;

  /// @param at when the operation was taken in; a clock that runs back counts as standing still
  private LockDecisions(Lock lock, Principal by, Instant at) {
    this.lock = lock;
    this.by = by;
    this.at = at.isBefore(lock.updatedAt()) ? lock.updatedAt() : at;
  }

  /// Says what `operation` causes.
  static Ruling<LockEvent> decide(Lock lock, LockOperation operation, Principal by, Instant at) {
    var decisions = new LockDecisions(lock, by, at);
    return switch (operation) {
      case LockOperation.Claim(var amount) -> decisions.claim(amount);
      case LockOperation.EarlyUnlock() -> decisions.earlyUnlock();
      case LockOperation.EmergencyRelease(var reason) -> decisions.emergencyRelease(reason);
      case LockOperation.TransferBeneficiary(var to) -> decisions.transferBeneficiary(to);
      case LockOperation.Cancel(var reason) -> decisions.cancel(reason);
    };
  }

  private Ruling<LockEvent> claim(@Nullable BigInteger amount) {
    BigInteger claimable = lock.claimable(at);
    if (!by.equals(lock.beneficiary())) {
      return notBeneficiary("claim from");
    }
    if (amount != null && amount.signum() <= 0) {
      return refuse(
          "AMOUNT_NOT_POSITIVE",
          "Cannot claim '%s' from %s: that is nothing. Claim more than 0, or name no amount to claim all."
              .formatted(amount, name()));
    }
    if (claimable.signum() == 0) {
      return refuse(
          "NOTHING_TO_CLAIM",
          "Cannot claim from %s: nothing is claimable. %s".formatted(name(), whenMore()));
    }
    if (amount != null && amount.compareTo(claimable) > 0) {
      return refuse(
          "EXCEEDS_CLAIMABLE",
          "Cannot claim '%s' from %s: only '%s' is claimable. Claim at most that. %s"
              .formatted(amount, name(), claimable, whenMore()));
    }
    return accept(new LockEvent.Claimed(by, amount == null ? claimable : amount, at));
  }

  private Ruling<LockEvent> earlyUnlock() {
    EarlyUnlock terms = lock.config().earlyUnlock();
    if (!by.equals(lock.beneficiary())) {
      return notBeneficiary("unlock");
    }
    if (terms == null) {
      return refuse(
          "EARLY_UNLOCK_NOT_ALLOWED",
          "Cannot unlock %s early: it was made without early unlock. %s"
              .formatted(name(), whenMore()));
    }
    if (lock.locked(at).signum() == 0) {
      return nothingLocked("unlock");
    }
    if (terms.minLock() != null && at.isBefore(lock.start().plus(terms.minLock()))) {
      return refuse(
          "EARLY_UNLOCK_TOO_SOON",
          "Cannot unlock %s early yet: that is possible from '%s' on. Try again then."
              .formatted(name(), lock.start().plus(terms.minLock())));
    }
    BigInteger penalty = terms.penaltyOn(lock.locked(at));
    BigInteger amount = lock.amount().subtract(lock.claimed()).subtract(penalty);
    return accept(new LockEvent.UnlockedEarly(by, amount, penalty, terms.recipient(), at));
  }

  private Ruling<LockEvent> emergencyRelease(@Nullable String reason) {
    if (!by.equals(lock.owner())) {
      return notOwner("release");
    }
    if (!lock.config().emergencyUnlock()) {
      return refuse(
          "EMERGENCY_UNLOCK_NOT_ALLOWED",
          "Cannot release %s: it was made without emergency unlock. %s"
              .formatted(name(), whenMore()));
    }
    if (lock.status() == Lock.Status.RELEASED) {
      return alreadySo();
    }
    BigInteger locked = lock.locked(at);
    if (locked.signum() == 0) {
      return nothingLocked("release");
    }
    return Reason.required(
        "release " + name(), reason, given -> accept(new LockEvent.Released(locked, given, at)));
  }

  private Ruling<LockEvent> transferBeneficiary(@Nullable Principal to) {
    if (!by.equals(lock.beneficiary())) {
      return notBeneficiary("hand on");
    }
    Principal next = to == null ? new Principal("") : to;
    if (next.equals(lock.beneficiary())) {
      return alreadySo();
    }
    Optional<String> problem = next.problem(Principal.Form.ANY);
    if (problem.isPresent()) {
      return refuse(
          "BAD_BENEFICIARY",
          "Cannot hand on %s: the new beneficiary %s. Name a principal who can claim."
              .formatted(name(), problem.get()));
    }
    return accept(new LockEvent.BeneficiaryChanged(by, next, at));
  }

  private Ruling<LockEvent> cancel(@Nullable String reason) {
    if (!by.equals(lock.owner())) {
      return notOwner("cancel");
    }
    if (!lock.config().cancellable()) {
      return refuse(
          "NOT_CANCELLABLE",
          "Cannot cancel %s: it was made to be kept. %s".formatted(name(), whenMore()));
    }
    if (lock.status() == Lock.Status.CANCELLED) {
      return alreadySo();
    }
    BigInteger locked = lock.locked(at);
    if (locked.signum() == 0) {
      return nothingLocked("cancel");
    }
    return Reason.required(
        "cancel " + name(), reason, given -> accept(new LockEvent.Cancelled(locked, given, at)));
  }

  private Ruling<LockEvent> notBeneficiary(String verb) {
    return refuse(
        "NOT_BENEFICIARY",
        "Cannot %s %s: only its beneficiary may, and '%s' is not. Ask as the beneficiary."
            .formatted(verb, name(), by));
  }

  private Ruling<LockEvent> notOwner(String verb) {
    return refuse(
        "NOT_OWNER",
        "Cannot %s %s: only its owner may, and '%s' is not. Ask as the owner."
            .formatted(verb, name(), by));
  }

  private Ruling<LockEvent> nothingLocked(String verb) {
    return refuse(
        "NOTHING_LOCKED",
        "Cannot %s %s: nothing in it is locked any more. What is unlocked is the beneficiary's to claim."
            .formatted(verb, name()));
  }

  private static Ruling<LockEvent> alreadySo() {
    return new Ruling.Accepted<>(List.of());
  }

  private String name() {
    return "the lock '%s'".formatted(lock.config().name());
  }

  private String whenMore() {
    return lock.nextUnlock(at)
        .map("The next unlock is at '%s'."::formatted)
        .orElse("Nothing more will be unlocked.");
  }
}
