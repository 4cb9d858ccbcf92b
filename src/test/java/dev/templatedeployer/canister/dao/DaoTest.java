package dev.templatedeployer.canister.dao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.CanisterScenario;
import dev.templatedeployer.canister.dao.DaoEvent.Funded;
import dev.templatedeployer.canister.dao.DaoEvent.Paused;
import dev.templatedeployer.canister.dao.DaoEvent.ProposalAccepted;
import dev.templatedeployer.canister.dao.DaoEvent.ProposalCancelled;
import dev.templatedeployer.canister.dao.DaoEvent.ProposalExecuted;
import dev.templatedeployer.canister.dao.DaoEvent.ProposalExpired;
import dev.templatedeployer.canister.dao.DaoEvent.ProposalFailed;
import dev.templatedeployer.canister.dao.DaoEvent.ProposalRejected;
import dev.templatedeployer.canister.dao.DaoEvent.Proposed;
import dev.templatedeployer.canister.dao.DaoEvent.Rejection;
import dev.templatedeployer.canister.dao.DaoEvent.Staked;
import dev.templatedeployer.canister.dao.DaoEvent.Unpaused;
import dev.templatedeployer.canister.dao.DaoEvent.Unstaked;
import dev.templatedeployer.canister.dao.DaoEvent.Voted;
import dev.templatedeployer.canister.dao.DaoOperation.Cancel;
import dev.templatedeployer.canister.dao.DaoOperation.CastVote;
import dev.templatedeployer.canister.dao.DaoOperation.Execute;
import dev.templatedeployer.canister.dao.DaoOperation.Finalise;
import dev.templatedeployer.canister.dao.DaoOperation.Fund;
import dev.templatedeployer.canister.dao.DaoOperation.PauseAll;
import dev.templatedeployer.canister.dao.DaoOperation.Propose;
import dev.templatedeployer.canister.dao.DaoOperation.Stake;
import dev.templatedeployer.canister.dao.DaoOperation.Unpause;
import dev.templatedeployer.canister.dao.DaoOperation.Unstake;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DaoTest {
  static final Principal TOKEN = new Principal("ryjl3-tyaaa-aaaaa-aaaba-cai");
  static final Principal OWNER = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");
  static final Principal ADA = new Principal("ada");
  static final Principal BEN = new Principal("ben");
  static final Principal EVE = new Principal("eve");
  static final Principal ZOE = new Principal("zoe");
  static final Principal CONTACT = new Principal("contact");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final BigInteger DEPOSIT = units(100_000_000);
  static final Action.Call CALL = new Action.Call(TOKEN, "set_fee", "10");

  /// 10000 votes: 4000 of Ada, 3500 of Ben and 2500 of Eve, all in the tier of 7 days that weighs
  /// 1.
  static final DaoConfig CONFIG =
      config(GovernanceLevel.FULLY_MANAGED, VotingPowerModel.PROPORTIONAL, true);

  static final CanisterScenario<DaoConfig, Dao, DaoOperation, DaoEvent> DAO =
      CanisterScenario.of(new DaoCanister(), OWNER, NOON);

  @Nested
  class ANewDao {
    @Test
    void hasItsInitialMembersAndTheirPower() {
      var story = DAO.given(CONFIG);

      assertThat(story.head().stakes())
          .isEqualTo(new Stakes(3, units(10_000), units(10_000), units(0), units(10_000)));
      story
          .thenRow(Tables.member(ADA), member(4_000, 1, NOON))
          .thenNoRow(Tables.member(ZOE))
          .thenRow(Tables.about(), new About("Decides how the harbour is built."));
    }

    @Test
    void remembersWhatWasLeftOutAsItWasWhenItWasMade() {
      var sparse =
          new DaoConfig(
              "Harbour",
              "Builds.",
              TOKEN,
              GovernanceLevel.MOTION_ONLY,
              VotingPowerModel.EQUAL,
              units(1),
              units(1),
              DEPOSIT,
              null,
              null,
              null,
              null,
              null,
              null,
              false,
              null);

      var created = (DaoEvent.Created) new DaoCanister().create(sparse, OWNER, NOON);

      assertThat(created.config().quorumBps()).isEqualTo(2_000);
      assertThat(created.config().approvalBps()).isEqualTo(5_000);
      assertThat(created.config().timelock()).isEqualTo(Duration.ofDays(2));
      assertThat(created.config().votingPeriod())
          .isEqualTo(new VotingPeriod(Duration.ofDays(1), Duration.ofDays(7)));
      assertThat(created.config().lockTiers())
          .containsExactly(
              new LockTier(7, 11_000), new LockTier(90, 15_000), new LockTier(365, 20_000));
      assertThat(created.config().emergencyContacts()).isEmpty();
      assertThat(created.config().initialMembers()).isEmpty();
    }
  }

  @Nested
  class Staking {
    @Test
    void givesPowerByTheTierThatIsChosen() {
      var stake = new StakeEntry(1, units(1_000), 15_000, day(1), day(91));

      var story =
          DAO.given(CONFIG)
              .at(day(1))
              .when(new Stake(units(1_000), 2))
              .by(ZOE)
              .then(new Staked(ZOE, stake, units(0), units(1_500), day(1)));

      assertThat(story.head().stakes())
          .isEqualTo(new Stakes(4, units(11_000), units(11_000), units(0), units(11_500)));
    }

    @Test
    void addsToTheStakesOfAMember() {
      var story =
          DAO.given(CONFIG)
              .at(day(1))
              .when(new Stake(units(100), 2))
              .by(ADA)
              .then(staked(ADA, 2, 100, 15_000, 4_000, 4_150, day(1)));

      assertThat(story.head().stakes().members()).isEqualTo(3);
      assertThat(story.head().stakes().power()).isEqualTo(units(10_150));
    }

    @Test
    void weighsByTheModelOfTheDao() {
      assertThat(VotingPowerModel.EQUAL.power(List.of())).isZero();
      assertThat(VotingPowerModel.EQUAL.power(stakes(1, 99))).isOne();
      assertThat(VotingPowerModel.PROPORTIONAL.power(stakes(7, 3))).isEqualTo(units(15));
      assertThat(VotingPowerModel.PROPORTIONAL.power(stakes(1))).isEqualTo(units(1));
      assertThat(VotingPowerModel.QUADRATIC.power(stakes(10, 6))).isEqualTo(units(4));
      assertThat(VotingPowerModel.QUADRATIC.power(stakes(10, 7))).isEqualTo(units(5));
      assertThat(VotingPowerModel.QUADRATIC.power(List.of())).isZero();
    }

    @Test
    void takesAClockThatRunsBackAsOneThatStandsStill() {
      DAO.given(CONFIG)
          .and(new Funded(ADA, units(1), day(5)))
          .at(day(1))
          .when(new Stake(units(1_000), 1))
          .by(ZOE)
          .then(staked(ZOE, 1, 1_000, 10_000, 0, 1_000, day(5)));
    }

    @Test
    void isRefusedWhereItMakesNoSense() {
      var story = DAO.given(CONFIG);

      story.at(day(1)).when(new Stake(null, 1)).by(ZOE).thenRefused("AMOUNT_NOT_POSITIVE");
      story
          .at(day(1))
          .when(new Stake(units(-5), 1))
          .by(ZOE)
          .thenRefused("AMOUNT_NOT_POSITIVE", "Cannot stake '-5' in the DAO 'Harbour'");
      story
          .at(day(1))
          .when(new Stake(units(99), 1))
          .by(ZOE)
          .thenRefused("BELOW_MINIMUM_STAKE", "'99'", "the least is '100'");
      for (Integer tier : new Integer[] {0, 3, -1}) {
        story
            .at(day(1))
            .when(new Stake(units(100), tier))
            .by(ZOE)
            .thenRefused("NO_SUCH_TIER", "'%d'".formatted(tier), "1 (7 days), 2 (90 days)");
      }
      story.at(day(1)).when(new Stake(units(100), null)).by(ZOE).thenRefused("NO_SUCH_TIER");
      story
          .at(day(1))
          .when(new Stake(new BigInteger("99999999999990001"), 1))
          .by(ZOE)
          .thenRefused("TOO_MUCH_STAKED", "Stake at most '99999999999990000'.");
      story
          .at(day(1))
          .when(new Stake(units(100), 1))
          .by(Principal.ANONYMOUS)
          .thenRefused("BAD_PRINCIPAL", "is the anonymous principal");
    }

    @Test
    void isRefusedToWhoeverHasFiftyStakes() {
      var story = DAO.given(CONFIG);
      IntStream.rangeClosed(2, 50)
          .forEach(i -> story.and(staked(ADA, i, 100, 10_000, 0, 100, day(1))));

      story
          .at(day(1))
          .when(new Stake(units(100), 1))
          .by(ADA)
          .thenRefused("TOO_MANY_STAKES", "'50' stakes", "Take back one that is unlocked first.");
    }

    @Test
    void isRefusedToWhoeverChangesItsPowerTooOftenBetweenProposals() {
      var story = DAO.given(CONFIG);
      for (int i = 1; i < Member.MANY_CHECKPOINTS; i++) {
        story
            .and(proposed(i, BEN, Action.motion(), day(1)))
            .and(staked(ADA, 2, 100, 10_000, 4_000, 4_100, day(1)))
            .and(unstaked(ADA, 2, 100, 4_100, 4_000, day(1)));
      }

      story
          .at(day(20))
          .when(new Stake(units(100), 1))
          .by(ADA)
          .thenRefused("TOO_MANY_CHANGES", "'200' times");
      story
          .at(day(31))
          .when(new Stake(units(100), 1))
          .by(ADA)
          .then(staked(ADA, 3, 100, 10_000, 4_000, 4_100, day(31)));
    }
  }

  @Nested
  class TakingAStakeBack {
    @Test
    void isPossibleWhenItsLockHasEnded() {
      var story =
          DAO.given(CONFIG)
              .at(day(7))
              .when(new Unstake(1))
              .by(ADA)
              .then(unstaked(ADA, 1, 4_000, 4_000, 0, day(7)));

      assertThat(story.head().stakes())
          .isEqualTo(new Stakes(2, units(6_000), units(10_000), units(4_000), units(6_000)));
    }

    @Test
    void isRefusedBefore() {
      DAO.given(CONFIG)
          .at(day(7).minusNanos(1))
          .when(new Unstake(1))
          .by(ADA)
          .thenRefused("STAKE_LOCKED", "it is locked until '2026-03-08T12:00:00Z'");
    }

    @Test
    void isPossibleOnce() {
      DAO.given(CONFIG)
          .and(unstaked(ADA, 1, 4_000, 4_000, 0, day(7)))
          .at(day(8))
          .when(new Unstake(1))
          .by(ADA)
          .thenRefused("NO_SUCH_STAKE", "It has: none.");
    }

    @Test
    void isRefusedForAStakeThatThereIsNot() {
      DAO.given(CONFIG).at(day(8)).when(new Unstake(null)).by(ADA).thenRefused("NO_SUCH_STAKE");
      DAO.given(CONFIG).at(day(8)).when(new Unstake(2)).by(ADA).thenRefused("NO_SUCH_STAKE", "1.");
      DAO.given(CONFIG).at(day(8)).when(new Unstake(1)).by(ZOE).thenRefused("NO_SUCH_STAKE");
    }

    @Test
    void givesANewStakeANumberOfItsOwn() {
      DAO.given(CONFIG)
          .and(unstaked(ADA, 1, 4_000, 4_000, 0, day(7)))
          .at(day(8))
          .when(new Stake(units(100), 1))
          .by(ADA)
          .then(staked(ADA, 2, 100, 10_000, 0, 100, day(8)));
    }
  }

  @Nested
  class TheTreasury {
    @Test
    void takesWhatAnybodyGives() {
      var story =
          DAO.given(CONFIG)
              .at(day(1))
              .when(new Fund(units(7)))
              .by(ZOE)
              .then(new Funded(ZOE, units(7), day(1)));

      assertThat(story.head().treasury().balance()).isEqualTo(units(7));
    }

    @Test
    void takesNothingThatIsNoAmount() {
      DAO.given(CONFIG).at(day(1)).when(new Fund(null)).by(ZOE).thenRefused("AMOUNT_NOT_POSITIVE");
      DAO.given(CONFIG)
          .at(day(1))
          .when(new Fund(units(0)))
          .by(ZOE)
          .thenRefused("AMOUNT_NOT_POSITIVE");
      DAO.given(CONFIG)
          .at(day(1))
          .when(new Fund(new BigInteger("100000000000000001")))
          .by(ZOE)
          .thenRefused("AMOUNT_TOO_LARGE", "'100000000000000000'");
    }
  }

  @Nested
  class Proposing {
    @Test
    void fixesTheTermsOfTheVote() {
      var story =
          DAO.given(CONFIG)
              .at(day(1))
              .when(propose(Action.motion()))
              .by(ADA)
              .then(
                  new Proposed(
                      1,
                      ADA,
                      "Do it",
                      null,
                      Action.motion(),
                      new Snapshot(units(10_000), units(4_000), 2_000, 5_000, Duration.ofDays(2)),
                      DEPOSIT,
                      day(8),
                      day(1)));

      assertThat(story.head().treasury().deposits()).isEqualTo(DEPOSIT);
      assertThat(story.head().proposals().open()).isOne();
    }

    @Test
    void takesMoreAgreementWhereTokensAreMovedOrMade() {
      for (Action action :
          List.of(
              Action.transfer(ZOE, units(1)), Action.mint(null, units(1)), Action.burn(units(1)))) {
        assertThat(Snapshot.of(action.kind(), units(10_000), CONFIG.params()))
            .extracting(Snapshot::quorumBps, Snapshot::approvalBps)
            .containsExactly(4_000, 7_500);
      }
    }

    @Test
    void letsTheProposerChooseHowLongMembersCanVote() {
      var period = Duration.ofDays(3);

      DAO.given(CONFIG)
          .at(day(1))
          .when(new Propose("Do it", "Because.", Action.call(CALL), period))
          .by(ADA)
          .then(
              new Proposed(
                  1,
                  ADA,
                  "Do it",
                  "Because.",
                  Action.call(CALL),
                  new Snapshot(units(10_000), units(4_000), 2_000, 5_000, Duration.ofDays(2)),
                  DEPOSIT,
                  day(4),
                  day(1)))
          .thenRow(Tables.paper(1), new Paper("Because.", Action.call(CALL)));
    }

    @Test
    void takesEnoughPower() {
      DAO.given(CONFIG)
          .at(day(1))
          .when(propose(Action.motion()))
          .by(ZOE)
          .thenRefused("BELOW_THRESHOLD", "'zoe' has a voting power of '0', and it takes '1000'");
      DAO.given(CONFIG)
          .and(staked(ZOE, 1, 999, 10_000, 0, 999, day(1)))
          .at(day(1))
          .when(propose(Action.motion()))
          .by(ZOE)
          .thenRefused("BELOW_THRESHOLD", "'999'");
    }

    @Test
    void isPossibleThreeTimesAnHour() {
      DAO.given(CONFIG)
          .and(proposed(1, ADA, Action.motion(), day(1)))
          .and(proposed(2, ADA, Action.motion(), day(1).plusSeconds(60)))
          .and(proposed(3, ADA, Action.motion(), day(1).plusSeconds(3_599)))
          .at(day(1).plusSeconds(3_599))
          .when(propose(Action.motion()))
          .by(ADA)
          .thenRefused(
              "TOO_MANY_PROPOSALS", "'3' times within one hour", "at '2026-03-02T13:00:00Z'")
          .at(day(1).plusSeconds(3_599))
          .when(propose(Action.motion()))
          .by(BEN)
          .then(proposed(4, BEN, Action.motion(), day(1).plusSeconds(3_599)))
          .at(day(1).plusSeconds(3_600))
          .when(propose(Action.motion()))
          .by(ADA)
          .then(proposed(5, ADA, Action.motion(), day(1).plusSeconds(3_600)));
    }

    @Test
    void isPossibleTenTimesADay() {
      var story = DAO.given(CONFIG);
      IntStream.rangeClosed(1, 10)
          .forEach(
              i -> story.and(proposed(i, ADA, Action.motion(), day(1).plusSeconds(i * 3_600L))));

      story
          .at(day(2).plusSeconds(3_599))
          .when(propose(Action.motion()))
          .by(ADA)
          .thenRefused(
              "TOO_MANY_PROPOSALS", "'10' times within one day", "at '2026-03-03T13:00:00Z'");
      story
          .at(day(2).plusSeconds(3_600))
          .when(propose(Action.motion()))
          .by(ADA)
          .then(proposed(11, ADA, Action.motion(), day(2).plusSeconds(3_600)));
    }

    @Test
    void endsWithTheTenThousandth() {
      Dao dao = DAO.given(CONFIG).head();
      var full =
          new Dao(
              dao.charter(),
              dao.governanceLevel(),
              dao.params(),
              dao.stakes(),
              dao.treasury(),
              new Counts(10_000, 10_000, 0, 0, 0, 0, 0, 0, 0),
              null,
              dao.updatedAt());
      Member ada = member(4_000, 1, NOON);

      assertThat(
              new DaoCanister()
                  .decide(new OneMember(full, ADA, ada), propose(Action.motion()), ADA, day(9)))
          .isInstanceOfSatisfying(
              dev.templatedeployer.canister.Ruling.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo("PROPOSALS_EXHAUSTED"));
    }

    @Test
    void isBoundByTheLevelOfTheDao() {
      var motionOnly = DAO.given(config(GovernanceLevel.MOTION_ONLY, EACH, true));
      var semi = DAO.given(config(GovernanceLevel.SEMI_MANAGED, EACH, true));
      for (Action action :
          List.of(Action.mint(null, units(1)), Action.burn(units(1)), Action.call(CALL))) {
        semi.at(day(1))
            .when(propose(action))
            .by(ADA)
            .thenRefused("BEYOND_GOVERNANCE_LEVEL", "SEMI_MANAGED", "takes FULLY_MANAGED");
        motionOnly.at(day(1)).when(propose(action)).by(ADA).thenRefused("BEYOND_GOVERNANCE_LEVEL");
      }
      motionOnly
          .at(day(1))
          .when(propose(Action.transfer(ZOE, units(1))))
          .by(ADA)
          .thenRefused("BEYOND_GOVERNANCE_LEVEL", "takes SEMI_MANAGED");
      semi.at(day(1))
          .when(propose(Action.transfer(ZOE, units(1))))
          .by(ADA)
          .then(proposed(1, ADA, Action.transfer(ZOE, units(1)), day(1)));
      motionOnly
          .at(day(1))
          .when(propose(Action.raiseLevel(GovernanceLevel.SEMI_MANAGED)))
          .by(ADA)
          .then(proposed(1, ADA, Action.raiseLevel(GovernanceLevel.SEMI_MANAGED), day(1)));
      motionOnly
          .at(day(1))
          .when(propose(Action.params(quorum(3_000))))
          .by(BEN)
          .then(proposed(2, BEN, Action.params(quorum(3_000)), day(1)));
    }

    @Test
    void isRefusedWhereTheProposalMakesNoSense() {
      assertInvalid(
          new Propose(null, null, null, null), "'title' is missing.", "'action' is missing.");
      assertInvalid(new Propose(" ", null, Action.motion(), null), "'title' has nothing to read");
      assertInvalid(
          new Propose("a".repeat(201), "b".repeat(2_001), Action.motion(), null),
          "1 to 200 characters",
          "1 to 2000 characters");
      assertInvalid(
          new Propose("Do it", null, Action.motion(), Duration.ofHours(23)),
          "from 'PT24H' to 'PT168H'; it is 'PT23H'");
      assertInvalid(
          new Propose("Do it", null, Action.motion(), Duration.ofDays(8)), "it is 'PT192H'");
      assertInvalid(
          new Propose("Do it", null, Action.motion(), Duration.ofDays(2).plusNanos(1)),
          "whole seconds");
      assertInvalid(
          propose(new Action(ActionKind.MOTION, ZOE, units(1), null, null, null)),
          "'to' has no meaning",
          "'amount' has no meaning");
      assertInvalid(
          propose(
              new Action(
                  ActionKind.BURN,
                  null,
                  units(1),
                  quorum(2_000),
                  GovernanceLevel.FULLY_MANAGED,
                  CALL)),
          "'params' has no meaning",
          "'level' has no meaning",
          "'call' has no meaning");
      assertInvalid(
          propose(new Action(ActionKind.TRANSFER, null, null, null, null, null)),
          "'to' is missing.",
          "'amount' is missing.");
      assertInvalid(
          propose(Action.transfer(Principal.ANONYMOUS, units(0))),
          "anonymous",
          "'amount' must be greater than 0");
      assertInvalid(
          propose(Action.mint(new Principal(""), units(-1))), "is empty", "greater than 0");
      assertInvalid(propose(Action.burn(new BigInteger("100000000000000001"))), "at most");
      assertInvalid(
          propose(new Action(ActionKind.PARAMS, null, null, null, null, null)),
          "'params' is missing.");
      assertInvalid(propose(Action.params(quorum(null))), "names no parameter");
      assertInvalid(propose(Action.params(quorum(5_001))), "'quorumBps' must be from 100 to 5000");
      assertInvalid(
          propose(new Action(ActionKind.RAISE_LEVEL, null, null, null, null, null)),
          "'level' is missing.");
      assertInvalid(propose(Action.raiseLevel(GovernanceLevel.FULLY_MANAGED)), "only ever raised");
      assertInvalid(
          propose(new Action(ActionKind.CALL, null, null, null, null, null)), "'call' is missing.");
      assertInvalid(
          propose(Action.call(new Action.Call(Principal.ANONYMOUS, " ", "a".repeat(4_001)))),
          "'canisterId' '2vxsx-fae'",
          "'method' has nothing to read",
          "at most 4000 characters");
    }

    private static void assertInvalid(Propose propose, String... words) {
      DAO.given(CONFIG).at(day(1)).when(propose).by(ADA).thenRefused("INVALID_PROPOSAL", words);
    }
  }

  @Nested
  class TheVote {
    @Test
    void countsThePowerOfTheMember() {
      var story =
          DAO.given(CONFIG)
              .and(proposed(1, ADA, Action.motion(), day(1)))
              .at(day(2))
              .when(new CastVote(1, Choice.YES))
              .by(BEN)
              .then(new Voted(1, BEN, Choice.YES, units(3_500), day(2)))
              .at(day(2))
              .when(new CastVote(1, Choice.ABSTAIN))
              .by(EVE)
              .then(new Voted(1, EVE, Choice.ABSTAIN, units(2_500), day(2)));

      assertThat(tally(story.at(day(2)).view("tally", Map.of("proposal", "1"))))
          .isEqualTo(new Tally(units(3_500), units(0), units(2_500), 2));
    }

    @Test
    void countsNoMoreThanFortyPercentOfAllPower() {
      DAO.given(CONFIG)
          .and(staked(ADA, 2, 10_000, 10_000, 4_000, 14_000, day(1)))
          .and(proposed(1, BEN, Action.motion(), day(1), 20_000))
          .at(day(2))
          .when(new CastVote(1, Choice.YES))
          .by(ADA)
          .then(new Voted(1, ADA, Choice.YES, units(8_000), day(2)));
    }

    @Test
    void countsAtLeastOneWhereMembersAreEqual() {
      assertThat(Snapshot.of(ActionKind.MOTION, units(1), CONFIG.params()).mostPower()).isOne();
      assertThat(Snapshot.of(ActionKind.MOTION, units(3), CONFIG.params()).mostPower())
          .isEqualTo(2);
    }

    @Test
    void isPossibleOnce() {
      DAO.given(CONFIG)
          .and(proposed(1, ADA, Action.motion(), day(1)))
          .and(new Voted(1, BEN, Choice.YES, units(3_500), day(2)))
          .at(day(3))
          .when(new CastVote(1, Choice.NO))
          .by(BEN)
          .thenRefused("ALREADY_VOTED", "'ben' voted YES at '2026-03-03T12:00:00Z'");
    }

    @Test
    void isRefusedToWhoeverStakesAfterwards() {
      DAO.given(CONFIG)
          .and(proposed(1, ADA, Action.motion(), day(1)))
          .and(staked(ZOE, 1, 9_000, 10_000, 0, 9_000, day(1)))
          .at(day(2))
          .when(new CastVote(1, Choice.YES))
          .by(ZOE)
          .thenRefused("NO_VOTING_POWER", "had no stake when it was proposed");
    }

    @Test
    void countsNothingThatAMemberAddedAfterwards() {
      DAO.given(CONFIG)
          .and(proposed(1, ADA, Action.motion(), day(1)))
          .and(staked(EVE, 2, 9_000, 10_000, 2_500, 11_500, day(1)))
          .at(day(2))
          .when(new CastVote(1, Choice.YES))
          .by(EVE)
          .then(new Voted(1, EVE, Choice.YES, units(2_500), day(2)));
    }

    @Test
    void countsWhatWasStakedJustBeforeTheProposalInTheSameInstant() {
      DAO.given(CONFIG)
          .and(staked(ZOE, 1, 1_000, 10_000, 0, 1_000, day(1)))
          .and(proposed(1, ADA, Action.motion(), day(1), 11_000))
          .at(day(1))
          .when(new CastVote(1, Choice.NO))
          .by(ZOE)
          .then(new Voted(1, ZOE, Choice.NO, units(1_000), day(1)));
    }

    @Test
    void countsTokensOnceThatAreHandedOnAndStakedAgain() {
      DAO.given(CONFIG)
          .and(proposed(1, EVE, Action.motion(), day(6)))
          .and(new Voted(1, ADA, Choice.YES, units(4_000), day(6)))
          .and(unstaked(ADA, 1, 4_000, 4_000, 0, day(7)))
          .and(staked(ZOE, 1, 4_000, 10_000, 0, 4_000, day(7)))
          .at(day(8))
          .when(new CastVote(1, Choice.YES))
          .by(ZOE)
          .thenRefused("NO_VOTING_POWER")
          .at(day(8))
          .when(new CastVote(1, Choice.YES))
          .by(ADA)
          .thenRefused("ALREADY_VOTED");
    }

    @Test
    void countsOnceForWhoeverTakesBackAndStakesAgain() {
      DAO.given(CONFIG)
          .and(proposed(1, EVE, Action.motion(), day(6)))
          .and(unstaked(ADA, 1, 4_000, 4_000, 0, day(7)))
          .and(staked(ADA, 2, 4_000, 10_000, 0, 4_000, day(7)))
          .at(day(8))
          .when(new CastVote(1, Choice.YES))
          .by(ADA)
          .then(new Voted(1, ADA, Choice.YES, units(4_000), day(8)))
          .at(day(8))
          .when(new CastVote(1, Choice.YES))
          .by(ADA)
          .thenRefused("ALREADY_VOTED");
    }

    @Test
    void countsThePowerOfEachProposalInItsTurn() {
      DAO.given(CONFIG)
          .and(proposed(1, BEN, Action.motion(), day(6)))
          .and(unstaked(ADA, 1, 4_000, 4_000, 0, day(7)))
          .and(proposed(2, BEN, Action.motion(), day(7), 6_000))
          .and(staked(ADA, 2, 1_000, 10_000, 0, 1_000, day(7)))
          .and(proposed(3, BEN, Action.motion(), day(7), 7_000))
          .at(day(8))
          .when(new CastVote(3, Choice.YES))
          .by(ADA)
          .then(new Voted(3, ADA, Choice.YES, units(1_000), day(8)))
          .at(day(8))
          .when(new CastVote(2, Choice.YES))
          .by(ADA)
          .thenRefused("NO_VOTING_POWER")
          .at(day(8))
          .when(new CastVote(1, Choice.YES))
          .by(ADA)
          .then(new Voted(1, ADA, Choice.YES, units(4_000), day(8)));
    }

    @Test
    void remembersThePowerOfThenForTheThirtyDaysThatAVoteMayLast() {
      Instant last = day(38).minusNanos(1);
      var terms = Snapshot.of(ActionKind.MOTION, units(10_000), CONFIG.params());

      DAO.given(CONFIG)
          .and(
              new Proposed(1, BEN, "Do it", null, Action.motion(), terms, DEPOSIT, day(38), day(8)))
          .and(unstaked(ADA, 1, 4_000, 4_000, 0, day(8)))
          .and(proposed(2, BEN, Action.motion(), day(9), 6_000))
          .and(staked(ADA, 2, 100, 10_000, 0, 100, last))
          .at(last)
          .when(new CastVote(1, Choice.YES))
          .by(ADA)
          .then(new Voted(1, ADA, Choice.YES, units(4_000), last));
    }

    @Test
    void forgetsThePowerOfThenWhenNoVoteCanNeedItAnyMore() {
      DAO.given(CONFIG)
          .and(proposed(1, BEN, Action.motion(), day(8)))
          .and(unstaked(ADA, 1, 4_000, 4_000, 0, day(8)))
          .and(proposed(2, BEN, Action.motion(), day(9), 6_000))
          .and(staked(ADA, 2, 100, 10_000, 0, 100, day(38)))
          .thenRow(
              Tables.member(ADA),
              new Member(
                  List.of(new StakeEntry(2, units(100), 10_000, day(38), day(45))),
                  2,
                  units(100),
                  List.of(
                      new Checkpoint(2, units(0), day(8)), new Checkpoint(3, units(100), day(38))),
                  List.of(),
                  List.of()));
    }

    @Test
    void endsWithTheVotingPeriod() {
      var story = DAO.given(CONFIG).and(proposed(1, ADA, Action.motion(), day(1)));

      story
          .at(day(8).minusNanos(1))
          .when(new CastVote(1, Choice.NO))
          .by(EVE)
          .then(new Voted(1, EVE, Choice.NO, units(2_500), day(8).minusNanos(1)));
      story
          .at(day(8))
          .when(new CastVote(1, Choice.YES))
          .by(BEN)
          .thenRefused("VOTING_ENDED", "until '2026-03-09T12:00:00Z'");
    }

    @Test
    void endsWithTheProposal() {
      DAO.given(CONFIG)
          .and(proposed(1, ADA, Action.motion(), day(1)))
          .and(cancelled(1, ADA, ADA, ProposalStatus.OPEN, 100_000_000, 0, day(2)))
          .at(day(3))
          .when(new CastVote(1, Choice.YES))
          .by(BEN)
          .thenRefused("VOTING_ENDED", "it is CANCELLED");
    }

    @Test
    void isRefusedWithoutAProposalOrAChoice() {
      var story = DAO.given(CONFIG).and(proposed(1, ADA, Action.motion(), day(1)));

      story.at(day(2)).when(new CastVote(1, null)).by(BEN).thenRefused("CHOICE_MISSING", "YES");
      for (Integer number : new Integer[] {null, 0, 2, -1}) {
        story
            .at(day(2))
            .when(new CastVote(number, Choice.YES))
            .by(BEN)
            .thenRefused("NO_SUCH_PROPOSAL", "'%s'".formatted(number), "1 to '1'");
      }
    }

    @Test
    void isPossibleFiftyTimesAnHour() {
      var story = DAO.given(CONFIG);
      for (int i = 1; i <= 51; i++) {
        story.and(proposed(i, ADA, Action.motion(), day(1)));
      }
      for (int i = 1; i <= 50; i++) {
        story.and(new Voted(i, BEN, Choice.YES, units(3_500), day(1).plusSeconds(i)));
      }

      story
          .at(day(1).plusSeconds(3_600))
          .when(new CastVote(51, Choice.YES))
          .by(BEN)
          .thenRefused("TOO_MANY_VOTES", "'50' times", "at '2026-03-02T13:00:01Z'");
      story
          .at(day(1).plusSeconds(3_601))
          .when(new CastVote(51, Choice.YES))
          .by(BEN)
          .then(new Voted(51, BEN, Choice.YES, units(3_500), day(1).plusSeconds(3_601)));
    }
  }

  @Nested
  class AProposal {
    @Test
    void isAcceptedWhenEnoughTakePartAndAgree() {
      var story =
          voted(Action.motion(), Choice.YES, null, null)
              .at(day(8))
              .when(new Finalise(1))
              .by(ZOE)
              .then(new ProposalAccepted(1, BEN, DEPOSIT, day(10), day(8)));

      assertThat(story.head().treasury()).isEqualTo(Treasury.EMPTY);
      assertThat(story.head().proposals().accepted()).isOne();
    }

    @Test
    void isRejectedWithoutAQuorumAndTheDepositIsKept() {
      var story =
          voted(Action.motion(), null, null, Choice.ABSTAIN)
              .at(day(8))
              .when(new Finalise(1))
              .by(ZOE)
              .then(
                  new ProposalRejected(
                      1, BEN, Rejection.QUORUM_NOT_REACHED, units(0), DEPOSIT, day(8)));

      assertThat(story.head().treasury().balance()).isEqualTo(DEPOSIT);
      assertThat(story.head().treasury().deposits()).isZero();
      assertThat(story.head().proposals().rejected()).isOne();
    }

    @Test
    void isRejectedWithoutApprovalAndTheDepositIsReturned() {
      voted(Action.motion(), Choice.NO, Choice.YES, null)
          .at(day(8))
          .when(new Finalise(1))
          .by(ZOE)
          .then(new ProposalRejected(1, BEN, Rejection.NOT_APPROVED, DEPOSIT, units(0), day(8)));
    }

    @Test
    void isDecidedExactlyAtTheThresholds() {
      var terms = new Snapshot(units(10_000), units(4_000), 2_000, 5_000, Duration.ofDays(2));
      assertThat(terms.isQuorumReached(tally(1_000, 1_000))).isTrue();
      assertThat(terms.isQuorumReached(tally(1_000, 999))).isFalse();
      assertThat(terms.isApproved(tally(1_000, 1_000))).isTrue();
      assertThat(terms.isApproved(tally(999, 1_000))).isFalse();
      assertThat(terms.isApproved(tally(0, 0))).isFalse();
    }

    @Test
    void isNotDecidedByWhatIsStakedAfterwards() {
      DAO.given(CONFIG)
          .and(proposed(1, BEN, Action.motion(), day(1)))
          .and(new Voted(1, EVE, Choice.YES, units(2_500), day(2)))
          .and(staked(ZOE, 1, 1_000_000, 10_000, 0, 1_000_000, day(3)))
          .at(day(8))
          .when(new Finalise(1))
          .by(ZOE)
          .then(new ProposalAccepted(1, BEN, DEPOSIT, day(10), day(8)));
    }

    @Test
    void isNotDecidedByParametersThatAreChangedMeanwhile() {
      var story =
          DAO.given(CONFIG)
              .and(proposed(1, BEN, Action.params(quorum(5_000)), day(1)))
              .and(proposed(2, BEN, Action.motion(), day(1)))
              .and(new Voted(2, EVE, Choice.YES, units(2_500), day(2)))
              .and(new ProposalExecuted(1, Action.params(quorum(5_000)), day(2)));

      assertThat(story.head().params().quorumBps()).isEqualTo(5_000);
      story
          .at(day(8))
          .when(new Finalise(2))
          .by(ZOE)
          .then(new ProposalAccepted(2, BEN, DEPOSIT, day(10), day(8)));
    }

    @Test
    void isFinalisedOnlyWhenVotingHasEndedAndOnlyOnce() {
      var story = voted(Action.motion(), Choice.YES, null, null);

      story
          .at(day(8).minusNanos(1))
          .when(new Finalise(1))
          .by(ZOE)
          .thenRefused("VOTING_NOT_ENDED", "until '2026-03-09T12:00:00Z'");
      story
          .and(new ProposalAccepted(1, BEN, DEPOSIT, day(10), day(8)))
          .at(day(9))
          .when(new Finalise(1))
          .by(ZOE)
          .thenRefused("NOT_OPEN", "it is ACCEPTED");
      story.at(day(9)).when(new Finalise(null)).by(ZOE).thenRefused("NO_SUCH_PROPOSAL");
    }

    @Test
    void isExecutedAfterTheTimelockAndOnlyOnce() {
      var story = accepted(Action.motion());

      story
          .at(day(10).minusNanos(1))
          .when(new Execute(1))
          .by(ZOE)
          .thenRefused("NOT_READY", "it is ACCEPTED", "from '2026-03-11T12:00:00Z' on");
      story
          .at(day(10))
          .when(new Execute(1))
          .by(ZOE)
          .then(new ProposalExecuted(1, Action.motion(), day(10)))
          .at(day(11))
          .when(new Execute(1))
          .by(ZOE)
          .thenRefused("NOT_READY", "it is SUCCEEDED", "Nothing more can become of it.");
    }

    @Test
    void isNotExecutedBeforeItIsFinalised() {
      voted(Action.motion(), Choice.YES, null, null)
          .at(day(9))
          .when(new Execute(1))
          .by(ZOE)
          .thenRefused("NOT_READY", "it is OPEN", "finalise it");
    }

    @Test
    void expiresIfNobodyExecutesIt() {
      var story = accepted(Action.motion());

      assertThat(status(story.at(day(40).minusNanos(1)))).isEqualTo(ProposalStatus.READY);
      assertThat(status(story.at(day(40)))).isEqualTo(ProposalStatus.EXPIRED);
      story
          .at(day(40))
          .when(new Execute(1))
          .by(ZOE)
          .thenRefused("NOT_READY", "it is EXPIRED", "until '2026-04-10T12:00:00Z'")
          .at(day(40))
          .when(new Finalise(1))
          .by(ZOE)
          .then(new ProposalExpired(1, day(40)))
          .at(day(41))
          .when(new Finalise(1))
          .by(ZOE)
          .thenRefused("NOT_OPEN", "it is EXPIRED");
      assertThat(story.head().proposals().expired()).isOne();
    }

    @Test
    void paysOutOfTheTreasury() {
      Action transfer = Action.transfer(ZOE, units(30));

      var story =
          accepted(transfer)
              .and(new Funded(ADA, units(30), day(9)))
              .at(day(10))
              .when(new Execute(1))
              .by(ZOE)
              .then(new ProposalExecuted(1, transfer, day(10)));

      assertThat(story.head().treasury())
          .isEqualTo(new Treasury(units(0), units(0), units(0), units(0), units(30)));
    }

    @Test
    void failsIfTheTreasuryHasTooLittle() {
      for (Action action : List.of(Action.transfer(ZOE, units(30)), Action.burn(units(30)))) {
        var story =
            accepted(action)
                .and(new Funded(ADA, units(29), day(9)))
                .at(day(10))
                .when(new Execute(1))
                .by(ZOE)
                .then(new ProposalFailed(1, "The treasury has '29' and not '30'.", day(10)))
                .and(new Funded(ADA, units(29), day(10)))
                .at(day(11))
                .when(new Execute(1))
                .by(ZOE)
                .thenRefused("NOT_READY", "it is FAILED");
        assertThat(story.head().treasury().balance()).isEqualTo(58);
        assertThat(story.head().proposals().failed()).isOne();
      }
    }

    @Test
    void mintsAndBurns() {
      assertThat(executed(Action.mint(null, units(30))).treasury())
          .isEqualTo(new Treasury(units(130), units(0), units(30), units(0), units(0)));
      assertThat(executed(Action.mint(ZOE, units(30))).treasury())
          .isEqualTo(new Treasury(units(100), units(0), units(30), units(0), units(0)));
      assertThat(executed(Action.burn(units(30))).treasury())
          .isEqualTo(new Treasury(units(70), units(0), units(0), units(30), units(0)));
      assertThat(executed(Action.call(CALL)).treasury().balance()).isEqualTo(100);
    }

    @Test
    void changesParameters() {
      var change =
          new ParamsChange(
              units(5),
              units(6),
              units(700_000_000),
              800,
              9_000,
              new VotingPeriod(Duration.ofHours(1), Duration.ofHours(2)),
              Duration.ofHours(3));

      assertThat(executed(Action.params(change)).params())
          .isEqualTo(
              new Params(
                  units(5),
                  units(6),
                  units(700_000_000),
                  800,
                  9_000,
                  new VotingPeriod(Duration.ofHours(1), Duration.ofHours(2)),
                  Duration.ofHours(3)));
      assertThat(executed(Action.params(quorum(900))).params())
          .isEqualTo(quorum(900).applyTo(CONFIG.params()))
          .isNotEqualTo(CONFIG.params());
    }

    @Test
    void raisesTheLevelOnce() {
      Action raise = Action.raiseLevel(GovernanceLevel.SEMI_MANAGED);
      var story =
          DAO.given(config(GovernanceLevel.MOTION_ONLY, EACH, true))
              .and(proposed(1, BEN, raise, day(1)))
              .and(proposed(2, BEN, raise, day(1)))
              .and(new ProposalAccepted(1, BEN, DEPOSIT, day(10), day(8)))
              .and(new ProposalAccepted(2, BEN, DEPOSIT, day(10), day(8)))
              .at(day(10))
              .when(new Execute(1))
              .by(ZOE)
              .then(new ProposalExecuted(1, raise, day(10)));

      assertThat(story.head().governanceLevel()).isEqualTo(GovernanceLevel.SEMI_MANAGED);
      story
          .at(day(10))
          .when(new Execute(2))
          .by(ZOE)
          .then(
              new ProposalFailed(
                  2,
                  "A governance level is only ever raised: the DAO is SEMI_MANAGED, and level is 'SEMI_MANAGED'.",
                  day(10)));
    }

    @Test
    void failsIfItsParametersMakeNoSenseAnyMore() {
      var bad = new ParamsChange(null, null, null, null, null, period(9, 9), null);
      DAO.given(CONFIG)
          .and(proposed(1, BEN, Action.params(bad), day(1)))
          .and(new ProposalAccepted(1, BEN, DEPOSIT, day(10), day(8)))
          .at(day(10))
          .when(new Execute(1))
          .by(ZOE)
          .then(
              new ProposalFailed(
                  1,
                  "Nobody could choose how long to vote: 'max' must be longer than 'min', which is 'PT216H'; it is 'PT216H'.",
                  day(10)));
    }

    @Test
    void isWithdrawnByItsProposerBeforeAnybodyVoted() {
      var story = DAO.given(CONFIG).and(proposed(1, ADA, Action.motion(), day(1)));

      story.at(day(2)).when(new Cancel(1, " ")).by(ADA).thenRefused("REASON_MISSING", "proposal");
      story
          .at(day(2))
          .when(new Cancel(1, "a".repeat(501)))
          .by(ADA)
          .thenRefused("REASON_TOO_LONG", "'501'");
      story
          .at(day(2))
          .when(new Cancel(1, "Because."))
          .by(ADA)
          .then(cancelled(1, ADA, ADA, ProposalStatus.OPEN, 100_000_000, 0, day(2)));
      assertThat(story.head().treasury()).isEqualTo(Treasury.EMPTY);
      story
          .at(day(3))
          .when(new Cancel(1, "Because."))
          .by(ADA)
          .thenRefused("ALREADY_CLOSED", "it is CANCELLED");
    }

    @Test
    void isNotWithdrawnOnceSomebodyVoted() {
      voted(Action.motion(), Choice.YES, null, null)
          .at(day(3))
          .when(new Cancel(1, "Because."))
          .by(BEN)
          .thenRefused("VOTING_BEGUN", "Ask an emergency contact");
    }

    @Test
    void isCancelledByAnEmergencyContactUntilItsEnd() {
      var open =
          voted(Action.motion(), Choice.YES, null, null)
              .at(day(3))
              .when(new Cancel(1, "Because."))
              .by(CONTACT)
              .then(cancelled(1, BEN, CONTACT, ProposalStatus.OPEN, 0, 100_000_000, day(3)));
      assertThat(open.head().treasury().balance()).isEqualTo(DEPOSIT);

      var ready =
          accepted(Action.motion())
              .at(day(12))
              .when(new Cancel(1, "Because."))
              .by(CONTACT)
              .then(cancelled(1, BEN, CONTACT, ProposalStatus.ACCEPTED, 0, 0, day(12)));
      assertThat(ready.head().treasury().balance()).isZero();
      assertThat(ready.head().proposals()).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 1, 0, 1));
    }

    @Test
    void isCancelledByNobodyElse() {
      DAO.given(CONFIG)
          .and(proposed(1, ADA, Action.motion(), day(1)))
          .at(day(2))
          .when(new Cancel(1, "Because."))
          .by(OWNER)
          .thenRefused("NOT_ALLOWED_TO_CANCEL", "only its proposer and the emergency contacts");
      DAO.given(CONFIG).at(day(2)).when(new Cancel(7, "x")).by(ADA).thenRefused("NO_SUCH_PROPOSAL");
    }
  }

  @Nested
  class APause {
    @Test
    void allowsNothingNew() {
      var story =
          DAO.given(CONFIG)
              .and(proposed(1, BEN, Action.motion(), day(1)))
              .at(day(8))
              .when(new PauseAll("A key is lost."))
              .by(CONTACT)
              .then(new Paused(CONTACT, "A key is lost.", day(8)));

      for (DaoOperation operation :
          List.of(
              new Stake(units(100), 1),
              propose(Action.motion()),
              new CastVote(1, Choice.YES),
              new Finalise(1),
              new Execute(1))) {
        story
            .at(day(9))
            .when(operation)
            .by(ADA)
            .thenRefused("PAUSED", "'contact' paused it at", "A key is lost.", "Wait");
      }
      assertThat(story.head().pause()).isEqualTo(new Pause(CONTACT, "A key is lost.", day(8)));
    }

    @Test
    void letsMembersLeaveAndContactsCancel() {
      DAO.given(CONFIG)
          .and(proposed(1, BEN, Action.motion(), day(1)))
          .and(new Paused(CONTACT, "A key is lost.", day(8)))
          .at(day(9))
          .when(new Unstake(1))
          .by(ADA)
          .then(unstaked(ADA, 1, 4_000, 4_000, 0, day(9)))
          .at(day(9))
          .when(new Fund(units(5)))
          .by(ADA)
          .then(new Funded(ADA, units(5), day(9)))
          .at(day(9))
          .when(new Cancel(1, "Because."))
          .by(CONTACT)
          .then(cancelled(1, BEN, CONTACT, ProposalStatus.OPEN, 0, 100_000_000, day(9)));
    }

    @Test
    void endsWhenAContactSaysSo() {
      DAO.given(CONFIG)
          .and(new Paused(CONTACT, "A key is lost.", day(1)))
          .at(day(2))
          .when(new Unpause())
          .by(CONTACT)
          .then(new Unpaused(CONTACT, day(2)))
          .at(day(2))
          .when(propose(Action.motion()))
          .by(ADA)
          .then(proposed(1, ADA, Action.motion(), day(2)));
    }

    @Test
    void isNothingNewWhereItIsSoAlready() {
      DAO.given(CONFIG).at(day(2)).when(new Unpause()).by(CONTACT).thenNothingHappens();
      DAO.given(CONFIG)
          .and(new Paused(CONTACT, "A key is lost.", day(1)))
          .at(day(2))
          .when(new PauseAll("Again."))
          .by(CONTACT)
          .thenNothingHappens();
    }

    @Test
    void isForContactsAlone() {
      for (Principal other : List.of(OWNER, ADA, Principal.ANONYMOUS)) {
        var story = DAO.given(CONFIG);
        story
            .at(day(2))
            .when(new PauseAll("Because."))
            .by(other)
            .thenRefused("NOT_EMERGENCY_CONTACT", "'%s' is none".formatted(other));
        story.at(day(2)).when(new Unpause()).by(other).thenRefused("NOT_EMERGENCY_CONTACT");
      }
    }

    @Test
    void needsAReasonAndADaoThatCanBePaused() {
      DAO.given(CONFIG)
          .at(day(2))
          .when(new PauseAll(null))
          .by(CONTACT)
          .thenRefused("REASON_MISSING", "Cannot pause the DAO 'Harbour' without a reason");
      DAO.given(config(GovernanceLevel.MOTION_ONLY, EACH, false))
          .at(day(2))
          .when(new PauseAll("Because."))
          .by(CONTACT)
          .thenRefused("PAUSE_NOT_ENABLED");
    }
  }

  @Nested
  class TheViews {
    @Test
    void showTheWhole() {
      var story = voted(Action.motion(), Choice.YES, null, null);

      var summary = (DaoSummary) story.at(day(3)).view(CanisterRules.SUMMARY);

      assertThat(summary.name()).isEqualTo("Harbour");
      assertThat(summary.description()).isEqualTo("Decides how the harbour is built.");
      assertThat(summary.status()).isEqualTo(DaoSummary.Status.ACTIVE);
      assertThat(summary.members()).isEqualTo(3);
      assertThat(summary.totalPower()).isEqualTo(units(10_000));
      assertThat(summary.depositsHeld()).isEqualTo(DEPOSIT);
      assertThat(summary.lastProposals())
          .containsExactly(
              new ProposalLine(
                  1,
                  ProposalStatus.OPEN,
                  ActionKind.MOTION,
                  "Do it",
                  units(4_000),
                  units(0),
                  day(8)));
      assertThat(new DaoCanister().status(story.head())).isEqualTo("ACTIVE");
    }

    @Test
    void showTheLastTenProposalsTheLatestFirst() {
      var story = DAO.given(CONFIG).and(new Paused(CONTACT, "A key is lost.", NOON));
      IntStream.rangeClosed(1, 12)
          .forEach(i -> story.and(proposed(i, BEN, Action.motion(), day(1))));

      var summary = (DaoSummary) story.at(day(3)).view(CanisterRules.SUMMARY);

      assertThat(summary.lastProposals())
          .extracting(ProposalLine::proposal)
          .containsExactly(12, 11, 10, 9, 8, 7, 6, 5, 4, 3);
      assertThat(summary.status()).isEqualTo(DaoSummary.Status.PAUSED);
      assertThat(new DaoCanister().status(story.head())).isEqualTo("PAUSED");
    }

    @Test
    void tellHowAVoteStands() {
      var view =
          (ProposalView)
              voted(Action.transfer(ZOE, units(5)), Choice.YES, Choice.NO, null)
                  .at(day(3))
                  .view("tally", Map.of("proposal", "1"));

      assertThat(view.timeRemaining()).isEqualTo(Duration.ofDays(5));
      assertThat(view.turnoutBps()).isEqualTo(7_500);
      assertThat(view.yesBps()).isEqualTo(5_333);
      assertThat(view.quorumReached()).isTrue();
      assertThat(view.approved()).isFalse();
      assertThat(view.action()).isEqualTo(Action.transfer(ZOE, units(5)));
    }

    @Test
    void tellWhatBecameOfAProposal() {
      var story = accepted(Action.motion());

      assertThat(status(story.at(day(9)))).isEqualTo(ProposalStatus.ACCEPTED);
      assertThat(status(story.at(day(10)))).isEqualTo(ProposalStatus.READY);
      story.and(new ProposalFailed(1, "The treasury was empty.", day(11)));
      assertThat(status(story.at(day(99)))).isEqualTo(ProposalStatus.FAILED);
      assertThat(((ProposalView) story.at(day(99)).view("tally", Map.of("proposal", "1"))).note())
          .isEqualTo("The treasury was empty.");
    }

    @Test
    void tellWhatAMemberCanSay() {
      var story = DAO.given(CONFIG).and(staked(ADA, 2, 2_000, 15_000, 4_000, 7_000, day(1)));

      var power = (VotingPower) story.at(day(7)).view("votingPower", Map.of("member", "ada"));

      assertThat(power.power()).isEqualTo(7_000);
      assertThat(power.shareBps()).isEqualTo(5_384);
      assertThat(power.mostPower()).isEqualTo(5_200);
      assertThat(power.canPropose()).isTrue();
      assertThat(power.staked()).isEqualTo(6_000);
      assertThat(power.unlocked()).isEqualTo(4_000);
      assertThat(power.lockedUntil()).isEqualTo(day(91));
      var nobody = (VotingPower) story.at(day(7)).view("votingPower", Map.of("member", "zoe"));
      assertThat(nobody.power()).isZero();
      assertThat(nobody.canPropose()).isFalse();
      assertThat(nobody.lockedUntil()).isNull();
    }

    @Test
    void listMembersAPageAtATime() {
      var story = DAO.given(CONFIG);

      var first = (Paging.Page<?>) story.at(day(1)).view("members", Map.of("limit", "2"));
      var rest =
          (Paging.Page<?>) story.at(day(1)).view("members", Map.of("limit", "2", "after", "ben"));

      assertThat(first.next()).isEqualTo("ben");
      assertThat(first.items())
          .asInstanceOf(InstanceOfAssertFactories.list(MemberLine.class))
          .containsExactly(
              new MemberLine(ADA, units(4_000), 4_000, units(4_000), 1, day(7)),
              new MemberLine(BEN, units(3_500), 3_500, units(3_500), 1, day(7)));
      assertThat(rest.next()).isNull();
      assertThat(rest.items())
          .asInstanceOf(InstanceOfAssertFactories.list(MemberLine.class))
          .extracting(MemberLine::member)
          .containsExactly(EVE);
    }

    @Test
    void listProposalsInTheOrderTheyWereMade() {
      var story = DAO.given(CONFIG);
      IntStream.rangeClosed(1, 12)
          .forEach(i -> story.and(proposed(i, BEN, Action.motion(), day(1))));

      var page =
          (Paging.Page<?>) story.at(day(1)).view("proposals", Map.of("after", "8", "limit", "3"));

      assertThat(page.next()).isEqualTo("11");
      assertThat(page.items())
          .asInstanceOf(InstanceOfAssertFactories.list(ProposalLine.class))
          .extracting(ProposalLine::proposal)
          .containsExactly(9, 10, 11);
      assertThat(((Paging.Page<?>) story.at(day(1)).view("proposals")).items()).hasSize(12);
    }

    @Test
    void countEverything() {
      var stats = (DaoStats) accepted(Action.motion()).at(day(9)).view("stats");

      assertThat(stats.members()).isEqualTo(3);
      assertThat(stats.averagePower()).isEqualTo(3_333);
      assertThat(stats.proposals()).isEqualTo(new Counts(1, 0, 1, 0, 0, 0, 0, 0, 1));
      assertThat(stats.acceptedBps()).isEqualTo(10_000);
      assertThat(stats.votesPerProposal()).isOne();
    }

    @Test
    void sayWhatTheyDoNotUnderstand() {
      var now = DAO.given(CONFIG).at(day(1));

      assertThatThrownBy(() -> now.view("tally")).hasMessageContaining("'' is no number");
      assertThatThrownBy(() -> now.view("tally", Map.of("proposal", "x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'x' is no number of a proposal");
      assertThatThrownBy(() -> now.view("tally", Map.of("proposal", "1")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("There is no proposal '1'");
      assertThatThrownBy(() -> now.view("votingPower"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("with 'member'");
      for (String limit : List.of("0", "500", "many", "-1", "99999999999")) {
        assertThatThrownBy(() -> now.view("members", Map.of("limit", limit)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("'%s' is no limit".formatted(limit));
      }
    }
  }

  static final VotingPowerModel EACH = VotingPowerModel.PROPORTIONAL;

  static BigInteger units(long amount) {
    return BigInteger.valueOf(amount);
  }

  static Instant day(int day) {
    return NOON.plus(Duration.ofDays(day));
  }

  static DaoConfig config(GovernanceLevel level, VotingPowerModel model, boolean pauseEnabled) {
    return new DaoConfig(
        "Harbour",
        "Decides how the harbour is built.",
        TOKEN,
        level,
        model,
        units(100),
        units(1_000),
        DEPOSIT,
        2_000,
        5_000,
        period(1, 7),
        Duration.ofDays(2),
        List.of(new LockTier(7, 10_000), new LockTier(90, 15_000)),
        List.of(CONTACT),
        pauseEnabled,
        List.of(
            new InitialMember(ADA, units(4_000)),
            new InitialMember(BEN, units(3_500)),
            new InitialMember(EVE, units(2_500))));
  }

  static VotingPeriod period(int minDays, int maxDays) {
    return new VotingPeriod(Duration.ofDays(minDays), Duration.ofDays(maxDays));
  }

  static ParamsChange quorum(@Nullable Integer bps) {
    return new ParamsChange(null, null, null, bps, null, null, null);
  }

  static Propose propose(Action action) {
    return new Propose("Do it", null, action, null);
  }

  static Proposed proposed(int number, Principal by, Action action, Instant at) {
    return proposed(number, by, action, at, 10_000);
  }

  static Proposed proposed(int number, Principal by, Action action, Instant at, long totalPower) {
    return new Proposed(
        number,
        by,
        "Do it",
        null,
        action,
        Snapshot.of(action.kind(), units(totalPower), CONFIG.params()),
        DEPOSIT,
        at.plus(Duration.ofDays(7)),
        at);
  }

  static ProposalCancelled cancelled(
      int number,
      Principal proposer,
      Principal by,
      ProposalStatus from,
      long returned,
      long kept,
      Instant at) {
    return new ProposalCancelled(
        number, proposer, by, "Because.", from, units(returned), units(kept), at);
  }

  static Staked staked(
      Principal by, int entry, long amount, int bps, long before, long after, Instant at) {
    int days = bps == 10_000 ? 7 : 90;
    return new Staked(
        by,
        new StakeEntry(entry, units(amount), bps, at, at.plus(Duration.ofDays(days))),
        units(before),
        units(after),
        at);
  }

  /// Of a stake that was made at noon in the first tier.
  static Unstaked unstaked(
      Principal by, int entry, long amount, long before, long after, Instant at) {
    return new Unstaked(
        by,
        new StakeEntry(entry, units(amount), 10_000, NOON, day(7)),
        units(before),
        units(after),
        at);
  }

  /// A proposal of Ben's of day 1, on which Ada, Ben and Eve have voted like that.
  static CanisterScenario<DaoConfig, Dao, DaoOperation, DaoEvent>.Story voted(
      Action action, @Nullable Choice ada, @Nullable Choice ben, @Nullable Choice eve) {
    var story = DAO.given(CONFIG).and(proposed(1, BEN, action, day(1)));
    if (ada != null) {
      story.and(new Voted(1, ADA, ada, units(4_000), day(2)));
    }
    if (ben != null) {
      story.and(new Voted(1, BEN, ben, units(3_500), day(2)));
    }
    if (eve != null) {
      story.and(new Voted(1, EVE, eve, units(2_500), day(2)));
    }
    return story;
  }

  /// A proposal that was accepted on day 8 and is ready on day 10.
  static CanisterScenario<DaoConfig, Dao, DaoOperation, DaoEvent>.Story accepted(Action action) {
    return voted(action, Choice.YES, null, null)
        .and(new ProposalAccepted(1, BEN, DEPOSIT, day(10), day(8)));
  }

  /// A DAO that had 100 units and executed `action`.
  static Dao executed(Action action) {
    return accepted(action)
        .and(new Funded(ADA, units(100), day(9)))
        .at(day(10))
        .when(new Execute(1))
        .by(ZOE)
        .then(new ProposalExecuted(1, action, day(10)))
        .head();
  }

  static ProposalStatus status(
      CanisterScenario<DaoConfig, Dao, DaoOperation, DaoEvent>.Moment moment) {
    return ((ProposalView) moment.view("tally", Map.of("proposal", "1"))).status();
  }

  static Tally tally(Object view) {
    var seen = (ProposalView) view;
    return new Tally(seen.yes(), seen.no(), seen.abstain(), seen.voters());
  }

  static Tally tally(long yes, long no) {
    return new Tally(units(yes), units(no), units(0), 2);
  }

  static Member member(long stake, int fromProposal, Instant at) {
    return new Member(
        List.of(new StakeEntry(1, units(stake), 10_000, at, at.plus(Duration.ofDays(7)))),
        1,
        units(stake),
        List.of(new Checkpoint(fromProposal, units(stake), at)),
        List.of(),
        List.of());
  }

  /// Stakes that weigh one and a half times their amounts.
  private static List<StakeEntry> stakes(long... amounts) {
    return IntStream.range(0, amounts.length)
        .mapToObj(i -> new StakeEntry(i + 1, units(amounts[i]), 15_000, NOON, day(90)))
        .toList();
  }
}
