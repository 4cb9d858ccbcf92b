package dev.templatedeployer.canister.launchpad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.Seeds;
import dev.templatedeployer.canister.launchpad.Launchpad.Status;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Claimed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Completed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Contributed;
import dev.templatedeployer.canister.launchpad.LaunchpadEvent.Refunded;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Advance;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Claim;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Contribute;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Pause;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Refund;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Unpause;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What holds of every launchpad, whatever is asked of it, by whom and when.
class LaunchpadLawsTest {
  @Test
  void everyUnitIsAccountedForAtEveryStep() {
    Seeds.each(
        200,
        random -> {
          var history = new SaleHistory(random);
          for (int step = 0; step < 120; step++) {
            history.somethingIsAsked();
            history.assertAccountedFor();
          }
        });
  }

  @Test
  void everythingIsClaimedOrRefundedInTheEndToTheUnit() {
    var ends = EnumSet.noneOf(Status.class);
    Seeds.each(
        600,
        random -> {
          var history = new SaleHistory(random);
          for (int step = 0; step < 60; step++) {
            history.somethingIsAsked();
          }
          history.isBroughtToItsEnd();
          history.assertAccountedFor();
          ends.add(history.canister.head().status());

          if (history.canister.head().status() == Status.COMPLETED) {
            history.assertSoldToTheUnit();
          } else {
            assertThat(history.canister.head().status()).isEqualTo(Status.FINALISED);
            assertThat(history.sum(Refunded.class, Refunded::amount))
                .isEqualTo(history.canister.head().totals().raised())
                .isEqualTo(history.sum(Contributed.class, Contributed::accepted));
            assertThat(history.events(Claimed.class)).isEmpty();
          }
        });

    assertThat(ends).containsExactlyInAnyOrder(Status.COMPLETED, Status.FINALISED);
  }

  @Test
  void nothingIsPossibleTwice() {
    Seeds.each(
        300,
        random -> {
          var history = new SaleHistory(random);
          for (int step = 0; step < 60; step++) {
            history.somethingIsAsked();
          }
          history.isBroughtToItsEnd();

          for (Principal somebody : history.everybody) {
            for (LaunchpadOperation operation :
                List.of(new Claim(null), new Refund(null), new Contribute(BigInteger.TEN))) {
              assertThat(history.ruling(operation, somebody)).isInstanceOf(Ruling.Refused.class);
            }
          }
          assertThat(history.events(Completed.class).count()).isLessThanOrEqualTo(1);
          assertThat(history.events(Refunded.class).map(Refunded::participant))
              .doesNotHaveDuplicates();
          assertThat(
                  history.events(Claimed.class).filter(Claimed::isFirst).map(Claimed::participant))
              .doesNotHaveDuplicates();
          assertThat(
                  history
                      .events(Contributed.class)
                      .filter(Contributed::isNew)
                      .map(Contributed::participant))
              .doesNotHaveDuplicates();
        });
  }

  @Test
  void whatIsPausedAllowsNothingButToBeUnpaused() {
    Seeds.each(
        300,
        random -> {
          var history = new SaleHistory(random);
          for (int step = 0; step < 40; step++) {
            history.somethingIsAsked();
          }
          if (!(history.ruling(new Pause("Because."), SaleHistory.OWNER)
              instanceof Ruling.Accepted<LaunchpadEvent>(var events))) {
            return;
          }
          events.forEach(history::happen);
          for (int asked = 0; asked < 60; asked++) {
            history.timePasses();
            LaunchpadOperation operation = history.operation();
            Principal by = history.somebody();
            boolean isAccepted =
                history.ruling(operation, by) instanceof Ruling.Accepted<LaunchpadEvent>(var caused)
                    && !caused.isEmpty();
            assertThat(isAccepted)
                .as("%s by %s", operation, by)
                .isEqualTo(operation instanceof Unpause && history.canister.head().isGuardedBy(by));
          }
        });
  }

  @Test
  void whatViewsPromiseIsWhatOperationsGive() {
    Seeds.each(
        200,
        random -> {
          var history = new SaleHistory(random);
          for (int step = 0; step < 100; step++) {
            history.somethingIsAsked();
            Principal somebody = history.somebody();
            Instant now = history.now();
            var promised = Entitlement.of(history.canister, somebody);
            BigInteger claimable = promised.claimable(now);
            BigInteger refundable = promised.refundable(now);

            assertThat(history.given(new Claim(null), somebody)).isEqualTo(claimable);
            assertThat(history.given(new Refund(null), somebody)).isEqualTo(refundable);
          }
        });
  }

  @Test
  void timeOnlyMovesItForward() {
    Seeds.each(
        300,
        random -> {
          var history = new SaleHistory(random);
          for (int step = 0; step < 60; step++) {
            history.somethingIsAsked();
            Launchpad pad = history.canister.head();
            Instant now = history.now();
            Instant later = now.plusSeconds(random.nextInt(5_000_000));
            assertThat(pad.phase(later)).isGreaterThanOrEqualTo(pad.phase(now));
            assertThat(pad.phase(now)).isGreaterThanOrEqualTo(pad.status());
          }
        });
  }

  @Test
  void advancingChangesNothingButTheRecord() {
    Seeds.each(
        200,
        random -> {
          var plain = new SaleHistory(random.split());
          for (int step = 0; step < 60; step++) {
            plain.somethingIsAsked();
          }
          var advanced = new CanisterInMemory<>(plain.rules);
          LaunchpadEvent first = plain.events.getFirst();
          Instant last = first.at();
          advanced.apply(first);
          for (LaunchpadEvent event : plain.events.subList(1, plain.events.size())) {
            Instant at = between(random, last, event);
            if (plain.rules.decide(advanced, new Advance(), SaleHistory.GUARD, at)
                instanceof Ruling.Accepted<LaunchpadEvent>(var caused)) {
              caused.forEach(advanced::apply);
            }
            advanced.apply(event);
            last = event.at();
          }
          assertThat(advanced.head()).isEqualTo(plain.canister.head());
        });
  }

  @Test
  void foldingTheEventsAgainGivesTheSameLaunchpad() {
    Seeds.each(
        200,
        random -> {
          var history = new SaleHistory(random);
          for (int step = 0; step < 80; step++) {
            history.somethingIsAsked();
          }

          @Nullable Launchpad pad = null;
          for (LaunchpadEvent event : history.events) {
            pad = history.rules.evolve(pad, event);
          }
          assertThat(pad).isEqualTo(history.canister.head());
        });
  }

  @Test
  void theConfigsAreGoodAndTheHistoriesLeaveNoEventAndNoStatusOut() {
    var seen = new HashSet<Class<?>>();
    var statuses = EnumSet.noneOf(Status.class);
    Seeds.each(
        400,
        random -> {
          var history = new SaleHistory(random);
          assertThat(LaunchpadRules.check(history.config, history.events.getFirst().at()))
              .isEmpty();
          for (int step = 0; step < 100; step++) {
            history.somethingIsAsked();
            statuses.add(history.canister.head().status(history.now()));
          }
          history.isBroughtToItsEnd();
          statuses.add(history.canister.head().status());
          history.events.forEach(event -> seen.add(event.getClass()));
        });

    assertThat(seen).hasSameElementsAs(new LaunchpadCanister().events().values());
    assertThat(statuses).containsExactlyInAnyOrder(Status.values());
  }

  private static Instant between(SplittableRandom random, Instant first, LaunchpadEvent event) {
    long nanos = Duration.between(first, event.at()).toNanos();
    return first.plusNanos(nanos == 0 ? 0 : random.nextLong(nanos + 1));
  }
}
