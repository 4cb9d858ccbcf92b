package dev.templatedeployer.canister.launchpad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.CanisterScenario;
import dev.templatedeployer.canister.launchpad.Launchpad.Status;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Claimed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Contributed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Failed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Paused;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Refunded;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Succeeded;
import dev.templatedeployer.canister.launchpad.LaunchpadViews.Allocation;
import dev.templatedeployer.canister.launchpad.LaunchpadViews.Claimable;
import dev.templatedeployer.canister.launchpad.LaunchpadViews.ParticipantLine;
import dev.templatedeployer.canister.launchpad.LaunchpadViews.Participants;
import dev.templatedeployer.canister.launchpad.LaunchpadViews.Price;
import dev.templatedeployer.canister.launchpad.LaunchpadViews.Refundable;
import dev.templatedeployer.canister.launchpad.LaunchpadViews.StatusThen;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaunchpadViewsTest {
  static final Principal OWNER = new Principal("owner");
  static final Principal ADA = new Principal("ada");
  static final Principal BEN = new Principal("ben");
  static final Principal EVE = new Principal("eve");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  static final String SCHEDULED =
      "[{'name':'Sale','bps':5000,'initialBps':2000,"
          + "'schedule':{'kind':'LINEAR','duration':'P10D','every':'DAILY'}},"
          + "{'name':'Team','bps':5000,'schedule':{'kind':'SINGLE','duration':'P365D'}}]";

  final CanisterScenario<LaunchpadConfig, Launchpad, LaunchpadOperation, LaunchpadEvent>.Story
      story =
          CanisterScenario.of(new LaunchpadCanister(), OWNER, NOON)
              .given(SaleConfigs.fair("/categories", SCHEDULED))
              .and(contributed(BEN, 100))
              .and(contributed(ADA, 100))
              .and(contributed(EVE, 101));

  @Test
  void sayWhereItStandsAndWhatMayBeExpected() {
    assertThat(story.at(day(13)).view("status"))
        .isEqualTo(
            new StatusThen(
                day(13), Status.SALE_ACTIVE, "The sale is open until '2026-03-21T12:00:00Z'."));
    assertThat(story.at(day(20)).view("status"))
        .isEqualTo(
            new StatusThen(
                day(20), Status.SALE_ENDED, "The sale has ended; anybody may finalise it."));
    story.and(new Paused(OWNER, "Something is wrong.", day(21)));
    assertThat(story.at(day(22)).view("status"))
        .isEqualTo(
            new StatusThen(
                day(22),
                Status.PAUSED,
                "It is paused; its owner or an emergency contact may unpause it."));
  }

  @Test
  void sayHowFarItHasCome() {
    assertThat(story.at(day(13)).view("progress"))
        .isEqualTo(
            new Progress(
                units(301), units(300), units(1_000), units(699), "100.33", "30.10", 3, 50_000));
  }

  @Test
  void sayWhatAWholeTokenCosts() {
    // 301 for 10,000, a hundred of which are a whole token.
    assertThat(story.at(day(13)).view("price"))
        .isEqualTo(new Price(day(13), SaleType.FAIR_LAUNCH, units(3), units(3), units(10)));
    assertThat(
            CanisterScenario.of(new LaunchpadCanister(), OWNER, NOON)
                .given(SaleConfigs.fixed())
                .at(NOON)
                .view("price"))
        .isEqualTo(new Price(NOON, SaleType.FIXED_PRICE, units(30), units(30), units(30)));
  }

  @Test
  void sayWhatWasBoughtAndWhatMayBeClaimed() {
    assertThat(of(ADA, day(13), "allocation"))
        .isEqualTo(new Allocation(day(13), ADA, units(100), units(3_322), false));
    assertThat(of(ADA, day(30), "claimable"))
        .isEqualTo(new Claimable(day(30), ADA, units(0), units(0), units(3_322), null));

    story
        .and(SUCCEEDED)
        .and(new Claimed(ADA, units(664), units(3_322), units(2_658), true, day(30)));

    assertThat(of(ADA, day(30), "allocation"))
        .isEqualTo(new Allocation(day(30), ADA, units(100), units(3_322), true));
    assertThat(of(ADA, day(31), "claimable"))
        .isEqualTo(new Claimable(day(31), ADA, units(265), units(664), units(3_322), day(32)));
    assertThat(of(BEN, day(40), "claimable"))
        .isEqualTo(new Claimable(day(40), BEN, units(3_322), units(0), units(3_322), null));
    assertThat(of(OWNER, day(40), "claimable"))
        .isEqualTo(new Claimable(day(40), OWNER, units(0), units(0), units(0), null));
    assertThat(of(BEN, day(40), "refundable"))
        .isEqualTo(new Refundable(day(40), BEN, units(0), units(0)));
  }

  @Test
  void sayWhatMayBeTakenBack() {
    story.and(new Failed(units(301), day(20))).and(new Refunded(ADA, units(100), day(20)));

    assertThat(of(ADA, day(20), "refundable"))
        .isEqualTo(new Refundable(day(20), ADA, units(0), units(100)));
    assertThat(of(EVE, day(20), "refundable"))
        .isEqualTo(new Refundable(day(20), EVE, units(101), units(0)));
    assertThat(of(EVE, day(20), "allocation"))
        .isEqualTo(new Allocation(day(20), EVE, units(101), units(0), false));
    story.and(new Paused(OWNER, "Something is wrong.", day(21)));
    assertThat(of(EVE, day(21), "refundable"))
        .isEqualTo(new Refundable(day(21), EVE, units(0), units(0)));
  }

  @Test
  void listParticipantsAPageAtATime() {
    assertThat(story.at(day(13)).view("participants", Map.of("limit", "2")))
        .isEqualTo(
            new Participants(List.of(line("ada", 100, 3_322), line("ben", 100, 3_322)), "ben"));
    assertThat(story.at(day(13)).view("participants", Map.of("limit", "2", "after", "ben")))
        .isEqualTo(new Participants(List.of(line("eve", 101, 3_355)), null));
    assertThat(story.at(day(13)).view("participants", Map.of("after", "eve")))
        .isEqualTo(new Participants(List.of(), null));
  }

  @Test
  void listCategoriesInTheirOrder() {
    assertThat(story.at(day(13)).view("categories"))
        .isEqualTo(
            List.of(
                new CategoryLine(
                    "Sale",
                    5_000,
                    units(10_000),
                    true,
                    ScheduleConfig.Kind.LINEAR,
                    units(2_000),
                    day(40)),
                new CategoryLine(
                    "Team",
                    5_000,
                    units(10_000),
                    false,
                    ScheduleConfig.Kind.SINGLE,
                    units(0),
                    day(395))));
  }

  @Test
  void sumItAllUp() {
    var open = (LaunchpadSummary) story.at(day(13)).view(CanisterRules.SUMMARY);

    assertThat(open.name()).isEqualTo("Harbour");
    assertThat(open.description()).isEqualTo("A market for shipping space.");
    assertThat(open.status()).isEqualTo(Status.SALE_ACTIVE);
    assertThat(open.progress()).isEqualTo(Progress.of(story.head()));
    assertThat(open.categories()).extracting(CategoryLine::name).containsExactly("Sale", "Team");
    assertThat(open.settlement()).isNull();
    assertThat(open.claims()).isNull();
    assertThat(open.refunds()).isNull();
    assertThat(open.whitelisted()).isNull();

    story
        .and(SUCCEEDED)
        .and(new Claimed(ADA, units(664), units(3_322), units(2_658), true, day(30)));
    var claiming = (LaunchpadSummary) story.at(day(30)).view(CanisterRules.SUMMARY);

    assertThat(claiming.status()).isEqualTo(Status.CLAIMING);
    assertThat(claiming.settlement()).isEqualTo(story.head().settlement());
    assertThat(claiming.claims())
        .isEqualTo(new LaunchpadSummary.Claims(units(3_322), units(664), 0, null));
  }

  @Test
  void sumUpWhatIsToBeRefunded() {
    story.and(new Failed(units(301), day(20))).and(new Refunded(ADA, units(100), day(20)));
    var failed = (LaunchpadSummary) story.at(day(20)).view(CanisterRules.SUMMARY);

    assertThat(failed.refunds()).isEqualTo(new LaunchpadSummary.Refunds(units(100), units(201), 1));
    assertThat(failed.claims()).isNull();
  }

  @Test
  void sayWhatIsWrongWithAQuestion() {
    for (String view : List.of("allocation", "claimable", "refundable")) {
      assertThatThrownBy(() -> story.at(NOON).view(view))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Add 'participant' with a principal.");
    }
    for (String limit : List.of("0", "501", "-1", "many", "")) {
      assertThatThrownBy(() -> story.at(NOON).view("participants", Map.of("limit", limit)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'%s' is not a number of participants to list. Ask for 1 to 500.", limit);
    }
  }

  static final Succeeded SUCCEEDED =
      new Succeeded(units(301), units(10_000), units(0), units(15), units(3), units(283), day(20));

  private @Nullable Object of(Principal participant, Instant at, String view) {
    return story.at(at).view(view, Map.of("participant", participant.text()));
  }

  private static ParticipantLine line(String participant, long contributed, long allocation) {
    return new ParticipantLine(
        participant, units(contributed), units(0), units(allocation), units(0));
  }

  private static Contributed contributed(Principal participant, long amount) {
    return new Contributed(
        participant, units(amount), units(amount), units(0), null, true, day(12));
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }
}
