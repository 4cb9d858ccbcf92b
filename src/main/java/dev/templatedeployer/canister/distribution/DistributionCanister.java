package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of a distribution.
///
/// The owner funds it and activates it; from then on a schedule, the same for all, unlocks what is
/// each participant's own, and each claims for itself. Participants are named by the owner, or are
/// on a list elsewhere and show it by a [MerkleProof], or register in an open distribution. What an
/// owner does is in [OwnerDecisions], what everybody else does in [ParticipantDecisions]; whatever
/// happens, every base unit is accounted for (see [Totals]).
///
/// A distribution is a head and a row for each participant, so that a claim writes two small values
/// however many participants there are.
public final class DistributionCanister
    implements CanisterRules<
        DistributionConfig, Distribution, DistributionOperation, DistributionEvent> {

  static final String KIND = "distribution";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<DistributionConfig> configType() {
    return DistributionConfig.class;
  }

  @Override
  public Class<Distribution> headType() {
    return Distribution.class;
  }

  @Override
  public Map<String, Class<?>> rowTypes() {
    return Map.of(ParticipantHistory.TABLE, Participant.class);
  }

  @Override
  public Map<String, Class<? extends DistributionOperation>> operations() {
    return Map.of(
        "fund", DistributionOperation.Fund.class,
        "activate", DistributionOperation.Activate.class,
        "register", DistributionOperation.Register.class,
        "claim", DistributionOperation.Claim.class,
        "early-unlock", DistributionOperation.EarlyUnlock.class,
        "add-recipients", DistributionOperation.AddRecipients.class,
        "pause", DistributionOperation.Pause.class,
        "resume", DistributionOperation.Resume.class,
        "cancel", DistributionOperation.Cancel.class,
        "complete", DistributionOperation.Complete.class);
  }

  @Override
  public Map<String, Class<? extends DistributionEvent>> events() {
    return Map.ofEntries(
        Map.entry("Created", DistributionEvent.Created.class),
        Map.entry("Funded", DistributionEvent.Funded.class),
        Map.entry("Activated", DistributionEvent.Activated.class),
        Map.entry("Registered", DistributionEvent.Registered.class),
        Map.entry("Claimed", DistributionEvent.Claimed.class),
        Map.entry("UnlockedEarly", DistributionEvent.UnlockedEarly.class),
        Map.entry("RecipientsAdded", DistributionEvent.RecipientsAdded.class),
        Map.entry("Paused", DistributionEvent.Paused.class),
        Map.entry("Resumed", DistributionEvent.Resumed.class),
        Map.entry("Cancelled", DistributionEvent.Cancelled.class),
        Map.entry("Completed", DistributionEvent.Completed.class));
  }

  @Override
  public DistributionEvent create(DistributionConfig config, Principal owner, Instant at) {
    return new DistributionEvent.Created(config, owner, at);
  }

  @Override
  public Ruling<DistributionEvent> decide(
      Canister<Distribution> canister, DistributionOperation operation, Principal by, Instant at) {
    return switch (operation) {
      case DistributionOperation.ByOwner asked -> OwnerDecisions.decide(canister, asked, by, at);
      case DistributionOperation.ByParticipant asked ->
          ParticipantDecisions.decide(canister, asked, by, at);
    };
  }

  @Override
  public Distribution evolve(@Nullable Distribution head, DistributionEvent event) {
    return DistributionHistory.evolve(head, event);
  }

  @Override
  public Map<RowKey, Object> evolveRows(Canister<Distribution> canister, DistributionEvent event) {
    return ParticipantHistory.evolve(canister, event);
  }

  @Override
  public String status(Distribution head) {
    return head.status().name();
  }

  @Override
  public Map<String, View<Distribution>> views() {
    return DistributionViews.all();
  }
}
