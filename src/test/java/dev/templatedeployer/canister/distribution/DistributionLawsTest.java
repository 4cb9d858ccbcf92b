package dev.templatedeployer.canister.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.Seeds;
import dev.templatedeployer.canister.distribution.DistributionEvent.Claimed;
import dev.templatedeployer.canister.distribution.DistributionEvent.UnlockedEarly;
import dev.templatedeployer.canister.distribution.DistributionOperation.Claim;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What holds of every distribution, whatever is asked of it, by whom and when.
class DistributionLawsTest {

  @Test
  void everyUnitIsAccountedForAtEveryStep() {
    Seeds.each(
        300,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 60; step++) {
            history.somethingIsAsked();
            assertAccountedFor(history);
          }
        });
  }

  @Test
  void nobodyEverGetsMoreThanIsUnlockedForIt() {
    Seeds.each(
        300,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 60; step++) {
            int before = history.events.size();
            history.somethingIsAsked();
            for (DistributionEvent event : history.events.subList(before, history.events.size())) {
              if (event instanceof Claimed(var principal, _, var claimed, var left, var at)) {
                Distribution d = history.canister.head();
                BigInteger allocation = history.participant(principal).allocation();
                Instant start = d.start();
                assertThat(start).isNotNull();
                assertThat(claimed)
                    .isLessThanOrEqualTo(d.config().plan(allocation, start).unlocked(at));
                assertThat(claimed.add(left)).isEqualTo(allocation);
              }
            }
          }
        });
  }

  @Test
  void afterTheScheduleEverybodyGetsExactlyItsAllocation() {
    Seeds.each(
        300,
        random -> {
          var history = new GeneratedDistribution(random);
          history.isActivatedWithEverybody();
          for (int step = 0; step < 30; step++) {
            history.somebodyClaims();
          }
          history.theScheduleEnds();
          for (Principal principal : history.participants()) {
            history.everythingIsClaimedBy(principal);
            Participant participant = history.participant(principal);
            assertThat(participant.claimed().add(participant.penalised()))
                .isEqualTo(participant.allocation());
            assertThat(participant.penalised()).isZero();
            assertThat(participant.status()).isEqualTo(Participant.Status.CLAIMED);
          }
          Distribution d = history.canister.head();
          assertThat(d.totals().claimed()).isEqualTo(d.totals().allocated());
          assertThat(d.counts().finished()).isEqualTo(d.counts().participants());
          assertThat(d.claimable(history.clock())).isZero();
        });
  }

  @Test
  void theOrderOfClaimsMakesNoDifference() {
    Seeds.each(
        200,
        random -> {
          long seed = random.nextLong();
          var one = new GeneratedDistribution(seed);
          var other = new GeneratedDistribution(seed);
          one.isActivatedWithEverybody();
          other.isActivatedWithEverybody();
          one.clockMoves();
          other.clockMovesTo(one.clock());
          List<Principal> order = new ArrayList<>(one.participants());
          order.forEach(principal -> one.isAsked(new Claim(null), principal));
          Collections.shuffle(order, new Random(seed));
          order.forEach(principal -> other.isAsked(new Claim(null), principal));

          assertThat(other.canister.head()).isEqualTo(one.canister.head());
          for (Principal principal : order) {
            assertThat(other.participant(principal)).isEqualTo(one.participant(principal));
          }
        });
  }

  @Test
  void nothingIsPossibleTwice() {
    Seeds.each(
        300,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 40; step++) {
            int before = history.events.size();
            history.somethingIsAsked();
            if (history.events.size() > before && history.lastMayOnlyHappenOnce()) {
              int after = history.events.size();
              history.theSameIsAskedAgain();
              assertThat(history.events).hasSize(after);
            }
          }
        });
  }

  @Test
  void cancellingReturnsExactlyTheRestAndEndsEverything() {
    var cancelled = new HashSet<Long>();
    Seeds.each(
        300,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 60 && !history.canister.head().isOver(); step++) {
            Totals before = history.canister.head().totals();
            history.somethingIsAsked();
            if (history.events.getLast()
                instanceof DistributionEvent.Cancelled(var returned, _, _)) {
              assertThat(returned).isEqualTo(before.remaining());
              assertThat(history.canister.head().totals().remaining()).isZero();
              cancelled.add(random.nextLong());
            }
          }
          if (history.canister.head().isOver()) {
            int events = history.events.size();
            for (int step = 0; step < 20; step++) {
              history.somethingIsAsked();
            }
            assertThat(history.events).hasSize(events);
          }
        });
    assertThat(cancelled).hasSizeGreaterThan(20);
  }

  @Test
  void theHeadCountsWhatTheRowsHold() {
    Seeds.each(
        300,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 60; step++) {
            history.somethingIsAsked();
          }
          List<Participant> rows =
              history.participants().stream().map(history::participant).toList();
          Distribution d = history.canister.head();
          assertThat(sum(rows, Participant::allocation)).isEqualTo(d.totals().allocated());
          assertThat(sum(rows, Participant::claimed)).isEqualTo(d.totals().claimed());
          assertThat(sum(rows, Participant::penalised)).isEqualTo(d.totals().penalised());
          assertThat(rows).hasSize(d.counts().participants());
          assertThat(rows.stream().filter(row -> row.claimed().signum() > 0).count())
              .isEqualTo(d.counts().claimants());
          assertThat(rows.stream().filter(row -> row.left().signum() == 0).count())
              .isEqualTo(d.counts().finished());
        });
  }

  @Test
  void theWholeUnlocksLikeAllParticipantsTogetherButForRounding() {
    Seeds.each(
        300,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 40; step++) {
            history.somethingIsAsked();
          }
          Distribution d = history.canister.head();
          if (d.activatedAt() == null || d.isOver() || d.isByReference()) {
            return;
          }
          BigInteger bound =
              BigInteger.valueOf((long) history.parts() * (d.counts().participants() + 1));
          for (int i = 0; i < 10; i++) {
            history.clockMoves();
            Instant t = history.clockFromTheLastEventOn();
            BigInteger each =
                sum(
                    history.participants().stream().map(history::participant).toList(),
                    row -> row.unlocked(d, t));
            assertThat(d.unlocked(t).subtract(each).abs()).isLessThanOrEqualTo(bound);
          }
          Instant end = history.endOfSchedule();
          assertThat(d.unlocked(end))
              .isEqualTo(d.totals().allocated().subtract(d.totals().penalised()));
        });
  }

  @Test
  void projectedDaysAddUpToWhatIsUnlockedInThem() {
    Seeds.each(
        200,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 20; step++) {
            history.somethingIsAsked();
          }
          Instant now = history.clockFromTheLastEventOn();
          Distribution d = history.canister.head().asIfActivated(now);
          List<Projection.Day> days = Projection.of(d, now, Map.of("days", "366"));
          BigInteger sum =
              days.stream().map(Projection.Day::unlocks).reduce(BigInteger.ZERO, BigInteger::add);
          assertThat(d.unlocked(now).add(sum)).isEqualTo(days.getLast().unlocked());
          assertThat(days.getLast().at()).isEqualTo(now.plus(Duration.ofDays(366)));
        });
  }

  @Test
  void foldingTheEventsAgainGivesTheSameHead() {
    Seeds.each(
        200,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 60; step++) {
            history.somethingIsAsked();
          }

          @Nullable Distribution d = null;
          for (DistributionEvent event : history.events) {
            d = history.rules.evolve(d, event);
          }
          assertThat(d).isEqualTo(history.canister.head());
        });
  }

  @Test
  void theHistoriesLeaveNoEventOut() {
    var seen = new HashSet<Class<?>>();
    Seeds.each(
        300,
        random -> {
          var history = new GeneratedDistribution(random);
          for (int step = 0; step < 60; step++) {
            history.somethingIsAsked();
          }
          history.events.forEach(event -> seen.add(event.getClass()));
        });

    assertThat(seen).hasSameElementsAs(new DistributionCanister().events().values());
  }

  private static void assertAccountedFor(GeneratedDistribution history) {
    Distribution d = history.canister.head();
    Totals totals = d.totals();
    assertThat(totals.distributed().add(totals.remaining()).add(totals.returned()))
        .isEqualTo(totals.funded());
    assertThat(totals.remaining()).isNotNegative();
    assertThat(totals.allocated()).isLessThanOrEqualTo(totals.total());
    assertThat(totals.distributed()).isLessThanOrEqualTo(totals.allocated());
    if (d.activatedAt() != null) {
      assertThat(totals.total()).isLessThanOrEqualTo(totals.funded());
      assertThat(d.outstanding()).isLessThanOrEqualTo(totals.remaining().add(totals.returned()));
    }
    assertThat(totals.claimed()).isEqualTo(paid(history));
    Map<Principal, BigInteger> paidTo = new TreeMap<>();
    for (DistributionEvent event : history.events) {
      switch (event) {
        case Claimed claimed -> paidTo.put(claimed.participant(), claimed.claimed());
        case UnlockedEarly unlocked -> paidTo.put(unlocked.participant(), unlocked.claimed());
        default -> {}
      }
    }
    paidTo.forEach((principal, claimed) ->
        assertThat(history.participant(principal).claimed()).isEqualTo(claimed));
  }

  /// What the events say that participants were paid.
  private static BigInteger paid(GeneratedDistribution history) {
    BigInteger paid = BigInteger.ZERO;
    for (DistributionEvent event : history.events) {
      paid =
          switch (event) {
            case Claimed claimed -> paid.add(claimed.amount());
            case UnlockedEarly unlocked -> paid.add(unlocked.amount());
            default -> paid;
          };
    }
    return paid;
  }

  private static BigInteger sum(List<Participant> rows, Function<Participant, BigInteger> part) {
    return rows.stream().map(part).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
