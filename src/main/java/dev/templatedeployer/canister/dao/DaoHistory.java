package dev.templatedeployer.canister.dao;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the events of a DAO add up to in its head.
final class DaoHistory {

  private DaoHistory() {}

  /// The head after `event`. Accepts every event that was ever written.
  ///
  /// @param before the head before it, or null if it is the first
  static Dao evolve(@Nullable Dao before, DaoEvent event) {
    if (event instanceof DaoEvent.Created created) {
      return created(created);
    }
    Dao dao =
        requireNonNull(
            before, "A DAO begins with its creation. Its events have lost their beginning.");
    Instant at = event.at();
    Treasury treasury = dao.treasury();
    Counts counts = dao.proposals();
    return switch (event) {
      case DaoEvent.Created created -> created(created);
      case DaoEvent.Staked(_, var stake, var powerBefore, var power, _) ->
          dao.with(dao.stakes().plus(stake.amount(), powerBefore, power), at);
      case DaoEvent.Unstaked(_, var stake, var powerBefore, var power, _) ->
          dao.with(dao.stakes().minus(stake.amount(), powerBefore, power), at);
      case DaoEvent.Funded(_, var amount, _) -> dao.with(treasury.funded(amount), counts, at);
      case DaoEvent.Proposed proposed ->
          dao.with(treasury.holding(proposed.deposit()), counts.proposed(), at);
      case DaoEvent.Voted _ -> dao.with(treasury, counts.voted(), at);
      case DaoEvent.ProposalAccepted accepted ->
          dao.with(
              treasury.released(accepted.returned(), BigInteger.ZERO),
              counts.moved(ProposalStatus.OPEN, ProposalStatus.ACCEPTED),
              at);
      case DaoEvent.ProposalRejected rejected ->
          dao.with(
              treasury.released(rejected.returned(), rejected.kept()),
              counts.moved(ProposalStatus.OPEN, ProposalStatus.REJECTED),
              at);
      case DaoEvent.ProposalCancelled cancelled ->
          dao.with(
              treasury.released(cancelled.returned(), cancelled.kept()),
              counts.moved(cancelled.from(), ProposalStatus.CANCELLED),
              at);
      case DaoEvent.ProposalExecuted(_, var action, _) ->
          done(dao, action, at)
              .with(
                  treasuryAfter(treasury, action),
                  counts.moved(ProposalStatus.ACCEPTED, ProposalStatus.SUCCEEDED),
                  at);
      case DaoEvent.ProposalFailed _ ->
          dao.with(treasury, counts.moved(ProposalStatus.ACCEPTED, ProposalStatus.FAILED), at);
      case DaoEvent.ProposalExpired _ ->
          dao.with(treasury, counts.moved(ProposalStatus.ACCEPTED, ProposalStatus.EXPIRED), at);
      case DaoEvent.Paused(var by, var reason, _) -> dao.with(new Pause(by, reason, at), at);
      case DaoEvent.Unpaused _ -> dao.with((Pause) null, at);
    };
  }

  private static Dao created(DaoEvent.Created created) {
    DaoConfig config = created.config();
    return new Dao(
        new Charter(
            config.name(),
            config.tokenId(),
            created.owner(),
            config.votingPowerModel(),
            config.tiers(),
            config.contacts(),
            config.pauseEnabled(),
            created.at()),
        config.governanceLevel(),
        config.params(),
        initialStakes(created),
        Treasury.EMPTY,
        Counts.NONE,
        null,
        created.at());
  }

  private static Stakes initialStakes(DaoEvent.Created created) {
    Stakes stakes = Stakes.NONE;
    for (InitialMember member : created.config().members()) {
      List<StakeEntry> entries = initialEntries(created, member);
      BigInteger power = created.config().votingPowerModel().power(entries);
      stakes = stakes.plus(member.stake(), BigInteger.ZERO, power);
    }
    return stakes;
  }

  /// What an initial member has staked: one stake in the first tier.
  static List<StakeEntry> initialEntries(DaoEvent.Created created, InitialMember member) {
    LockTier first = created.config().tiers().getFirst();
    return List.of(StakeEntry.of(1, member.stake(), first, created.at()));
  }

  private static Dao done(Dao dao, Action action, Instant at) {
    return switch (action.kind()) {
      case PARAMS ->
          dao.with(
              dao.governanceLevel(), requireNonNull(action.params()).applyTo(dao.params()), at);
      case RAISE_LEVEL -> dao.with(requireNonNull(action.level()), dao.params(), at);
      case MOTION, TRANSFER, MINT, BURN, CALL -> dao;
    };
  }

  private static Treasury treasuryAfter(Treasury treasury, Action action) {
    BigInteger amount = Objects.requireNonNullElse(action.amount(), BigInteger.ZERO);
    return switch (action.kind()) {
      case TRANSFER -> treasury.paying(amount);
      case MINT -> treasury.minting(amount, action.to() == null);
      case BURN -> treasury.burning(amount);
      case MOTION, PARAMS, RAISE_LEVEL, CALL -> treasury;
    };
  }
}
