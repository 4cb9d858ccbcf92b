package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of a DAO.
///
/// Whoever stakes is a member and has voting power ([VotingPowerModel]). Members with enough of it
/// propose actions ([ActionKind]), and all members vote ([Voting]). An accepted action waits out a
/// timelock, and then anybody may have it executed ([Settling]).
///
/// Everything a vote is decided by is fixed when the proposal is made: how much power there is, how
/// much of it each member has ([Member]), and what quorum and approval it takes ([Snapshot]).
///
/// The head has what all operations read. Each member, proposal and vote is a row, so that a vote
/// writes the same however many members there are. Tokens move elsewhere: the events say how much
/// was staked, taken back, deposited, returned, paid, minted and burned.
public final class DaoCanister implements CanisterRules<DaoConfig, Dao, DaoOperation, DaoEvent> {

  static final String KIND = "dao";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<DaoConfig> configType() {
    return DaoConfig.class;
  }

  @Override
  public Class<Dao> headType() {
    return Dao.class;
  }

  @Override
  public Map<String, Class<?>> rowTypes() {
    return Tables.TYPES;
  }

  @Override
  public Map<String, Class<? extends DaoOperation>> operations() {
    return Map.of(
        "stake", DaoOperation.Stake.class,
        "unstake", DaoOperation.Unstake.class,
        "fund", DaoOperation.Fund.class,
        "propose", DaoOperation.Propose.class,
        "vote", DaoOperation.CastVote.class,
        "finalise", DaoOperation.Finalise.class,
        "execute", DaoOperation.Execute.class,
        "cancel", DaoOperation.Cancel.class,
        "pause", DaoOperation.PauseAll.class,
        "unpause", DaoOperation.Unpause.class);
  }

  @Override
  public Map<String, Class<? extends DaoEvent>> events() {
    return Map.ofEntries(
        Map.entry("Created", DaoEvent.Created.class),
        Map.entry("Staked", DaoEvent.Staked.class),
        Map.entry("Unstaked", DaoEvent.Unstaked.class),
        Map.entry("Funded", DaoEvent.Funded.class),
        Map.entry("Proposed", DaoEvent.Proposed.class),
        Map.entry("Voted", DaoEvent.Voted.class),
        Map.entry("ProposalAccepted", DaoEvent.ProposalAccepted.class),
        Map.entry("ProposalRejected", DaoEvent.ProposalRejected.class),
        Map.entry("ProposalExecuted", DaoEvent.ProposalExecuted.class),
        Map.entry("ProposalFailed", DaoEvent.ProposalFailed.class),
        Map.entry("ProposalExpired", DaoEvent.ProposalExpired.class),
        Map.entry("ProposalCancelled", DaoEvent.ProposalCancelled.class),
        Map.entry("Paused", DaoEvent.Paused.class),
        Map.entry("Unpaused", DaoEvent.Unpaused.class));
  }

  @Override
  public DaoEvent create(DaoConfig config, Principal owner, Instant at) {
    return new DaoEvent.Created(config.complete(), owner, at);
  }

  @Override
  public Ruling<DaoEvent> decide(
      Canister<Dao> canister, DaoOperation operation, Principal by, Instant at) {
    return DaoDecisions.decide(canister, operation, by, at);
  }

  @Override
  public Dao evolve(@Nullable Dao head, DaoEvent event) {
    return DaoHistory.evolve(head, event);
  }

  @Override
  public Map<RowKey, Object> evolveRows(Canister<Dao> canister, DaoEvent event) {
    return RowHistory.evolve(canister, event);
  }

  @Override
  public String status(Dao head) {
    return DaoSummary.Status.of(head).name();
  }

  @Override
  public Map<String, View<Dao>> views() {
    return DaoViews.all();
  }
}
