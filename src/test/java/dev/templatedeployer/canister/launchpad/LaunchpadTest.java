package dev.templatedeployer.canister.launchpad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterScenario;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.launchpad.Launchpad.Status;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Advanced;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Cancelled;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Claimed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Completed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Contributed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Contributed.Reason;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Failed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Finalised;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Paused;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Refunded;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Succeeded;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Unpaused;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Whitelisted;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Advance;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Cancel;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Claim;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Contribute;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Finalise;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Pause;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Refund;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Unpause;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Whitelist;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LaunchpadTest {
  static final Principal OWNER = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");
  static final Principal GUARD = new Principal("2chl6-4hpzw-vqaaa-aaaaa-c");
  static final Principal ADA = new Principal("em77e-bvlzu-aq");
  static final Principal BEN = new Principal("ben");
  static final Principal EVE = new Principal("eve");

  /// When the launchpad was created. The sale begins on day 10 and ends on day 20; claims begin on
  /// day 30.
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  static final Instant START = day(10);
  static final Instant OPEN = day(12);
  static final Instant END = day(20);
  static final Instant CLAIMS = day(30);

  static final CanisterScenario<LaunchpadConfig, Launchpad, LaunchpadOperation, LaunchpadEvent>
      LAUNCHPAD = CanisterScenario.of(new LaunchpadCanister(), OWNER, NOON);

  /// Raised: 301. Of 10,000 Ada's and Ben's 100 buy 3322.26, Eve's 101 buy 3355.48.
  static final List<Contributed> THREE =
      List.of(contributed(ADA, 100), contributed(BEN, 100), contributed(EVE, 101));

  /// 5 % of 301 are 15.05, and 1 % is 3.01.
  static final Succeeded SUCCEEDED =
      new Succeeded(units(301), units(10_000), units(0), units(15), units(3), units(283), day(20));

  @Nested
  class ANewLaunchpad {
    @Test
    void keepsItsTermsInTheHeadAndItsListsInRows() {
      LaunchpadConfig config =
          SaleConfigs.fair("/whitelist", "['ben','eve']", "/blacklist", "['mallory']");
      var story = LAUNCHPAD.given(config);

      assertThat(story.head().status()).isEqualTo(Status.UPCOMING);
      assertThat(story.head().owner()).isEqualTo(OWNER);
      assertThat(story.head().totals()).isEqualTo(Totals.of(2));
      assertThat(story.head().terms()).isEqualTo(LaunchpadTerms.of(config));
      story
          .thenRow(new RowKey("whitelist", "ben"), new Listed(NOON))
          .thenRow(new RowKey("whitelist", "eve"), new Listed(NOON))
          .thenRow(new RowKey("blacklist", "mallory"), new Listed(NOON))
          .thenNoRow(new RowKey("whitelist", "mallory"))
          .thenRow(new RowKey("categories", "00"), config.categories().get(0))
          .thenRow(new RowKey("categories", "01"), config.categories().get(1))
          .thenRow(new RowKey("project", "project"), config.project());
    }

    @Test
    void standsWhereTimeHasBroughtItThoughNobodySaidSo() {
      Launchpad pad = LAUNCHPAD.given(SaleConfigs.fair()).head();

      assertThat(pad.status(NOON)).isEqualTo(Status.UPCOMING);
      assertThat(pad.status(START.minusNanos(1))).isEqualTo(Status.UPCOMING);
      assertThat(pad.status(START)).isEqualTo(Status.SALE_ACTIVE);
      assertThat(pad.status(END.minusNanos(1))).isEqualTo(Status.SALE_ACTIVE);
      assertThat(pad.status(END)).isEqualTo(Status.SALE_ENDED);
      assertThat(pad.status(day(1_000))).isEqualTo(Status.SALE_ENDED);
    }

    @Test
    void takesNothingBeforeItsSale() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(START.minusNanos(1))
          .when(contribute(100))
          .by(ADA)
          .thenRefused(
              "SALE_NOT_ACTIVE",
              "Cannot contribute to the launchpad 'Harbour'",
              "The sale begins at '2026-03-11T12:00:00Z'.");
    }

    @Test
    void canNeitherBeFinalisedNorClaimedFromNorRefunded() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(NOON)
          .when(new Finalise())
          .by(OWNER)
          .thenRefused("SALE_NOT_ENDED", "The sale begins at '2026-03-11T12:00:00Z'.")
          .at(NOON)
          .when(claim())
          .by(ADA)
          .thenRefused("CLAIM_NOT_OPEN", "The sale begins at '2026-03-11T12:00:00Z'.")
          .at(NOON)
          .when(refund())
          .by(ADA)
          .thenRefused("REFUND_NOT_OPEN", "The sale begins at '2026-03-11T12:00:00Z'.");
    }

    @Test
    void isBroughtUpToDateByAnybody() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(day(1))
          .when(new Advance())
          .by(EVE)
          .thenNothingHappens()
          .at(START)
          .when(new Advance())
          .by(EVE)
          .then(new Advanced(Status.SALE_ACTIVE, START))
          .at(OPEN)
          .when(new Advance())
          .by(EVE)
          .thenNothingHappens()
          .at(END)
          .when(new Advance())
          .by(EVE)
          .then(new Advanced(Status.SALE_ENDED, END));
    }
  }

  @Nested
  class AnActiveSale {
    @Test
    void takesAContribution() {
      var story =
          LAUNCHPAD
              .given(SaleConfigs.fair())
              .at(OPEN)
              .when(contribute(100))
              .by(ADA)
              .then(contributed(ADA, 100));

      assertThat(story.head().status()).isEqualTo(Status.SALE_ACTIVE);
      assertThat(story.head().totals().raised()).isEqualTo(units(100));
      assertThat(story.head().totals().participants()).isEqualTo(1);
      story.thenRow(participants(ADA), row(100, 0, null, 0));
    }

    @Test
    void addsUpWhatOneParticipantContributes() {
      var story =
          LAUNCHPAD
              .given(SaleConfigs.fair())
              .and(contributed(ADA, 100))
              .at(OPEN)
              .when(contribute(50))
              .by(ADA)
              .then(new Contributed(ADA, units(50), units(50), units(0), null, false, OPEN));

      assertThat(story.head().totals().raised()).isEqualTo(units(150));
      assertThat(story.head().totals().participants()).isEqualTo(1);
      story.thenRow(participants(ADA), row(150, 0, null, 0));
    }

    @Test
    void clipsToWhatAParticipantMayContributeAndGivesBackTheRest() {
      var story =
          LAUNCHPAD
              .given(SaleConfigs.fair())
              .at(OPEN)
              .when(contribute(450))
              .by(ADA)
              .then(
                  new Contributed(
                      ADA, units(450), units(400), units(50), Reason.USER_CAP, true, OPEN));

      story
          .thenRow(participants(ADA), row(400, 0, null, 0))
          .at(OPEN)
          .when(contribute(10))
          .by(ADA)
          .thenRefused("USER_CAP_REACHED", "has contributed '400' already");
    }

    @Test
    void clipsToTheHardCapAndEndsThere() {
      var story =
          LAUNCHPAD
              .given(SaleConfigs.fair())
              .and(contributed(ADA, 400))
              .and(contributed(BEN, 350))
              .at(OPEN)
              .when(contribute(300))
              .by(EVE)
              .then(
                  new Contributed(
                      EVE, units(300), units(250), units(50), Reason.HARD_CAP, true, OPEN));

      assertThat(story.head().totals().raised()).isEqualTo(units(1_000));
      assertThat(story.head().status()).isEqualTo(Status.SALE_ENDED);
      story
          .at(OPEN)
          .when(contribute(10))
          .by(new Principal("late"))
          .thenRefused("SALE_NOT_ACTIVE", "The sale has ended; anybody may finalise it.")
          .at(OPEN)
          .when(new Finalise())
          .by(EVE)
          .then(
              new Succeeded(
                  units(1_000), units(10_000), units(0), units(50), units(10), units(940), OPEN));
    }

    @Test
    void namesTheHardCapWhereBothCapsClip() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .and(contributed(ADA, 400))
          .and(contributed(BEN, 300))
          .at(OPEN)
          .when(contribute(500))
          .by(EVE)
          .then(
              new Contributed(
                  EVE, units(500), units(300), units(200), Reason.HARD_CAP, true, OPEN));
    }

    @Test
    void takesNoLessThanTheLeast() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(OPEN)
          .when(contribute(9))
          .by(ADA)
          .thenRefused("BELOW_MINIMUM", "the least is '10'. Contribute at least '10'.");
    }

    @Test
    void takesNoRestBelowTheLeastWhenAParticipantIsClipped() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .and(contributed(ADA, 395))
          .at(OPEN)
          .when(contribute(20))
          .by(ADA)
          .thenRefused("BELOW_MINIMUM", "only '5' more may come from 'em77e-bvlzu-aq'");
    }

    @Test
    void takesLessThanTheLeastIfThatFillsTheHardCap() {
      var story =
          LAUNCHPAD
              .given(SaleConfigs.fair())
              .and(contributed(ADA, 400))
              .and(contributed(BEN, 400))
              .and(contributed(EVE, 193));

      story
          .at(OPEN)
          .when(contribute(6))
          .by(EVE)
          .thenRefused(
              "BELOW_MINIMUM", "Contribute exactly '7', which is what is missing to the hard cap.");
      story
          .at(OPEN)
          .when(contribute(10))
          .by(EVE)
          .then(new Contributed(EVE, units(10), units(7), units(3), Reason.HARD_CAP, false, OPEN));
      assertThat(story.head().status()).isEqualTo(Status.SALE_ENDED);
    }

    @Test
    void takesNoAmountThatIsNone() {
      for (BigInteger amount : new @Nullable BigInteger[] {null, units(0), units(-1)}) {
        LAUNCHPAD
            .given(SaleConfigs.fair())
            .at(OPEN)
            .when(new Contribute(amount))
            .by(ADA)
            .thenRefused("AMOUNT_NOT_POSITIVE", "Contribute at least '10'.");
      }
    }

    @Test
    void takesNothingFromNobodyInParticular() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(OPEN)
          .when(contribute(100))
          .by(Principal.ANONYMOUS)
          .thenRefused("BAD_PARTICIPANT", "is the anonymous principal");
    }

    @Test
    void takesNothingFromTheBlacklisted() {
      LAUNCHPAD
          .given(SaleConfigs.fair("/blacklist", "['eve']"))
          .at(OPEN)
          .when(contribute(100))
          .by(EVE)
          .thenRefused("BLACKLISTED", "'eve' is on its blacklist");
    }

    @Test
    void takesNoMoreParticipantsThanItMayHave() {
      LAUNCHPAD
          .given(SaleConfigs.fair("/maxParticipants", "1"))
          .and(contributed(ADA, 100))
          .at(OPEN)
          .when(contribute(100))
          .by(BEN)
          .thenRefused("TOO_MANY_PARTICIPANTS", "'1' participants already")
          .at(OPEN)
          .when(contribute(20))
          .by(ADA)
          .then(new Contributed(ADA, units(20), units(20), units(0), null, false, OPEN));
    }

    @Test
    void takesNothingAnyMoreWhenItsTimeIsOver() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(END)
          .when(contribute(100))
          .by(ADA)
          .thenRefused("SALE_NOT_ACTIVE", "The sale has ended");
    }

    @Test
    void takesAClockThatRunsBackAsOneThatStandsStill() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .and(contributed(ADA, 100))
          .at(NOON)
          .when(contribute(100))
          .by(BEN)
          .then(contributed(BEN, 100));
    }

    @Test
    void isNotFinalisedBeforeItEnds() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(END.minusNanos(1))
          .when(new Finalise())
          .by(OWNER)
          .thenRefused("SALE_NOT_ENDED", "The sale is open until '2026-03-21T12:00:00Z'.");
    }
  }

  @Nested
  class AWhitelistedSale {
    static final String[] WINDOW = {
      "/whitelist",
      "['ben']",
      "/blacklist",
      "['mallory']",
      "/whitelistWindow",
      "{'from':'2026-03-04T12:00:00Z','to':'2026-03-09T12:00:00Z'}"
    };

    @Test
    void isForTheWhitelistedAlone() {
      LAUNCHPAD
          .given(SaleConfigs.fixed("/saleType", "'PRIVATE_SALE'", "/whitelist", "['ben']"))
          .at(OPEN)
          .when(contribute(100))
          .by(EVE)
          .thenRefused("NOT_WHITELISTED", "'eve' is not on it")
          .at(OPEN)
          .when(contribute(100))
          .by(BEN)
          .then(contributed(BEN, 100));
    }

    @Test
    void isAddedToByItsOwnerInTheWindow() {
      var story =
          LAUNCHPAD
              .given(SaleConfigs.fair(WINDOW))
              .at(day(3))
              .when(new Whitelist(List.of(EVE, BEN, EVE, ADA)))
              .by(OWNER)
              .then(new Whitelisted(List.of(EVE, ADA), day(3)));

      assertThat(story.head().totals().whitelisted()).isEqualTo(3);
      story
          .thenRow(new RowKey("whitelist", "eve"), new Listed(day(3)))
          .at(day(4))
          .when(new Whitelist(List.of(ADA, BEN)))
          .by(OWNER)
          .thenNothingHappens()
          .at(OPEN)
          .when(contribute(100))
          .by(EVE)
          .then(contributed(EVE, 100));
    }

    @Test
    void isAddedToByNobodyElseAndAtNoOtherTime() {
      var story = LAUNCHPAD.given(SaleConfigs.fair(WINDOW));
      story.at(day(3)).when(new Whitelist(List.of(EVE))).by(GUARD).thenRefused("NOT_OWNER");
      for (Instant closed : List.of(day(3).minusNanos(1), day(8), OPEN)) {
        story
            .at(closed)
            .when(new Whitelist(List.of(EVE)))
            .by(OWNER)
            .thenRefused("WHITELIST_CLOSED", "from '2026-03-04T12:00:00Z'");
      }
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(day(3))
          .when(new Whitelist(List.of(EVE)))
          .by(OWNER)
          .thenRefused("WHITELIST_CLOSED", "made without a whitelist window");
    }

    @Test
    void isNotAddedToOnceItWasCancelled() {
      LAUNCHPAD
          .given(SaleConfigs.fair(WINDOW))
          .and(new Cancelled(units(0), "We stop.", day(3)))
          .at(day(4))
          .when(new Whitelist(List.of(EVE)))
          .by(OWNER)
          .thenRefused("WHITELIST_CLOSED", "The sale was cancelled");
    }

    @Test
    void addsNobodyIfOneOfThemCannotBe() {
      var story = LAUNCHPAD.given(SaleConfigs.fair(WINDOW));
      story
          .at(day(3))
          .when(new Whitelist(List.of(EVE, new Principal("mallory"))))
          .by(OWNER)
          .thenRefused("BLACKLISTED", "'mallory'", "nobody was added");
      story
          .at(day(3))
          .when(new Whitelist(List.of(EVE, Principal.ANONYMOUS)))
          .by(OWNER)
          .thenRefused("BAD_PARTICIPANT", "nobody was added");
    }

    @Test
    void isAddedToSomeAtATime() {
      var story = LAUNCHPAD.given(SaleConfigs.fair(WINDOW));
      for (Whitelist wrong :
          List.of(new Whitelist(null), new Whitelist(List.of()), new Whitelist(many(501)))) {
        story
            .at(day(3))
            .when(wrong)
            .by(OWNER)
            .thenRefused("WRONG_SIZE", "1 to 500 are possible at once");
      }
      story
          .at(day(3))
          .when(new Whitelist(many(500)))
          .by(OWNER)
          .then(new Whitelisted(many(500), day(3)));
    }

    @Test
    void hasAnEnd() {
      var story = LAUNCHPAD.given(SaleConfigs.fair(WINDOW));
      List<Principal> all = many(99_999);
      for (int i = 0; i < all.size(); i += 500) {
        story.and(new Whitelisted(all.subList(i, Math.min(i + 500, all.size())), day(3)));
      }

      story
          .at(day(3))
          .when(new Whitelist(List.of(EVE)))
          .by(OWNER)
          .thenRefused("WHITELIST_FULL", "it has '100000', and 100000 are possible");
    }

    private static List<Principal> many(int count) {
      return IntStream.range(0, count).mapToObj(i -> new Principal("w" + i)).toList();
    }
  }

  @Nested
  class ASaleThatEnded {
    @Test
    void succeedsIfItReachedItsSoftCapWhoeverAsks() {
      var story =
          fairWith(THREE).at(END).when(new Finalise()).by(new Principal("anybody")).then(SUCCEEDED);

      assertThat(story.head().status()).isEqualTo(Status.SUCCESSFUL);
      assertThat(story.head().settlement())
          .isEqualTo(new Settlement(units(10_000), units(0), units(15), units(3), units(283), END));
      story.at(END).when(new Finalise()).by(OWNER).thenNothingHappens();
    }

    @Test
    void keepsWhatItDidNotSellAtAFixedPriceForItsOwner() {
      var story = LAUNCHPAD.given(SaleConfigs.fixed());
      THREE.forEach(story::and);

      // 301 buy 1003.33 at 30 a hundred.
      story
          .at(END)
          .when(new Finalise())
          .by(OWNER)
          .then(
              new Succeeded(
                  units(301), units(1_003), units(2_997), units(15), units(3), units(283), END));
    }

    @Test
    void succeedsWithExactlyItsSoftCap() {
      fairWith(List.of(contributed(ADA, 300)))
          .at(END)
          .when(new Finalise())
          .by(OWNER)
          .then(
              new Succeeded(
                  units(300), units(10_000), units(0), units(15), units(3), units(282), END));
    }

    @Test
    void failsIfItMissedItsSoftCapByOne() {
      var story =
          fairWith(List.of(contributed(ADA, 299)))
              .at(END)
              .when(new Finalise())
              .by(OWNER)
              .then(new Failed(units(299), END));

      assertThat(story.head().status()).isEqualTo(Status.FAILED);
      assertThat(story.head().settlement()).isNull();
    }

    @Test
    void goesOnToClaimsAtOnceIfItIsSettledLate() {
      var late =
          new Succeeded(
              units(301), units(10_000), units(0), units(15), units(3), units(283), day(40));
      var story = fairWith(THREE).at(day(40)).when(new Finalise()).by(OWNER).then(late);

      assertThat(story.head().status()).isEqualTo(Status.CLAIMING);
    }

    @Test
    void paysNothingBeforeItIsSettled() {
      fairWith(THREE)
          .at(CLAIMS)
          .when(claim())
          .by(ADA)
          .thenRefused("CLAIM_NOT_OPEN", "The sale has ended; anybody may finalise it.");
    }
  }

  @Nested
  class ASuccessfulSale {
    @Test
    void paysNothingBeforeClaimsBegin() {
      succeeded()
          .at(CLAIMS.minusNanos(1))
          .when(claim())
          .by(ADA)
          .thenRefused("CLAIM_NOT_OPEN", "claims begin at '2026-03-31T12:00:00Z'");
    }

    @Test
    void paysEachItsShareAndTheDustToTheOwner() {
      var story =
          succeeded()
              .at(CLAIMS)
              .when(claim())
              .by(ADA)
              .then(new Claimed(ADA, units(3_322), units(3_322), units(0), true, CLAIMS))
              .at(CLAIMS)
              .when(claim())
              .by(EVE)
              .then(new Claimed(EVE, units(3_355), units(3_355), units(0), true, CLAIMS));

      assertThat(story.head().status()).isEqualTo(Status.CLAIMING);
      assertThat(story.head().dust()).isEmpty();
      story
          .thenRow(participants(ADA), row(100, 0, 3_322L, 3_322))
          .at(day(31))
          .when(claim())
          .by(BEN)
          .then(
              new Claimed(BEN, units(3_322), units(3_322), units(0), true, day(31)),
              new Completed(OWNER, units(1), day(31)));
      assertThat(story.head().status()).isEqualTo(Status.COMPLETED);
      assertThat(story.head().dust()).contains(units(1));
      assertThat(story.head().totals().claimed()).isEqualTo(units(9_999));
    }

    @Test
    void paysWhatThePriceMakesOfAContribution() {
      var story = LAUNCHPAD.given(SaleConfigs.fixed());
      THREE.forEach(story::and);
      story.and(
          new Succeeded(
              units(301), units(1_003), units(2_997), units(15), units(3), units(283), END));

      story
          .at(CLAIMS)
          .when(claim())
          .by(ADA)
          .then(new Claimed(ADA, units(333), units(333), units(0), true, CLAIMS))
          .at(CLAIMS)
          .when(claim())
          .by(BEN)
          .then(new Claimed(BEN, units(333), units(333), units(0), true, CLAIMS))
          .at(CLAIMS)
          .when(claim())
          .by(EVE)
          .then(
              new Claimed(EVE, units(336), units(336), units(0), true, CLAIMS),
              new Completed(OWNER, units(1), CLAIMS));
    }

    @Test
    void paysNothingTwice() {
      succeeded()
          .and(new Claimed(ADA, units(3_322), units(3_322), units(0), true, CLAIMS))
          .at(CLAIMS)
          .when(claim())
          .by(ADA)
          .thenRefused("NOTHING_TO_CLAIM", "Everything has been claimed.");
    }

    @Test
    void paysWhatTheScheduleOfTheSaleUnlocks() {
      var story =
          LAUNCHPAD.given(
              SaleConfigs.fair(
                  "/categories",
                  "[{'name':'Team','bps':5000},{'name':'Sale','bps':5000,'initialBps':2000,"
                      + "'schedule':{'kind':'LINEAR','duration':'P10D','every':'DAILY'}}]"));
      THREE.forEach(story::and);

      // A fifth of 3322 is 664.4; a tenth of the other 2658 is 265.8.
      story
          .and(SUCCEEDED)
          .at(CLAIMS)
          .when(claim())
          .by(ADA)
          .then(new Claimed(ADA, units(664), units(3_322), units(2_658), true, CLAIMS))
          .at(CLAIMS.plusSeconds(1))
          .when(claim())
          .by(ADA)
          .thenRefused("NOTHING_TO_CLAIM", "The next unlock is at '2026-04-01T12:00:00Z'.")
          .at(day(31))
          .when(claim())
          .by(ADA)
          .then(new Claimed(ADA, units(265), units(3_322), units(2_393), false, day(31)))
          .at(day(40))
          .when(claim())
          .by(ADA)
          .then(new Claimed(ADA, units(2_393), units(3_322), units(0), false, day(40)));
      assertThat(story.head().totals().settled()).isEqualTo(1);
      assertThat(story.head().totals().allocated()).isEqualTo(units(3_322));
    }

    @Test
    void isBroughtToItsEndByItsOwnerWhoClaimsForTheOthers() {
      succeeded()
          .at(CLAIMS)
          .when(new Claim(ADA))
          .by(OWNER)
          .then(new Claimed(ADA, units(3_322), units(3_322), units(0), true, CLAIMS));
    }

    @Test
    void isClaimedForOthersByNobodyElse() {
      succeeded()
          .at(CLAIMS)
          .when(new Claim(ADA))
          .by(BEN)
          .thenRefused("NOT_ENTITLED", "for 'em77e-bvlzu-aq'", "'ben' is neither");
    }

    @Test
    void paysNobodyWhoContributedNothing() {
      succeeded()
          .at(CLAIMS)
          .when(claim())
          .by(OWNER)
          .thenRefused("NOT_A_PARTICIPANT", "has contributed nothing");
    }

    @Test
    void settlesAContributionThatBoughtNothing() {
      LaunchpadConfig config = SaleConfigs.fair("/totalSaleAmount", "'100'");
      var story = LAUNCHPAD.given(config);
      List.of(contributed(ADA, 400), contributed(BEN, 400), contributed(EVE, 193))
          .forEach(story::and);
      Principal last = new Principal("last");

      // 7 of 1000 buy 0.7 of 100.
      story
          .at(OPEN)
          .when(contribute(7))
          .by(last)
          .then(contributed(last, 7))
          .at(END)
          .when(new Finalise())
          .by(last)
          .then(
              new Succeeded(
                  units(1_000), units(100), units(0), units(50), units(10), units(940), END))
          .at(CLAIMS)
          .when(claim())
          .by(last)
          .then(new Claimed(last, units(0), units(0), units(0), true, CLAIMS))
          .at(CLAIMS)
          .when(claim())
          .by(last)
          .thenRefused("NOTHING_TO_CLAIM");
      assertThat(story.head().totals().settled()).isEqualTo(1);
    }

    @Test
    void refundsNothingAndIsNotCancelled() {
      succeeded()
          .at(CLAIMS)
          .when(refund())
          .by(ADA)
          .thenRefused("REFUND_NOT_OPEN", "neither failed nor been cancelled")
          .at(CLAIMS)
          .when(new Cancel("We stop."))
          .by(OWNER)
          .thenRefused("TOO_LATE_TO_CANCEL", "it has been finalised");
    }

    @Test
    void saysThatEverythingIsClaimedOnceItIsCompleted() {
      var story = succeeded();
      story.and(new Claimed(ADA, units(3_322), units(3_322), units(0), true, CLAIMS));
      story.and(new Claimed(BEN, units(3_322), units(3_322), units(0), true, CLAIMS));
      story.and(new Claimed(EVE, units(3_355), units(3_355), units(0), true, CLAIMS));

      story
          .and(new Completed(OWNER, units(1), CLAIMS))
          .at(day(50))
          .when(claim())
          .by(ADA)
          .thenRefused("NOTHING_TO_CLAIM", "Everything has been claimed.")
          .at(day(50))
          .when(new Pause("Too late."))
          .by(OWNER)
          .thenRefused("ALREADY_OVER", "nothing left to stop")
          .at(day(50))
          .when(new Advance())
          .by(OWNER)
          .thenNothingHappens();
    }
  }

  @Nested
  class AFailedSale {
    final CanisterScenario<LaunchpadConfig, Launchpad, LaunchpadOperation, LaunchpadEvent>.Story
        story =
            fairWith(List.of(contributed(ADA, 100), contributed(BEN, 150)))
                .and(new Failed(units(250), END));

    @Test
    void refundsEverybodyEverythingAndIsThenClosed() {
      story
          .at(END)
          .when(new Finalise())
          .by(OWNER)
          .thenRefused("REFUNDS_OUTSTANDING", "'250' of '250' are still to be refunded")
          .at(END)
          .when(refund())
          .by(ADA)
          .then(new Refunded(ADA, units(100), END))
          .thenRow(participants(ADA), row(100, 100, null, 0));
      assertThat(story.head().status()).isEqualTo(Status.FAILED);

      story.at(day(21)).when(refund()).by(BEN).then(new Refunded(BEN, units(150), day(21)));
      assertThat(story.head().status()).isEqualTo(Status.REFUNDED);
      assertThat(story.head().totals().refunded()).isEqualTo(units(250));

      story.at(day(22)).when(new Finalise()).by(EVE).then(new Finalised(day(22)));
      assertThat(story.head().status()).isEqualTo(Status.FINALISED);
      story.at(day(23)).when(new Finalise()).by(EVE).thenNothingHappens();
    }

    @Test
    void refundsNothingTwice() {
      story
          .and(new Refunded(ADA, units(100), END))
          .at(END)
          .when(refund())
          .by(ADA)
          .thenRefused("NOTHING_TO_REFUND", "was given back all of its '100'")
          .and(new Refunded(BEN, units(150), END))
          .at(END)
          .when(refund())
          .by(ADA)
          .thenRefused("NOTHING_TO_REFUND");
    }

    @Test
    void refundsThroughItsOwnerTooButThroughNobodyElse() {
      story
          .at(END)
          .when(new Refund(ADA))
          .by(BEN)
          .thenRefused("NOT_ENTITLED", "only that participant and the owner may")
          .at(END)
          .when(new Refund(ADA))
          .by(OWNER)
          .then(new Refunded(ADA, units(100), END));
    }

    @Test
    void refundsNobodyWhoContributedNothing() {
      story
          .at(END)
          .when(refund())
          .by(EVE)
          .thenRefused("NOT_A_PARTICIPANT", "'eve' has contributed nothing");
    }

    @Test
    void sellsNothingAndIsNotCancelled() {
      story
          .at(CLAIMS)
          .when(claim())
          .by(ADA)
          .thenRefused("CLAIM_NOT_OPEN", "missed its soft cap")
          .at(CLAIMS)
          .when(new Cancel("We stop."))
          .by(OWNER)
          .thenRefused("TOO_LATE_TO_CANCEL")
          .and(new Refunded(ADA, units(100), CLAIMS))
          .and(new Refunded(BEN, units(150), CLAIMS))
          .at(CLAIMS)
          .when(new Cancel("We stop."))
          .by(OWNER)
          .thenRefused("TOO_LATE_TO_CANCEL", "Everything was refunded");
    }

    @Test
    void isClosedAtOnceIfNobodyContributed() {
      LAUNCHPAD
          .given(SaleConfigs.fair())
          .at(END)
          .when(new Finalise())
          .by(OWNER)
          .then(new Failed(units(0), END))
          .at(END)
          .when(new Finalise())
          .by(OWNER)
          .then(new Finalised(END));
    }
  }

  @Nested
  class ACancelledSale {
    final Cancelled cancelled = new Cancelled(units(301), "We stop.", OPEN);

    @Test
    void refundsEverybody() {
      var story =
          fairWith(THREE)
              .at(OPEN)
              .when(new Cancel("We stop."))
              .by(OWNER)
              .then(cancelled)
              .at(OPEN)
              .when(contribute(100))
              .by(ADA)
              .thenRefused("SALE_NOT_ACTIVE", "The sale was cancelled; contributions are refunded.")
              .at(OPEN)
              .when(refund())
              .by(ADA)
              .then(new Refunded(ADA, units(100), OPEN));

      assertThat(story.head().status()).isEqualTo(Status.CANCELLED);
      assertThat(story.head().status(day(1_000))).isEqualTo(Status.CANCELLED);
      story.and(new Refunded(BEN, units(100), OPEN)).and(new Refunded(EVE, units(101), OPEN));
      assertThat(story.head().status()).isEqualTo(Status.REFUNDED);
      assertThat(story.head().cancelled()).isEqualTo(new Launchpad.Cancellation("We stop.", OPEN));
    }

    @Test
    void isCancelledOnce() {
      fairWith(THREE)
          .and(cancelled)
          .at(day(13))
          .when(new Cancel("Again."))
          .by(OWNER)
          .thenNothingHappens();
    }

    @Test
    void isCancelledByNobodyButItsOwner() {
      for (Principal other : List.of(ADA, GUARD)) {
        fairWith(THREE)
            .at(OPEN)
            .when(new Cancel("We stop."))
            .by(other)
            .thenRefused("NOT_OWNER", "only its owner may");
      }
    }

    @Test
    void isCancelledForAReasonOnly() {
      for (String reason : new @Nullable String[] {null, "", "  "}) {
        fairWith(THREE).at(OPEN).when(new Cancel(reason)).by(OWNER).thenRefused("REASON_MISSING");
      }
      fairWith(THREE)
          .at(OPEN)
          .when(new Cancel("a".repeat(501)))
          .by(OWNER)
          .thenRefused("REASON_TOO_LONG", "'501' characters");
    }

    @Test
    void isCancelledOnlyIfItWasMadeSo() {
      LAUNCHPAD
          .given(SaleConfigs.fair("/cancellable", "false"))
          .at(OPEN)
          .when(new Cancel("We stop."))
          .by(OWNER)
          .thenRefused("NOT_CANCELLABLE", "made to be carried through");
    }

    @Test
    void mayHaveEndedBeforeAsLongAsItIsNotFinalised() {
      fairWith(THREE)
          .at(END)
          .when(new Cancel("We stop."))
          .by(OWNER)
          .then(new Cancelled(units(301), "We stop.", END));
    }
  }

  @Nested
  class APausedLaunchpad {
    final Paused paused = new Paused(GUARD, "Something is wrong.", OPEN);

    @Test
    void isPausedAndUnpausedByItsOwnerAndItsEmergencyContacts() {
      for (Principal guard : List.of(OWNER, GUARD)) {
        var story =
            fairWith(THREE)
                .at(OPEN)
                .when(new Pause("Something is wrong."))
                .by(guard)
                .then(new Paused(guard, "Something is wrong.", OPEN));
        assertThat(story.head().status(OPEN)).isEqualTo(Status.PAUSED);
        story
            .at(OPEN)
            .when(new Pause("Again."))
            .by(guard)
            .thenNothingHappens()
            .at(day(13))
            .when(new Unpause())
            .by(guard)
            .then(new Unpaused(guard, day(13)));
        assertThat(story.head().status(day(13))).isEqualTo(Status.SALE_ACTIVE);
        story.at(day(13)).when(new Unpause()).by(guard).thenNothingHappens();
      }
    }

    @Test
    void isPausedAndUnpausedByNobodyElse() {
      fairWith(THREE)
          .at(OPEN)
          .when(new Pause("I am angry."))
          .by(ADA)
          .thenRefused("NOT_ENTITLED", "its owner and its emergency contacts")
          .and(paused)
          .at(OPEN)
          .when(new Unpause())
          .by(ADA)
          .thenRefused("NOT_ENTITLED", "Cannot unpause");
    }

    @Test
    void isPausedOnlyIfItWasMadeSoAndForAReason() {
      LAUNCHPAD
          .given(SaleConfigs.fair("/pausable", "false"))
          .at(OPEN)
          .when(new Pause("Something is wrong."))
          .by(OWNER)
          .thenRefused("NOT_PAUSABLE", "made without that possibility");
      fairWith(THREE).at(OPEN).when(new Pause(" ")).by(OWNER).thenRefused("REASON_MISSING");
      fairWith(THREE)
          .at(OPEN)
          .when(new Pause("a".repeat(501)))
          .by(OWNER)
          .thenRefused("REASON_TOO_LONG");
    }

    @Test
    void allowsNothingButToBeUnpaused() {
      for (LaunchpadOperation operation :
          List.of(
              contribute(100),
              new Whitelist(List.of(EVE)),
              new Advance(),
              new Finalise(),
              claim(),
              refund(),
              new Cancel("We stop."))) {
        fairWith(THREE)
            .and(paused)
            .at(day(13))
            .when(operation)
            .by(OWNER)
            .thenRefused(
                "PAUSED",
                "it has been paused since '2026-03-13T12:00:00Z'",
                "Something is wrong.",
                "Wait until its owner or an emergency contact unpauses it.");
      }
    }

    @Test
    void isWhereTimeHasBroughtItWhenItGoesOn() {
      var story =
          fairWith(THREE)
              .and(paused)
              .at(day(25))
              .when(new Unpause())
              .by(OWNER)
              .then(new Unpaused(OWNER, day(25)));

      assertThat(story.head().status()).isEqualTo(Status.SALE_ENDED);
    }
  }

  private static CanisterScenario<LaunchpadConfig, Launchpad, LaunchpadOperation, LaunchpadEvent>
          .Story
      fairWith(List<Contributed> contributions) {
    var story = LAUNCHPAD.given(SaleConfigs.fair());
    contributions.forEach(story::and);
    return story;
  }

  private static CanisterScenario<LaunchpadConfig, Launchpad, LaunchpadOperation, LaunchpadEvent>
          .Story
      succeeded() {
    return fairWith(THREE).and(SUCCEEDED);
  }

  private static Contributed contributed(Principal participant, long amount) {
    return new Contributed(participant, units(amount), units(amount), units(0), null, true, OPEN);
  }

  private static Contribute contribute(long amount) {
    return new Contribute(units(amount));
  }

  private static Claim claim() {
    return new Claim(null);
  }

  private static Refund refund() {
    return new Refund(null);
  }

  private static RowKey participants(Principal participant) {
    return new RowKey("participants", participant.text());
  }

  private static Participant row(
      long contributed, long refunded, @Nullable Long allocation, long claimed) {
    return new Participant(
        units(contributed),
        units(refunded),
        allocation == null ? null : units(allocation),
        units(claimed));
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }
}
