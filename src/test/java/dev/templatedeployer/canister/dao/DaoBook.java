package dev.templatedeployer.canister.dao;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps its own books of a DAO, from its events alone, in the plainest way there is: it remembers
/// everything for ever, so it needs no checkpoint and no count. What a DAO says of itself is held
/// against it.
///
/// Each event must be one that may happen: [#happens] fails otherwise.
final class DaoBook {

  private static final BigInteger ALL = BigInteger.valueOf(10_000);

  final Map<Principal, List<StakeEntry>> stakes = new HashMap<>();
  final Map<Integer, ProposalStatus> statuses = new HashMap<>();
  final Map<Integer, BigInteger> deposits = new HashMap<>();
  BigInteger in = BigInteger.ZERO;
  BigInteger out = BigInteger.ZERO;
  BigInteger treasury = BigInteger.ZERO;
  int votes;

  private final VotingPowerModel model;
  private final Map<Integer, DaoEvent.Proposed> proposals = new HashMap<>();
  private final Map<Integer, Map<Principal, BigInteger>> powersThen = new HashMap<>();
  private final Map<Integer, Map<Principal, DaoEvent.Voted>> ballots = new HashMap<>();
  private final Map<Principal, List<Instant>> proposedAt = new HashMap<>();
  private final Map<Principal, List<Instant>> votedAt = new HashMap<>();
  private final Map<Integer, Instant> readyAt = new HashMap<>();
  private final Set<String> stakesEverMade = new HashSet<>();
  private boolean isPaused;
  private GovernanceLevel level;
  private Instant last;

  DaoBook(DaoEvent.Created created) {
    this.model = created.config().votingPowerModel();
    this.level = created.config().governanceLevel();
    this.last = created.at();
    for (InitialMember member : created.config().members()) {
      staked(
          member.principal(),
          StakeEntry.of(1, member.stake(), created.config().tiers().getFirst(), created.at()));
    }
  }

  BigInteger power(Principal member) {
    return model.power(stakes.getOrDefault(member, List.of()));
  }

  BigInteger totalPower() {
    return sum(stakes.keySet().stream().map(this::power).toList());
  }

  BigInteger depositsHeld() {
    return sum(deposits.values().stream().toList());
  }

  Map<Principal, DaoEvent.Voted> ballots(int proposal) {
    return ballots.getOrDefault(proposal, Map.of());
  }

  void happens(DaoEvent event) {
    assertThat(event.at()).isAfterOrEqualTo(last);
    last = event.at();
    if (isPaused) {
      assertThat(event)
          .isInstanceOfAny(
              DaoEvent.Unstaked.class,
              DaoEvent.Funded.class,
              DaoEvent.ProposalCancelled.class,
              DaoEvent.Unpaused.class);
    }
    switch (event) {
      case DaoEvent.Created _ -> throw new AssertionError("It was made twice.");
      case DaoEvent.Staked staked -> {
        assertThat(staked.powerBefore()).isEqualTo(power(staked.member()));
        staked(staked.member(), staked.stake());
        assertThat(staked.power()).isEqualTo(power(staked.member()));
      }
      case DaoEvent.Unstaked unstaked -> unstaked(unstaked);
      case DaoEvent.Funded funded -> treasury = treasury.add(funded.amount());
      case DaoEvent.Proposed proposed -> proposed(proposed);
      case DaoEvent.Voted voted -> voted(voted);
      case DaoEvent.ProposalAccepted accepted -> {
        assertThat(yes(accepted.proposal()).multiply(ALL))
            .isGreaterThanOrEqualTo(
                decisive(accepted.proposal())
                    .multiply(BigInteger.valueOf(terms(accepted.proposal()).approvalBps())));
        assertThat(hasQuorum(accepted.proposal())).isTrue();
        released(accepted.proposal(), accepted.returned(), BigInteger.ZERO);
        ended(accepted.proposal(), accepted.at());
        moved(accepted.proposal(), ProposalStatus.OPEN, ProposalStatus.ACCEPTED);
        readyAt.put(accepted.proposal(), accepted.readyAt());
        assertThat(accepted.readyAt())
            .isEqualTo(accepted.at().plus(terms(accepted.proposal()).timelock()));
      }
      case DaoEvent.ProposalRejected rejected -> {
        assertThat(rejected.cause() == DaoEvent.Rejection.QUORUM_NOT_REACHED)
            .isEqualTo(!hasQuorum(rejected.proposal()));
        released(rejected.proposal(), rejected.returned(), rejected.kept());
        ended(rejected.proposal(), rejected.at());
        moved(rejected.proposal(), ProposalStatus.OPEN, ProposalStatus.REJECTED);
      }
      case DaoEvent.ProposalExecuted executed -> executed(executed);
      case DaoEvent.ProposalFailed failed ->
          moved(failed.proposal(), ProposalStatus.ACCEPTED, ProposalStatus.FAILED);
      case DaoEvent.ProposalExpired expired -> {
        assertThat(expired.at())
            .isAfterOrEqualTo(of(readyAt, expired.proposal()).plus(Duration.ofDays(30)));
        moved(expired.proposal(), ProposalStatus.ACCEPTED, ProposalStatus.EXPIRED);
      }
      case DaoEvent.ProposalCancelled cancelled -> {
        released(cancelled.proposal(), cancelled.returned(), cancelled.kept());
        moved(cancelled.proposal(), cancelled.from(), ProposalStatus.CANCELLED);
      }
      case DaoEvent.Paused _ -> isPaused = true;
      case DaoEvent.Unpaused _ -> isPaused = false;
    }
  }

  private void staked(Principal member, StakeEntry stake) {
    assertThat(stakesEverMade.add(member + " " + stake.entry())).isTrue();
    stakes.computeIfAbsent(member, _ -> new ArrayList<>()).add(stake);
    in = in.add(stake.amount());
  }

  private void unstaked(DaoEvent.Unstaked unstaked) {
    assertThat(unstaked.powerBefore()).isEqualTo(power(unstaked.member()));
    assertThat(unstaked.at()).isAfterOrEqualTo(unstaked.stake().unlocksAt());
    assertThat(stakes.getOrDefault(unstaked.member(), List.of()).remove(unstaked.stake())).isTrue();
    out = out.add(unstaked.stake().amount());
    assertThat(unstaked.power()).isEqualTo(power(unstaked.member()));
  }

  private void proposed(DaoEvent.Proposed proposed) {
    assertThat(proposed.proposal()).isEqualTo(proposals.size() + 1);
    assertThat(proposed.action().kind().least()).isLessThanOrEqualTo(level);
    proposals.put(proposed.proposal(), proposed);
    statuses.put(proposed.proposal(), ProposalStatus.OPEN);
    deposits.put(proposed.proposal(), proposed.deposit());
    var powers = new HashMap<Principal, BigInteger>();
    stakes.keySet().forEach(member -> powers.put(member, power(member)));
    powersThen.put(proposed.proposal(), powers);
    assertThat(proposed.terms().totalPower()).isEqualTo(totalPower());
    atMost(proposedAt, proposed.proposer(), proposed.at(), 3, Duration.ofHours(1));
    atMost(proposedAt, proposed.proposer(), proposed.at(), 10, Duration.ofDays(1));
    proposedAt.computeIfAbsent(proposed.proposer(), _ -> new ArrayList<>()).add(proposed.at());
  }

  private void voted(DaoEvent.Voted voted) {
    assertThat(statuses.get(voted.proposal())).isEqualTo(ProposalStatus.OPEN);
    assertThat(voted.at()).isBefore(of(proposals, voted.proposal()).votingEndsAt());
    BigInteger then = of(powersThen, voted.proposal()).getOrDefault(voted.by(), BigInteger.ZERO);
    assertThat(voted.power()).isEqualTo(then.min(terms(voted.proposal()).mostPower())).isPositive();
    assertThat(
            ballots.computeIfAbsent(voted.proposal(), _ -> new HashMap<>()).put(voted.by(), voted))
        .as("an earlier vote")
        .isNull();
    votes++;
    atMost(votedAt, voted.by(), voted.at(), 50, Duration.ofHours(1));
    votedAt.computeIfAbsent(voted.by(), _ -> new ArrayList<>()).add(voted.at());
  }

  private void executed(DaoEvent.ProposalExecuted executed) {
    assertThat(executed.action()).isEqualTo(of(proposals, executed.proposal()).action());
    assertThat(executed.at())
        .isAfterOrEqualTo(of(readyAt, executed.proposal()))
        .isBefore(of(readyAt, executed.proposal()).plus(Duration.ofDays(30)));
    moved(executed.proposal(), ProposalStatus.ACCEPTED, ProposalStatus.SUCCEEDED);
    Action action = executed.action();
    switch (action.kind()) {
      case TRANSFER, BURN -> treasury = treasury.subtract(known(action.amount()));
      case MINT -> treasury = action.to() == null ? treasury.add(known(action.amount())) : treasury;
      case RAISE_LEVEL -> {
        assertThat(action.level()).isGreaterThan(level);
        level = known(action.level());
      }
      case MOTION, PARAMS, CALL -> {}
    }
    assertThat(treasury).isNotNegative();
  }

  /// A proposal never leaves a final state, since none of the events starts from one.
  private void moved(int proposal, ProposalStatus from, ProposalStatus to) {
    assertThat(from.isFinal()).isFalse();
    assertThat(statuses.put(proposal, to)).isEqualTo(from);
  }

  private void ended(int proposal, Instant at) {
    assertThat(at).isAfterOrEqualTo(of(proposals, proposal).votingEndsAt());
  }

  private void released(int proposal, BigInteger returned, BigInteger kept) {
    assertThat(returned.add(kept)).isEqualTo(deposits.put(proposal, BigInteger.ZERO));
    treasury = treasury.add(kept);
  }

  private Snapshot terms(int proposal) {
    return of(proposals, proposal).terms();
  }

  private boolean hasQuorum(int proposal) {
    return decisive(proposal)
            .multiply(ALL)
            .compareTo(
                terms(proposal)
                    .totalPower()
                    .multiply(BigInteger.valueOf(terms(proposal).quorumBps())))
        >= 0;
  }

  private BigInteger yes(int proposal) {
    return saying(proposal, Choice.YES);
  }

  private BigInteger decisive(int proposal) {
    return yes(proposal).add(saying(proposal, Choice.NO));
  }

  BigInteger saying(int proposal, Choice choice) {
    return sum(
        ballots(proposal).values().stream()
            .filter(vote -> vote.choice() == choice)
            .map(DaoEvent.Voted::power)
            .toList());
  }

  private static void atMost(
      Map<Principal, List<Instant>> times, Principal who, Instant at, int most, Duration window) {
    assertThat(times.getOrDefault(who, List.of()))
        .filteredOn(time -> time.isAfter(at.minus(window)))
        .hasSizeLessThan(most);
  }

  private static BigInteger sum(List<BigInteger> amounts) {
    return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static <T> T of(Map<Integer, T> things, int proposal) {
    return known(things.get(proposal));
  }

  private static <T> T known(@Nullable T thing) {
    if (thing == null) {
      throw new AssertionError("The books know nothing of it.");
    }
    return thing;
  }
}
