package dev.templatedeployer.canister.lock;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of a token lock.
///
/// An amount is locked for a beneficiary, a schedule unlocks it, and the beneficiary claims what is
/// unlocked. Three things may take the schedule's place, each only if the config allows it: the
/// beneficiary unlocks everything early and pays a penalty, the owner releases everything to the
/// beneficiary, or the owner cancels and takes back what is still locked. What happens then is in
/// [LockDecisions]; whatever happens, every base unit is accounted for (see [Lock]).
///
/// A lock is a head without rows.
public final class LockCanister
    implements CanisterRules<LockConfig, Lock, LockOperation, LockEvent> {

  static final String KIND = "lock";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<LockConfig> configType() {
    return LockConfig.class;
  }

  @Override
  public Class<Lock> headType() {
    return Lock.class;
  }

  @Override
  public Map<String, Class<? extends LockOperation>> operations() {
    return Map.of(
        "claim", LockOperation.Claim.class,
        "early-unlock", LockOperation.EarlyUnlock.class,
        "emergency-release", LockOperation.EmergencyRelease.class,
        "transfer-beneficiary", LockOperation.TransferBeneficiary.class,
        "cancel", LockOperation.Cancel.class);
  }

  @Override
  public Map<String, Class<? extends LockEvent>> events() {
    return Map.of(
        "Created", LockEvent.Created.class,
        "Claimed", LockEvent.Claimed.class,
        "UnlockedEarly", LockEvent.UnlockedEarly.class,
        "Released", LockEvent.Released.class,
        "BeneficiaryChanged", LockEvent.BeneficiaryChanged.class,
        "Cancelled", LockEvent.Cancelled.class);
  }

  @Override
  public LockEvent create(LockConfig config, Principal owner, Instant at) {
    return new LockEvent.Created(config, owner, config.startIfAccepted(at), at);
  }

  @Override
  public Ruling<LockEvent> decide(
      Canister<Lock> canister, LockOperation operation, Principal by, Instant at) {
    return LockDecisions.decide(canister.head(), operation, by, at);
  }

  @Override
  public Lock evolve(@Nullable Lock head, LockEvent event) {
    return LockHistory.evolve(head, event);
  }

  @Override
  public String status(Lock head) {
    return head.status().name();
  }

  @Override
  public Map<String, View<Lock>> views() {
    return LockViews.all();
  }
}
