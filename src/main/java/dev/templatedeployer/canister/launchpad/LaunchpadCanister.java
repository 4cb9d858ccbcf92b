package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Category;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Project;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of a launchpad.
///
/// A part of a token's supply is offered for a while, and participants contribute another token for
/// it. If the soft cap is reached, each may claim what its contribution bought, as the schedule of
/// the category that is for sale unlocks it; the owner gets what was raised without the fees, and
/// keeps what was not sold. If it is missed, or the owner cancels before, each is refunded. The way
/// through is drawn at [Launchpad], what an operation causes is in [LaunchpadDecisions]. Whatever
/// happens, every base unit is accounted for: `raised <= hardCap`, allocations and dust make
/// exactly what was sold, and refunds make exactly what was raised.
///
/// A launchpad is a small head, and rows: one for each participant and each principal on a list,
/// one for each category, and one for the texts of the project. So what an operation writes does
/// not grow with the number of participants.
public final class LaunchpadCanister
    implements CanisterRules<LaunchpadConfig, Launchpad, LaunchpadOperation, LaunchpadEvent> {

  static final String KIND = "launchpad";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<LaunchpadConfig> configType() {
    return LaunchpadConfig.class;
  }

  @Override
  public Class<Launchpad> headType() {
    return Launchpad.class;
  }

  @Override
  public Map<String, Class<?>> rowTypes() {
    return Map.of(
        Participant.TABLE, Participant.class,
        Listed.WHITELIST, Listed.class,
        Listed.BLACKLIST, Listed.class,
        Category.TABLE, Category.class,
        Project.TABLE, Project.class);
  }

  @Override
  public Map<String, Class<? extends LaunchpadOperation>> operations() {
    return Map.of(
        "contribute", LaunchpadOperation.Contribute.class,
        "whitelist", LaunchpadOperation.Whitelist.class,
        "advance", LaunchpadOperation.Advance.class,
        "finalise", LaunchpadOperation.Finalise.class,
        "claim", LaunchpadOperation.Claim.class,
        "refund", LaunchpadOperation.Refund.class,
        "cancel", LaunchpadOperation.Cancel.class,
        "pause", LaunchpadOperation.Pause.class,
        "unpause", LaunchpadOperation.Unpause.class);
  }

  @Override
  public Map<String, Class<? extends LaunchpadEvent>> events() {
    return Map.ofEntries(
        Map.entry("Created", LaunchpadEvent.Created.class),
        Map.entry("Contributed", LaunchpadEvent.Contributed.class),
        Map.entry("Whitelisted", LaunchpadEvent.Whitelisted.class),
        Map.entry("Advanced", LaunchpadEvent.Advanced.class),
        Map.entry("Succeeded", LaunchpadEvent.Succeeded.class),
        Map.entry("Failed", LaunchpadEvent.Failed.class),
        Map.entry("Claimed", LaunchpadEvent.Claimed.class),
        Map.entry("Completed", LaunchpadEvent.Completed.class),
        Map.entry("Refunded", LaunchpadEvent.Refunded.class),
        Map.entry("Finalised", LaunchpadEvent.Finalised.class),
        Map.entry("Cancelled", LaunchpadEvent.Cancelled.class),
        Map.entry("Paused", LaunchpadEvent.Paused.class),
        Map.entry("Unpaused", LaunchpadEvent.Unpaused.class));
  }

  @Override
  public LaunchpadEvent create(LaunchpadConfig config, Principal owner, Instant at) {
    return new LaunchpadEvent.Created(config, owner, at);
  }

  @Override
  public Ruling<LaunchpadEvent> decide(
      Canister<Launchpad> canister, LaunchpadOperation operation, Principal by, Instant at) {
    return LaunchpadDecisions.decide(canister, operation, by, at);
  }

  @Override
  public Launchpad evolve(@Nullable Launchpad head, LaunchpadEvent event) {
    return LaunchpadHistory.evolve(head, event);
  }

  @Override
  public Map<RowKey, Object> evolveRows(Canister<Launchpad> canister, LaunchpadEvent event) {
    return LaunchpadHistory.evolveRows(canister, event);
  }

  @Override
  public String status(Launchpad head) {
    return head.status(head.updatedAt()).name();
  }

  @Override
  public Map<String, View<Launchpad>> views() {
    return LaunchpadViews.all();
  }
}
