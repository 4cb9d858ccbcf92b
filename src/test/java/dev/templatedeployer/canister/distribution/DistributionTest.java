package dev.templatedeployer.canister.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.canister.CanisterScenario;
import dev.templatedeployer.canister.distribution.Distribution.Status;
import dev.templatedeployer.canister.distribution.DistributionEvent.Activated;
import dev.templatedeployer.canister.distribution.DistributionEvent.Cancelled;
import dev.templatedeployer.canister.distribution.DistributionEvent.Claimed;
import dev.templatedeployer.canister.distribution.DistributionEvent.Completed;
import dev.templatedeployer.canister.distribution.DistributionEvent.Created;
import dev.templatedeployer.canister.distribution.DistributionEvent.Funded;
import dev.templatedeployer.canister.distribution.DistributionEvent.Paused;
import dev.templatedeployer.canister.distribution.DistributionEvent.RecipientsAdded;
import dev.templatedeployer.canister.distribution.DistributionEvent.Registered;
import dev.templatedeployer.canister.distribution.DistributionEvent.Resumed;
import dev.templatedeployer.canister.distribution.DistributionEvent.UnlockedEarly;
import dev.templatedeployer.canister.distribution.DistributionOperation.Activate;
import dev.templatedeployer.canister.distribution.DistributionOperation.AddRecipients;
import dev.templatedeployer.canister.distribution.DistributionOperation.Cancel;
import dev.templatedeployer.canister.distribution.DistributionOperation.Claim;
import dev.templatedeployer.canister.distribution.DistributionOperation.Complete;
import dev.templatedeployer.canister.distribution.DistributionOperation.Fund;
import dev.templatedeployer.canister.distribution.DistributionOperation.Pause;
import dev.templatedeployer.canister.distribution.DistributionOperation.Register;
import dev.templatedeployer.canister.distribution.DistributionOperation.Resume;
import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.Frequency;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
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

class DistributionTest {
  static final Principal TOKEN = new Principal("ryjl3-tyaaa-aaaaa-aaaba-cai");
  static final Principal OWNER = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");
  static final Principal ADA = new Principal("em77e-bvlzu-aq");
  static final Principal BEN = new Principal("2chl6-4hpzw-vqaaa-aaaaa-c");
  static final Principal EVE = new Principal("aaaaa-aa");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  static final Recipient TO_ADA = new Recipient(ADA, units(2_000), "The first.");
  static final Recipient TO_BEN = new Recipient(BEN, units(1_000), null);
  static final Recipient TO_EVE = new Recipient(EVE, units(500), null);

  /// 3000 units. Ada gets 200 at once and 18 on each of 100 days, Ben half of that.
  static final Terms PLAIN = new Terms();

  static final MerkleTree LIST = new MerkleTree(List.of(TO_ADA, TO_BEN));
  static final Terms BY_LIST =
      PLAIN.eligibility(
          Eligibility.of(
              new RecipientsRef(
                  "https://example.com/list.json", "0".repeat(64), LIST.root(), 2, units(3_000))));

  /// 1000 for each of three at most, who register on days 1 to 10.
  static final Terms OPEN =
      PLAIN.eligibility(Eligibility.open(units(1_000), 3, new Registration(day(1), day(10))));

  static final CanisterScenario<
          DistributionConfig, Distribution, DistributionOperation, DistributionEvent>
      DISTRIBUTION = CanisterScenario.of(new DistributionCanister(), OWNER, NOON);

  @Nested
  class ANewDistribution {
    final CanisterScenario<
                DistributionConfig, Distribution, DistributionOperation, DistributionEvent>
            .Story
        story = DISTRIBUTION.given(PLAIN.config());

    @Test
    void waitsForItsFunds() {
      Distribution d = story.head();

      assertThat(d.status()).isEqualTo(Status.CREATED);
      assertThat(d.totals().missing()).isEqualTo(units(3_000));
      assertThat(d.totals().allocated()).isEqualTo(units(3_000));
      assertThat(d.counts()).isEqualTo(new Counts(2, 0, 0, 0));
      assertThat(d.start()).isNull();
    }

    @Test
    void keepsItsRecipientsInRowsAndNotInItsHead() {
      assertThat(story.head().config().eligibility().recipients()).isNull();
      story
          .thenRow(ParticipantHistory.key(ADA), Participant.named(TO_ADA, NOON))
          .thenRow(ParticipantHistory.key(BEN), Participant.named(TO_BEN, NOON))
          .thenNoRow(ParticipantHistory.key(EVE));
    }

    @Test
    void takesFundsInParts() {
      story
          .at(day(1))
          .when(new Fund(units(1_000)))
          .by(OWNER)
          .then(new Funded(units(1_000), day(1)))
          .at(day(2))
          .when(new Fund(units(2_000)))
          .by(OWNER)
          .then(new Funded(units(2_000), day(2)));

      assertThat(story.head().totals().missing()).isZero();
    }

    @Test
    void takesNoFundsThatItHasNoUseFor() {
      story
          .at(day(1))
          .when(new Fund(units(3_001)))
          .by(OWNER)
          .thenRefused("EXCEEDS_TOTAL", "with '3001': it can take no more than '3000'")
          .at(day(1))
          .when(new Fund(null))
          .by(OWNER)
          .thenRefused("AMOUNT_MISSING", "'3000' are missing")
          .at(day(1))
          .when(new Fund(units(0)))
          .by(OWNER)
          .thenRefused("AMOUNT_NOT_POSITIVE", "'0'", "Name more than 0.")
          .at(day(1))
          .when(new Fund(units(-1)))
          .by(OWNER)
          .thenRefused("AMOUNT_NOT_POSITIVE", "'-1'");
    }

    @Test
    void isActivatedOnceItIsFunded() {
      story
          .and(new Funded(units(2_999), day(1)))
          .at(day(1))
          .when(new Activate())
          .by(OWNER)
          .thenRefused(
              "NOT_FUNDED",
              "Cannot activate the distribution 'Thanks': '3000' are needed, and '2999' are funded. Fund the missing '1' first.")
          .and(new Funded(units(1), day(1)))
          .at(day(2))
          .when(new Activate())
          .by(OWNER)
          .then(new Activated(day(2), day(2)))
          .at(day(3))
          .when(new Activate())
          .by(OWNER)
          .thenNothingHappens();

      assertThat(story.head().status()).isEqualTo(Status.ACTIVE);
      assertThat(story.head().start()).isEqualTo(day(2));
    }

    @Test
    void paysNobody() {
      story
          .at(day(1))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused(
              "NOT_ACTIVE",
              "Cannot claim from the distribution 'Thanks' yet: it is not active.",
              "funded and activated")
          .at(day(1))
          .when(new DistributionOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("NOT_ACTIVE", "Cannot unlock early from")
          .at(day(1))
          .when(new Register(null, null))
          .by(EVE)
          .thenRefused("NOT_ACTIVE", "Cannot register with");
    }

    @Test
    void takesMoreRecipientsWithoutFurtherAdo() {
      story
          .at(day(1))
          .when(new AddRecipients(List.of(TO_EVE)))
          .by(OWNER)
          .then(new RecipientsAdded(List.of(TO_EVE), day(1)))
          .thenRow(ParticipantHistory.key(EVE), Participant.named(TO_EVE, day(1)));

      assertThat(story.head().totals().total()).isEqualTo(units(3_500));
      assertThat(story.head().totals().missing()).isEqualTo(units(3_500));
      assertThat(story.head().counts().participants()).isEqualTo(3);
    }

    @Test
    void isNeitherPausedNorResumedNorCompleted() {
      story
          .at(day(1))
          .when(new Pause("Wait."))
          .by(OWNER)
          .thenRefused("NOT_ACTIVE", "Cannot pause")
          .at(day(1))
          .when(new Resume())
          .by(OWNER)
          .thenRefused("NOT_ACTIVE", "Cannot resume")
          .at(day(1))
          .when(new Complete())
          .by(OWNER)
          .thenRefused("NOT_OVER", "'0' of '3000' are paid or lost, and it has no end");
    }

    @Test
    void obeysNobodyButItsOwner() {
      for (DistributionOperation operation :
          List.<DistributionOperation>of(
              new Fund(units(1)),
              new Activate(),
              new AddRecipients(List.of(TO_EVE)),
              new Pause("Wait."),
              new Resume(),
              new Cancel("No."),
              new Complete())) {
        for (Principal other : List.of(ADA, EVE, TOKEN, Principal.ANONYMOUS)) {
          story
              .at(day(1))
              .when(operation)
              .by(other)
              .thenRefused("NOT_OWNER", "only its owner may, and '%s' is not".formatted(other));
        }
      }
    }
  }

  @Nested
  class ADistributionWithTimes {
    final Terms terms = PLAIN.start(day(10)).end(day(110));

    @Test
    void countsFromItsStartWheneverItIsActivated() {
      for (long activated : new long[] {1, 10, 20}) {
        var story =
            DISTRIBUTION
                .given(terms.config())
                .and(new Funded(units(3_000), NOON))
                .at(day(activated))
                .when(new Activate())
                .by(OWNER)
                .then(new Activated(day(10), day(activated)));
        story
            .at(day(20))
            .when(new Claim(null))
            .by(BEN)
            .then(new Claimed(BEN, units(190), units(190), units(810), day(20)));
      }
    }

    @Test
    void paysNothingBeforeItsStart() {
      active(terms)
          .at(day(9))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused("NOTHING_TO_CLAIM", "The next unlock is at '2026-03-11T12:00:00Z'.");
    }

    @Test
    void isNotActivatedTooLateToUnlockEverything() {
      var story =
          DISTRIBUTION
              .given(PLAIN.end(day(101)).config())
              .and(new Funded(units(3_000), NOON))
              .at(day(2))
              .when(new Activate())
              .by(OWNER)
              .thenRefused(
                  "ENDS_TOO_SOON",
                  "everything at '2026-06-11T12:00:00Z', and it ends at '2026-06-10T12:00:00Z'");
      story
          .at(day(100))
          .when(new Complete())
          .by(OWNER)
          .thenRefused("NOT_OVER", "it ends at '2026-06-10T12:00:00Z'", "or for its end")
          .at(day(101))
          .when(new Complete())
          .by(OWNER)
          .then(new Completed(units(3_000), day(101)));
    }

    @Test
    void isNotActivatedAfterItsEnd() {
      DISTRIBUTION
          .given(terms.config())
          .and(new Funded(units(3_000), NOON))
          .at(day(110))
          .when(new Activate())
          .by(OWNER)
          .thenRefused("ENDS_TOO_SOON");
    }

    @Test
    void paysUntilItsOwnerCompletesItAfterItsEnd() {
      active(terms)
          .and(new Claimed(ADA, units(1_982), units(1_982), units(18), day(109)))
          .at(day(110).minusNanos(1))
          .when(new Complete())
          .by(OWNER)
          .thenRefused("NOT_OVER", "'1982' of '3000' are paid or lost")
          .at(day(115))
          .when(new Claim(units(400)))
          .by(BEN)
          .then(new Claimed(BEN, units(400), units(400), units(600), day(115)))
          .at(day(115))
          .when(new Complete())
          .by(OWNER)
          .then(new Completed(units(618), day(115)))
          .at(day(116))
          .when(new Claim(null))
          .by(BEN)
          .thenRefused("COMPLETED", "it was completed at '2026-06-24T12:00:00Z'");
    }
  }

  @Nested
  class AnActiveDistribution {
    @Test
    void paysEverybodyAllThatIsUnlocked() {
      Distribution d =
          active(PLAIN)
              .at(day(10))
              .when(new Claim(null))
              .by(ADA)
              .then(new Claimed(ADA, units(380), units(380), units(1_620), day(10)))
              .at(day(10))
              .when(new Claim(null))
              .by(BEN)
              .then(new Claimed(BEN, units(190), units(190), units(810), day(10)))
              .head();

      assertThat(d.totals().claimed()).isEqualTo(units(570));
      assertThat(d.totals().remaining()).isEqualTo(units(2_430));
      assertThat(d.counts()).isEqualTo(new Counts(2, 2, 0, 2));
      assertThat(d.completeBps()).isEqualTo(1_900);
    }

    @Test
    void paysAsMuchAsIsAskedFor() {
      active(PLAIN)
          .at(day(10))
          .when(new Claim(units(300)))
          .by(ADA)
          .then(new Claimed(ADA, units(300), units(300), units(1_700), day(10)))
          .thenRow(
              ParticipantHistory.key(ADA),
              new Participant(
                  units(2_000),
                  units(300),
                  units(0),
                  Participant.Status.PARTIAL_CLAIM,
                  null,
                  "The first.",
                  NOON,
                  day(10)))
          .at(day(10))
          .when(new Claim(units(80)))
          .by(ADA)
          .then(new Claimed(ADA, units(80), units(380), units(1_620), day(10)));
    }

    @Test
    void paysNothingTwice() {
      active(PLAIN)
          .and(new Claimed(ADA, units(380), units(380), units(1_620), day(10)))
          .at(day(10))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused(
              "NOTHING_TO_CLAIM",
              "Cannot claim from the distribution 'Thanks': nothing is claimable."
                  + " The next unlock is at '2026-03-12T12:00:00Z'.");
    }

    @Test
    void paysNoMoreThanIsUnlockedAndNoAmountThatIsNone() {
      active(PLAIN)
          .at(day(10))
          .when(new Claim(units(381)))
          .by(ADA)
          .thenRefused("EXCEEDS_CLAIMABLE", "Cannot claim '381'", "only '380' is claimable")
          .at(day(10))
          .when(new Claim(units(0)))
          .by(ADA)
          .thenRefused("AMOUNT_NOT_POSITIVE", "'0'")
          .at(day(10))
          .when(new Claim(units(-5)))
          .by(ADA)
          .thenRefused("AMOUNT_NOT_POSITIVE", "'-5'");
    }

    @Test
    void paysNobodyWhoIsNoParticipant() {
      for (Principal other : List.of(EVE, OWNER, Principal.ANONYMOUS)) {
        active(PLAIN)
            .at(day(10))
            .when(new Claim(null))
            .by(other)
            .thenRefused(
                "NOT_A_PARTICIPANT",
                "'%s' is no participant. Only its owner can name participants.".formatted(other));
      }
    }

    @Test
    void isDoneWithAParticipantWhoGotEverything() {
      var story =
          active(PLAIN)
              .and(new Claimed(ADA, units(380), units(380), units(1_620), day(10)))
              .at(day(100))
              .when(new Claim(null))
              .by(ADA)
              .then(new Claimed(ADA, units(1_620), units(2_000), units(0), day(100)))
              .thenRow(
                  ParticipantHistory.key(ADA),
                  new Participant(
                      units(2_000),
                      units(2_000),
                      units(0),
                      Participant.Status.CLAIMED,
                      null,
                      "The first.",
                      NOON,
                      day(100)));

      assertThat(story.head().counts()).isEqualTo(new Counts(2, 1, 1, 2));
      story
          .at(day(101))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused("NOTHING_TO_CLAIM", "Nothing more will be unlocked.");
    }

    @Test
    void isCompletedOnceEverybodyGotEverything() {
      var story =
          active(PLAIN)
              .and(new Claimed(ADA, units(2_000), units(2_000), units(0), day(100)))
              .at(day(100))
              .when(new Complete())
              .by(OWNER)
              .thenRefused("NOT_OVER", "'2000' of '3000'", "Wait until everybody has claimed.")
              .and(new Claimed(BEN, units(1_000), units(1_000), units(0), day(101)))
              .at(day(102))
              .when(new Complete())
              .by(OWNER)
              .then(new Completed(units(0), day(102)))
              .at(day(103))
              .when(new Complete())
              .by(OWNER)
              .thenNothingHappens();

      assertThat(story.head().status()).isEqualTo(Status.COMPLETED);
      assertThat(story.head().completeBps()).isEqualTo(10_000);
    }

    @Test
    void takesAClockThatRunsBackAsOneThatStandsStill() {
      active(PLAIN)
          .and(new Claimed(ADA, units(1), units(1), units(1_999), day(10)))
          .at(day(9))
          .when(new Claim(null))
          .by(ADA)
          .then(new Claimed(ADA, units(379), units(380), units(1_620), day(10)));
    }

    @Test
    void registersNobodyWhomItsOwnerDidNotName() {
      active(PLAIN)
          .at(day(1))
          .when(new Register(null, null))
          .by(EVE)
          .thenRefused("REGISTRATION_NOT_ALLOWED", "'aaaaa-aa' is none of its recipients")
          .at(day(1))
          .when(new Register(null, null))
          .by(ADA)
          .thenNothingHappens();
    }

    @Test
    void isChangedByNobodyUnlessItWasMadeSo() {
      active(PLAIN)
          .at(day(1))
          .when(new AddRecipients(List.of(TO_EVE)))
          .by(OWNER)
          .thenRefused("MODIFICATION_NOT_ALLOWED", "it was made without allowModification")
          .at(day(1))
          .when(new Pause("Wait."))
          .by(OWNER)
          .thenRefused("MODIFICATION_NOT_ALLOWED")
          .at(day(1))
          .when(new Cancel("No."))
          .by(OWNER)
          .thenRefused("NOT_CANCELLABLE", "it was made to be kept")
          .at(day(1))
          .when(new DistributionOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("EARLY_UNLOCK_NOT_ALLOWED", "it was made without early unlock")
          .at(day(1))
          .when(new Fund(units(1)))
          .by(OWNER)
          .thenRefused("EXCEEDS_TOTAL", "no more than '0'")
          .at(day(1))
          .when(new Resume())
          .by(OWNER)
          .thenNothingHappens();
    }
  }

  @Nested
  class ADistributionWithAClaimLimit {
    final Terms terms = PLAIN.claimLimit(new ClaimLimit(2, Duration.ofDays(1)));

    @Test
    void paysSoOftenInAWindowAndNoMore() {
      Instant third = day(1).plusSeconds(3);
      active(terms)
          .at(day(1))
          .when(new Claim(units(10)))
          .by(ADA)
          .then(new Claimed(ADA, units(10), units(10), units(1_990), day(1)))
          .at(day(1).plusSeconds(2))
          .when(new Claim(units(10)))
          .by(ADA)
          .then(new Claimed(ADA, units(10), units(20), units(1_980), day(1).plusSeconds(2)))
          .at(third)
          .when(new Claim(units(10)))
          .by(ADA)
          .thenRefused(
              "CLAIM_LIMIT_REACHED",
              "at most '2' claims are possible within 'PT24H'. Try again at '2026-03-03T12:00:00Z'; nothing is lost until then.")
          .at(third)
          .when(new Claim(units(10)))
          .by(BEN)
          .then(new Claimed(BEN, units(10), units(10), units(990), third))
          .at(day(2))
          .when(new Claim(units(10)))
          .by(ADA)
          .then(new Claimed(ADA, units(10), units(30), units(1_970), day(2)))
          .thenRow(
              ParticipantHistory.key(ADA),
              new Participant(
                  units(2_000),
                  units(30),
                  units(0),
                  Participant.Status.PARTIAL_CLAIM,
                  new Participant.Window(day(2), 1),
                  "The first.",
                  NOON,
                  day(2)));
    }

    @Test
    void countsNoClaimThatWasRefused() {
      active(terms)
          .at(day(1))
          .when(new Claim(units(9_999)))
          .by(ADA)
          .thenRefused("EXCEEDS_CLAIMABLE")
          .at(day(1))
          .when(new Claim(units(1)))
          .by(ADA)
          .then(new Claimed(ADA, units(1), units(1), units(1_999), day(1)))
          .at(day(1))
          .when(new Claim(units(1)))
          .by(ADA)
          .then(new Claimed(ADA, units(1), units(2), units(1_998), day(1)));
    }
  }

  @Nested
  class ADistributionWithEarlyUnlock {
    final Terms terms = PLAIN.earlyUnlock(new EarlyUnlock(2_500, TOKEN, Duration.ofDays(10)));

    /// On day 20 560 of Ada's are unlocked and 1440 locked; a quarter of these is 360.
    final UnlockedEarly unlocked =
        new UnlockedEarly(ADA, units(1_540), units(360), TOKEN, units(1_640), day(20));

    @Test
    void paysEverythingButThePenaltyOnWhatIsLocked() {
      var story =
          active(terms)
              .and(new Claimed(ADA, units(100), units(100), units(1_900), NOON))
              .at(day(20))
              .when(new DistributionOperation.EarlyUnlock())
              .by(ADA)
              .then(unlocked)
              .thenRow(
                  ParticipantHistory.key(ADA),
                  new Participant(
                      units(2_000),
                      units(1_640),
                      units(360),
                      Participant.Status.CLAIMED,
                      null,
                      "The first.",
                      NOON,
                      day(20)))
              .at(day(20))
              .when(new Claim(null))
              .by(BEN)
              .then(new Claimed(BEN, units(280), units(280), units(720), day(20)));

      Totals totals = story.head().totals();
      assertThat(totals.claimed()).isEqualTo(units(1_920));
      assertThat(totals.penalised()).isEqualTo(units(360));
      assertThat(totals.remaining()).isEqualTo(units(720));
      assertThat(story.head().counts()).isEqualTo(new Counts(2, 2, 1, 3));
      assertThat(story.head().unlocked(day(20))).isEqualTo(units(1_920));
      assertThat(story.head().unlocked(day(100))).isEqualTo(units(2_640));
    }

    @Test
    void doesSoOnce() {
      active(terms)
          .and(new Claimed(ADA, units(100), units(100), units(1_900), NOON))
          .and(unlocked)
          .at(day(21))
          .when(new DistributionOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("NOTHING_LOCKED", "nothing of 'em77e-bvlzu-aq' is locked any more")
          .at(day(21))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused("NOTHING_TO_CLAIM", "Nothing more will be unlocked.");
    }

    @Test
    void saysFromWhenItIsPossible() {
      active(terms)
          .at(day(10).minusNanos(1))
          .when(new DistributionOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("EARLY_UNLOCK_TOO_SOON", "possible from '2026-03-11T12:00:00Z' on")
          .at(day(10))
          .when(new DistributionOperation.EarlyUnlock())
          .by(BEN)
          .then(new UnlockedEarly(BEN, units(798), units(202), TOKEN, units(798), day(10)));
    }

    @Test
    void unlocksNothingEarlyForWhoIsNoParticipantOrHasNothingLocked() {
      active(terms)
          .at(day(20))
          .when(new DistributionOperation.EarlyUnlock())
          .by(EVE)
          .thenRefused("NOT_A_PARTICIPANT", "Cannot unlock early from")
          .at(day(100))
          .when(new DistributionOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("NOTHING_LOCKED", "Claim what is left instead.");
    }

    @Test
    void countsNobodyAsPaidWhoLostEverything() {
      var story =
          active(PLAIN.initialBps(0).earlyUnlock(new EarlyUnlock(10_000, null, null)))
              .at(NOON)
              .when(new DistributionOperation.EarlyUnlock())
              .by(BEN)
              .then(new UnlockedEarly(BEN, units(0), units(1_000), null, units(0), NOON));

      assertThat(story.head().counts()).isEqualTo(new Counts(2, 0, 1, 0));
      assertThat(story.head().outstanding()).isEqualTo(units(2_000));
    }
  }

  @Nested
  class AModifiableDistribution {
    final Terms terms = PLAIN.modifiable();

    @Test
    void isPausedForAReasonAndResumed() {
      var story =
          active(terms)
              .at(day(1))
              .when(new Pause("An audit."))
              .by(OWNER)
              .then(new Paused("An audit.", day(1)))
              .at(day(2))
              .when(new Pause("Again."))
              .by(OWNER)
              .thenNothingHappens()
              .at(day(2))
              .when(new Claim(null))
              .by(ADA)
              .thenRefused(
                  "PAUSED",
                  "Cannot claim from the distribution 'Thanks': it is paused since '2026-03-02T12:00:00Z'.",
                  "when its owner has resumed it")
              .at(day(2))
              .when(new Activate())
              .by(OWNER)
              .thenRefused("PAUSED", "Resume it instead.")
              .at(day(2))
              .when(new Complete())
              .by(OWNER)
              .thenRefused("PAUSED", "Resume it first")
              .at(day(10))
              .when(new Resume())
              .by(OWNER)
              .then(new Resumed(null, day(10)));

      assertThat(story.head().pausedAt()).isNull();
      story
          .at(day(10))
          .when(new Claim(null)) // the schedule went on
          .by(ADA)
          .then(new Claimed(ADA, units(380), units(380), units(1_620), day(10)));
    }

    @Test
    void isPausedForAReasonOnly() {
      for (String reason : new @Nullable String[] {null, "", "  "}) {
        active(terms)
            .at(day(1))
            .when(new Pause(reason))
            .by(OWNER)
            .thenRefused("REASON_MISSING", "Say why");
      }
      active(terms)
          .at(day(1))
          .when(new Pause("a".repeat(501)))
          .by(OWNER)
          .thenRefused("REASON_TOO_LONG", "'501' characters");
    }

    @Test
    void endsLaterByAsLongAsItWasPaused() {
      active(terms.end(day(100)))
          .and(new Paused("An audit.", day(90)))
          .at(day(120))
          .when(new Resume())
          .by(OWNER)
          .then(new Resumed(day(130), day(120)))
          .at(day(129))
          .when(new Complete())
          .by(OWNER)
          .thenRefused("NOT_OVER", "it ends at '2026-07-09T12:00:00Z'")
          .at(day(130))
          .when(new Complete())
          .by(OWNER)
          .then(new Completed(units(3_000), day(130)));
    }

    @Test
    void takesRecipientsForWhomItHasFunds() {
      var story =
          active(terms)
              .at(day(1))
              .when(new AddRecipients(List.of(TO_EVE)))
              .by(OWNER)
              .thenRefused(
                  "NOT_FUNDED", "'3500' are needed, and '3000' are funded. Fund the missing '500'")
              .at(day(1))
              .when(new Fund(units(600)))
              .by(OWNER)
              .then(new Funded(units(600), day(1)))
              .at(day(1))
              .when(new AddRecipients(List.of(TO_EVE)))
              .by(OWNER)
              .then(new RecipientsAdded(List.of(TO_EVE), day(1)))
              .at(day(10))
              .when(new Claim(null))
              .by(EVE)
              .then(new Claimed(EVE, units(95), units(95), units(405), day(10)));

      assertThat(story.head().totals().remaining()).isEqualTo(units(3_505));
      story
          .and(new Claimed(ADA, units(2_000), units(2_000), units(0), day(100)))
          .and(new Claimed(BEN, units(1_000), units(1_000), units(0), day(100)))
          .and(new Claimed(EVE, units(405), units(500), units(0), day(100)))
          .at(day(100))
          .when(new Complete())
          .by(OWNER)
          .then(new Completed(units(100), day(100)));
    }

    @Test
    void takesNoMoreFundsThanAnAmountMayBe() {
      active(terms)
          .at(day(1))
          .when(new Fund(BigInteger.TEN.pow(17)))
          .by(OWNER)
          .thenRefused("EXCEEDS_TOTAL", "no more than '99999999999997000'");
    }

    @Test
    void addsAllOfAListOrNobody() {
      active(terms)
          .and(new Funded(units(9_000), day(1)))
          .at(day(1))
          .when(new AddRecipients(List.of(TO_EVE, TO_BEN)))
          .by(OWNER)
          .thenRefused("ALREADY_A_PARTICIPANT", "'2chl6-4hpzw-vqaaa-aaaaa-c' is a participant")
          .thenNoRow(ParticipantHistory.key(EVE))
          .at(day(1))
          .when(new AddRecipients(List.of(TO_EVE, TO_EVE)))
          .by(OWNER)
          .thenRefused("BAD_RECIPIENTS", "/recipients/1/principal: 'aaaaa-aa' is named before.")
          .at(day(1))
          .when(
              new AddRecipients(
                  List.of(
                      new Recipient(Principal.ANONYMOUS, units(0), null),
                      new Recipient(EVE, units(1), " "))))
          .by(OWNER)
          .thenRefused("BAD_RECIPIENTS", "is the anonymous principal.", "Further mistakes: 2.")
          .at(day(1))
          .when(new AddRecipients(List.of()))
          .by(OWNER)
          .thenRefused("BAD_RECIPIENTS", "There must be 1 to 1000 recipients; there are '0'.")
          .at(day(1))
          .when(new AddRecipients(null))
          .by(OWNER)
          .thenRefused("BAD_RECIPIENTS")
          .at(day(1))
          .when(new AddRecipients(recipients(0, 1_001)))
          .by(OWNER)
          .thenRefused("BAD_RECIPIENTS", "there are '1001'");
    }

    @Test
    void addsNobodyWhoseAmountMakesTheTotalTooLarge() {
      var huge = new Recipient(EVE, BigInteger.TEN.pow(17), null);
      DISTRIBUTION
          .given(terms.config())
          .at(day(1))
          .when(new AddRecipients(List.of(huge)))
          .by(OWNER)
          .thenRefused("TOTAL_TOO_LARGE", "would be '100000000000003000'");
    }

    @Test
    void hasAHundredThousandParticipantsAtMost() {
      var story = active(terms);
      for (int batch = 0; batch < 99; batch++) {
        story.and(new RecipientsAdded(recipients(batch * 1_000, 1_000), day(1)));
      }
      story.and(new RecipientsAdded(recipients(99_000, 998), day(1)));

      assertThat(story.head().counts().participants()).isEqualTo(100_000);
      story
          .and(new Funded(units(1_000_000), day(1)))
          .at(day(1))
          .when(new AddRecipients(List.of(TO_EVE)))
          .by(OWNER)
          .thenRefused("TOO_MANY_PARTICIPANTS", "it has '100000' participants");
    }
  }

  @Nested
  class ACancellableDistribution {
    final Terms terms = PLAIN.cancellable();

    @Test
    void givesItsOwnerBackAllThatIsNotClaimed() {
      var story =
          active(terms)
              .and(new Claimed(ADA, units(380), units(380), units(1_620), day(10)))
              .at(day(20))
              .when(new Cancel("A mistake."))
              .by(OWNER)
              .then(new Cancelled(units(2_620), "A mistake.", day(20)))
              .at(day(21))
              .when(new Cancel("Again."))
              .by(OWNER)
              .thenNothingHappens()
              .at(day(21))
              .when(new Claim(null))
              .by(ADA)
              .thenRefused("CANCELLED", "its owner cancelled it at '2026-03-21T12:00:00Z'");

      assertThat(story.head().status()).isEqualTo(Status.CANCELLED);
      assertThat(story.head().totals().remaining()).isZero();
      assertThat(story.head().nextUnlock(day(21))).isEmpty();
    }

    @Test
    void givesBackWhatWasFundedBeforeItIsActive() {
      DISTRIBUTION
          .given(terms.config())
          .and(new Funded(units(70), NOON))
          .at(day(1))
          .when(new Cancel("A mistake."))
          .by(OWNER)
          .then(new Cancelled(units(70), "A mistake.", day(1)));
    }

    @Test
    void isCancelledForAReasonOnly() {
      active(terms)
          .at(day(1))
          .when(new Cancel(null))
          .by(OWNER)
          .thenRefused("REASON_MISSING", "Cannot cancel");
    }

    @Test
    void isCancelledWhileItIsPaused() {
      active(terms.modifiable())
          .and(new Paused("An audit.", day(1)))
          .at(day(2))
          .when(new Cancel("A mistake."))
          .by(OWNER)
          .then(new Cancelled(units(3_000), "A mistake.", day(2)));
    }

    @Test
    void isOverOnceItIsCancelled() {
      var story = active(terms.modifiable()).and(new Cancelled(units(3_000), "No.", day(1)));
      for (DistributionOperation operation :
          List.<DistributionOperation>of(
              new Fund(units(1)),
              new Activate(),
              new AddRecipients(List.of(TO_EVE)),
              new Pause("Wait."),
              new Resume(),
              new Complete())) {
        story.at(day(2)).when(operation).by(OWNER).thenRefused("CANCELLED", "Nothing more");
      }
    }

    @Test
    void isNotCancelledOnceItIsCompleted() {
      var story = active(terms.modifiable()).and(new Completed(units(3_000), day(1)));
      for (DistributionOperation operation :
          List.<DistributionOperation>of(
              new Fund(units(1)),
              new Activate(),
              new AddRecipients(List.of(TO_EVE)),
              new Pause("Wait."),
              new Resume(),
              new Cancel("No."))) {
        story.at(day(2)).when(operation).by(OWNER).thenRefused("COMPLETED", "Nothing more");
      }
    }
  }

  @Nested
  class AnOpenDistribution {
    @Test
    void takesWhoeverRegistersInTime() {
      active(OPEN)
          .at(day(1).minusNanos(1))
          .when(new Register(null, null))
          .by(EVE)
          .thenRefused("REGISTRATION_NOT_OPEN", "possible from '2026-03-02T12:00:00Z' on")
          .at(day(1))
          .when(new Claim(null))
          .by(EVE)
          .thenRefused(
              "NOT_A_PARTICIPANT",
              "Register from '2026-03-02T12:00:00Z' until '2026-03-11T12:00:00Z'.")
          .at(day(1))
          .when(new Register(null, null))
          .by(EVE)
          .then(new Registered(EVE, units(1_000), day(1)))
          .thenRow(ParticipantHistory.key(EVE), Participant.registered(units(1_000), day(1)))
          .at(day(2))
          .when(new Register(null, null))
          .by(EVE)
          .thenNothingHappens()
          .at(day(10))
          .when(new Register(null, null))
          .by(ADA)
          .thenRefused("REGISTRATION_CLOSED", "possible until '2026-03-11T12:00:00Z'")
          .at(day(10))
          .when(new Claim(null))
          .by(EVE)
          .then(new Claimed(EVE, units(190), units(190), units(810), day(10)));
    }

    @Test
    void hasSoManyPlacesAndNoMore() {
      active(OPEN)
          .and(new Registered(ADA, units(1_000), day(1)))
          .and(new Registered(BEN, units(1_000), day(1)))
          .and(new Registered(EVE, units(1_000), day(1)))
          .at(day(2))
          .when(new Register(null, null))
          .by(TOKEN)
          .thenRefused("FULL", "all '3' places are taken");
    }

    @Test
    void takesNobodyWhoCannotClaim() {
      active(OPEN)
          .at(day(1))
          .when(new Register(null, null))
          .by(Principal.ANONYMOUS)
          .thenRefused("BAD_PARTICIPANT", "is the anonymous principal");
    }

    @Test
    void asksForNoProof() {
      active(OPEN)
          .at(day(1))
          .when(new Register(units(5), null))
          .by(EVE)
          .thenRefused("SUPERFLUOUS_PROOF", "everybody gets '1000' without")
          .at(day(1))
          .when(new Register(null, List.of()))
          .by(EVE)
          .thenRefused("SUPERFLUOUS_PROOF");
    }

    @Test
    void hasNoRecipientsWhomItsOwnerNames() {
      active(OPEN.modifiable())
          .at(day(1))
          .when(new AddRecipients(List.of(TO_EVE)))
          .by(OWNER)
          .thenRefused("RECIPIENTS_NOT_NAMED", "its participants register by themselves");
    }

    @Test
    void isCompletedWhenNobodyCanComeAnyMoreAndEverybodyGotEverything() {
      active(OPEN)
          .and(new Registered(EVE, units(1_000), day(1)))
          .at(day(20))
          .when(new Complete())
          .by(OWNER)
          .thenRefused("NOT_OVER", "'0' of '3000'")
          .and(new Claimed(EVE, units(1_000), units(1_000), units(0), day(100)))
          .at(day(100))
          .when(new Complete())
          .by(OWNER)
          .then(new Completed(units(2_000), day(100)));
    }

    @Test
    void isNotCompletedWhileSomebodyMayStillCome() {
      active(OPEN).at(day(9)).when(new Complete()).by(OWNER).thenRefused("NOT_OVER");
      active(OPEN)
          .at(day(10))
          .when(new Complete())
          .by(OWNER)
          .then(new Completed(units(3_000), day(10)));
    }
  }

  @Nested
  class ADistributionWhoseListLiesElsewhere {
    @Test
    void takesWhoeverShowsToBeOnTheList() {
      active(BY_LIST)
          .at(day(1))
          .when(new Register(units(2_000), LIST.proofOf(TO_ADA)))
          .by(ADA)
          .then(new Registered(ADA, units(2_000), day(1)))
          .at(day(1))
          .when(new Register(units(2_000), LIST.proofOf(TO_ADA)))
          .by(ADA)
          .thenNothingHappens()
          .at(day(10))
          .when(new Claim(null))
          .by(ADA)
          .then(new Claimed(ADA, units(380), units(380), units(1_620), day(10)));
    }

    @Test
    void takesNobodyElseAndNoOtherAmount() {
      var story = active(BY_LIST);
      story
          .at(day(1))
          .when(new Register(units(2_000), LIST.proofOf(TO_ADA)))
          .by(EVE)
          .thenRefused(
              "PROOF_MISMATCH",
              "the proof does not show that 'aaaaa-aa' is on its list with the amount '2000'",
              "https://example.com/list.json");
      story
          .at(day(1))
          .when(new Register(units(2_001), LIST.proofOf(TO_ADA)))
          .by(ADA)
          .thenRefused("PROOF_MISMATCH");
      story
          .at(day(1))
          .when(new Register(units(2_000), LIST.proofOf(TO_BEN)))
          .by(ADA)
          .thenRefused("PROOF_MISMATCH");
      story
          .at(day(1))
          .when(new Register(units(-2_000), LIST.proofOf(TO_ADA)))
          .by(ADA)
          .thenRefused("PROOF_MISMATCH");
      story
          .at(day(1))
          .when(new Register(units(2_000), List.of("no digest")))
          .by(ADA)
          .thenRefused("PROOF_MISMATCH");
    }

    @Test
    void saysWhatIsMissing() {
      active(BY_LIST)
          .at(day(1))
          .when(new Register(null, LIST.proofOf(TO_ADA)))
          .by(ADA)
          .thenRefused(
              "PROOF_MISSING", "Take both from the list at 'https://example.com/list.json'")
          .at(day(1))
          .when(new Register(units(2_000), null))
          .by(ADA)
          .thenRefused("PROOF_MISSING")
          .at(day(1))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused("NOT_A_PARTICIPANT", "register with your amount and proof");
    }

    @Test
    void promisesNoMoreThanItHoldsIfItsOwnerSaidTooLittleOfTheList() {
      for (var said : List.of(list(1, 3_000), list(2, 2_999))) {
        active(PLAIN.total(said.total()).eligibility(Eligibility.of(said)))
            .and(new Registered(ADA, units(2_000), day(1)))
            .at(day(2))
            .when(new Register(units(1_000), LIST.proofOf(TO_BEN)))
            .by(BEN)
            .thenRefused("LIST_EXHAUSTED", "Tell its owner that the list is larger");
      }
    }

    @Test
    void isNotCompletedBeforeEverybodyOnTheListGotEverything() {
      active(BY_LIST)
          .and(new Registered(ADA, units(2_000), day(1)))
          .and(new Claimed(ADA, units(2_000), units(2_000), units(0), day(100)))
          .at(day(100))
          .when(new Complete())
          .by(OWNER)
          .thenRefused("NOT_OVER", "'2000' of '3000'");
    }

    @Test
    void promisesEverybodyOnTheListItsPartBeforeTheyCome() {
      assertThat(active(BY_LIST).head().unlocked(day(10))).isEqualTo(units(570));
    }

    private static RecipientsRef list(int count, long total) {
      return new RecipientsRef(
          "https://example.com/list.json", "0".repeat(64), LIST.root(), count, units(total));
    }
  }

  @Nested
  class TheViews {
    final CanisterScenario<
                DistributionConfig, Distribution, DistributionOperation, DistributionEvent>
            .Story
        story =
            active(PLAIN.claimLimit(new ClaimLimit(1, Duration.ofDays(1))))
                .and(new Claimed(ADA, units(380), units(380), units(1_620), day(10)));

    @Test
    void summariseEverythingAPersonWantsToKnow() {
      DistributionConfig config = PLAIN.config();
      assertThat(story.at(day(20)).view("summary"))
          .isEqualTo(
              new DistributionSummary(
                  "Thanks",
                  null,
                  Status.ACTIVE,
                  day(20),
                  DistributionConfig.Campaign.AIRDROP,
                  TOKEN,
                  OWNER,
                  units(3_000),
                  units(3_000),
                  null,
                  units(3_000),
                  units(840),
                  units(460),
                  units(380),
                  units(0),
                  units(0),
                  units(2_620),
                  1_266,
                  2,
                  1,
                  0,
                  1,
                  new DistributionSummary.NextUnlock(day(21), units(27)),
                  NOON,
                  day(100),
                  null,
                  1_000,
                  config.schedule(),
                  new Eligibility(Eligibility.Kind.WHITELIST, null, null, null, null, null),
                  null,
                  new ClaimLimit(1, Duration.ofDays(1)),
                  false,
                  false,
                  NOON,
                  null,
                  NOON,
                  day(10)));
    }

    @Test
    void sayWhatIsMissingUntilItIsFunded() {
      assertThat(DISTRIBUTION.given(PLAIN.config()).at(day(20)).view("summary"))
          .asInstanceOf(InstanceOfAssertFactories.type(DistributionSummary.class))
          .satisfies(summary -> {
            assertThat(summary.missing()).isEqualTo(units(3_000));
            assertThat(summary.unlocked()).isZero();
            assertThat(summary.start()).isNull();
            assertThat(summary.lastUnlock()).isNull();
            assertThat(summary.nextUnlock()).isNull();
          });
    }

    @Test
    void sayHowMuchWhoCouldBePaid() {
      assertThat(claimable(ADA, day(20)))
          .isEqualTo(new DistributionViews.Claimable(day(20), ADA, units(180), null));
      assertThat(claimable(ADA, day(10).plusSeconds(1)))
          .isEqualTo(
              new DistributionViews.Claimable(day(10).plusSeconds(1), ADA, units(0), day(11)));
      assertThat(claimable(EVE, day(20)))
          .isEqualTo(new DistributionViews.Claimable(day(20), EVE, units(0), null));
      story.and(new Cancelled(units(2_620), "No.", day(20)));
      assertThat(claimable(BEN, day(20)))
          .isEqualTo(new DistributionViews.Claimable(day(20), BEN, units(0), null));
    }

    @Test
    void showOneParticipant() {
      assertThat(story.at(day(10)).view("participant", Map.of("principal", ADA.text())))
          .isEqualTo(
              new ParticipantView(
                  ADA,
                  Participant.Status.PARTIAL_CLAIM,
                  units(2_000),
                  units(380),
                  units(380),
                  units(0),
                  units(1_620),
                  units(0),
                  day(11),
                  day(11),
                  "The first.",
                  NOON,
                  day(10)));
      assertThatThrownBy(() -> story.at(NOON).view("participant", Map.of("principal", "eve")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "'eve' is no participant of the distribution 'Thanks'. Only its owner can name participants.");
    }

    @Test
    void askForWhom() {
      for (String view : List.of("participant", "claimable")) {
        assertThatThrownBy(() -> story.at(NOON).view(view))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("The parameter 'principal' is missing. Say whom you ask for.");
        assertThatThrownBy(() -> story.at(NOON).view(view, Map.of("principal", " ")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("'principal' is empty");
      }
    }

    @Test
    void listTheParticipantsAPageAtATime() {
      story.and(new RecipientsAdded(List.of(TO_EVE), day(10)));

      assertThat(page(Map.of("limit", "2")))
          .isEqualTo(List.of(BEN, EVE)); // in the order of their texts
      assertThat(participants(Map.of("limit", "2")).next()).isEqualTo(EVE.text());
      assertThat(page(Map.of("limit", "2", "after", EVE.text()))).isEqualTo(List.of(ADA));
      assertThat(participants(Map.of("limit", "3")).next()).isNull();
      assertThat(participants(Map.of("after", EVE.text())).participants())
          .containsExactly(
              new DistributionViews.Line(
                  ADA,
                  Participant.Status.PARTIAL_CLAIM,
                  units(2_000),
                  units(380),
                  units(180),
                  units(0),
                  "The first."));
      assertThat(participants(Map.of("after", "zzz")))
          .isEqualTo(new DistributionViews.Participants(List.of(), null));
      for (String limit : List.of("0", "501", "-1", "many")) {
        assertThatThrownBy(() -> participants(Map.of("limit", limit)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("Ask for 1 to 500.");
      }
    }

    @Test
    void countAndAddUp() {
      assertThat(story.at(day(20)).view("stats"))
          .isEqualTo(
              new DistributionViews.Stats(
                  day(20),
                  Status.ACTIVE,
                  2,
                  1,
                  0,
                  1,
                  units(3_000),
                  units(3_000),
                  units(3_000),
                  units(840),
                  units(380),
                  units(0),
                  units(0),
                  units(2_620),
                  1_266));
    }

    @Test
    void projectWhatWillBeUnlockedDayByDay() {
      assertThat(story.at(day(98)).view("projection", Map.of("days", "4")))
          .isEqualTo(
              List.of(
                  new Projection.Day(day(99), units(27), units(2_973)),
                  new Projection.Day(day(100), units(27), units(3_000)),
                  new Projection.Day(day(101), units(0), units(3_000)),
                  new Projection.Day(day(102), units(0), units(3_000))));
      assertThat(story.at(day(20)).view("projection"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .hasSize(30);
      for (String days : List.of("0", "367", "-1", "some")) {
        assertThatThrownBy(() -> story.at(NOON).view("projection", Map.of("days", days)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("Ask for 1 to 366.");
      }
    }

    @Test
    void projectNothingFromTheEndOfTimeOn() {
      assertThatThrownBy(() -> story.at(Instant.MAX).view("projection"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Ask for a time before '9999-01-01T00:00:00Z'.");
      assertThat(story.at(Instant.MAX).view("summary")).isNotNull();
      assertThat(story.at(Instant.MIN).view("summary")).isNotNull();
    }

    @Test
    void projectADistributionThatIsNotActiveAsIfItWereActivatedNow() {
      assertThat(
              DISTRIBUTION.given(PLAIN.config()).at(day(5)).view("projection", Map.of("days", "1")))
          .isEqualTo(List.of(new Projection.Day(day(6), units(27), units(327))));
    }

    private Object claimable(Principal principal, Instant at) {
      return story.at(at).view("claimable", Map.of("principal", principal.text()));
    }

    private List<Principal> page(Map<String, String> parameters) {
      return participants(parameters).participants().stream()
          .map(DistributionViews.Line::principal)
          .toList();
    }

    private DistributionViews.Participants participants(Map<String, String> parameters) {
      return (DistributionViews.Participants) story.at(day(20)).view("participants", parameters);
    }
  }

  @Test
  void theEventsOfADistributionBeginWithItsCreation() {
    assertThatThrownBy(() -> DISTRIBUTION.given(List.of(new Funded(units(1), NOON))))
        .hasMessageContaining("Its events have lost their beginning.");
    assertThatThrownBy(() ->
            DISTRIBUTION
                .given(PLAIN.config())
                .and(new Claimed(EVE, units(1), units(1), units(1), NOON)))
        .hasMessageContaining("'aaaaa-aa' was paid and is no participant.");
    assertThat(new DistributionCanister().create(PLAIN.config(), OWNER, NOON))
        .isEqualTo(new Created(PLAIN.config(), OWNER, NOON));
  }

  /// Funded and activated at noon.
  private static CanisterScenario<
              DistributionConfig, Distribution, DistributionOperation, DistributionEvent>
          .Story
      active(Terms terms) {
    DistributionConfig config = terms.config();
    return DISTRIBUTION
        .given(config)
        .and(new Funded(config.totalAmount(), NOON))
        .and(new Activated(config.start() == null ? NOON : config.start(), NOON));
  }

  private static List<Recipient> recipients(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> new Recipient(new Principal("recipient-" + i), units(1), null))
        .toList();
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }

  private static Instant day(long day) {
    return NOON.plus(Duration.ofDays(day));
  }

  /// A config that a test says only what is special about.
  record Terms(
      BigInteger total,
      Eligibility eligibility,
      @Nullable Instant start,
      @Nullable Instant end,
      int initialBps,
      boolean isCancellable,
      boolean isModifiable,
      @Nullable EarlyUnlock earlyUnlock,
      @Nullable ClaimLimit claimLimit) {

    Terms() {
      this(
          units(3_000),
          Eligibility.of(List.of(TO_ADA, TO_BEN)),
          null,
          null,
          1_000,
          false,
          false,
          null,
          null);
    }

    Terms total(BigInteger value) {
      return new Terms(
          value,
          eligibility,
          start,
          end,
          initialBps,
          isCancellable,
          isModifiable,
          earlyUnlock,
          claimLimit);
    }

    Terms eligibility(Eligibility value) {
      return new Terms(
          total,
          value,
          start,
          end,
          initialBps,
          isCancellable,
          isModifiable,
          earlyUnlock,
          claimLimit);
    }

    Terms start(Instant value) {
      return new Terms(
          total,
          eligibility,
          value,
          end,
          initialBps,
          isCancellable,
          isModifiable,
          earlyUnlock,
          claimLimit);
    }

    Terms end(Instant value) {
      return new Terms(
          total,
          eligibility,
          start,
          value,
          initialBps,
          isCancellable,
          isModifiable,
          earlyUnlock,
          claimLimit);
    }

    Terms initialBps(int value) {
      return new Terms(
          total,
          eligibility,
          start,
          end,
          value,
          isCancellable,
          isModifiable,
          earlyUnlock,
          claimLimit);
    }

    Terms cancellable() {
      return new Terms(
          total, eligibility, start, end, initialBps, true, isModifiable, earlyUnlock, claimLimit);
    }

    Terms modifiable() {
      return new Terms(
          total, eligibility, start, end, initialBps, isCancellable, true, earlyUnlock, claimLimit);
    }

    Terms earlyUnlock(EarlyUnlock value) {
      return new Terms(
          total,
          eligibility,
          start,
          end,
          initialBps,
          isCancellable,
          isModifiable,
          value,
          claimLimit);
    }

    Terms claimLimit(ClaimLimit value) {
      return new Terms(
          total,
          eligibility,
          start,
          end,
          initialBps,
          isCancellable,
          isModifiable,
          earlyUnlock,
          value);
    }

    DistributionConfig config() {
      return new DistributionConfig(
          "Thanks",
          null,
          TOKEN,
          DistributionConfig.Campaign.AIRDROP,
          total,
          eligibility,
          start,
          end,
          ScheduleConfig.linear(Duration.ofDays(100), Frequency.DAILY),
          initialBps,
          isCancellable,
          isModifiable,
          earlyUnlock,
          claimLimit);
    }
  }
}
