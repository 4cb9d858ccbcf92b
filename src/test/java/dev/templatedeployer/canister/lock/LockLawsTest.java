package dev.templatedeployer.canister.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.Seeds;
import dev.templatedeployer.canister.lock.LockOperation.Cancel;
import dev.templatedeployer.canister.lock.LockOperation.Claim;
import dev.templatedeployer.canister.lock.LockOperation.EmergencyRelease;
import dev.templatedeployer.canister.lock.LockOperation.TransferBeneficiary;
import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.GeneratedSchedule;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What holds of every lock, whatever is asked of it, by whom and when.
class LockLawsTest {
  static final Principal OWNER = new Principal("owner");
  static final List<Principal> EVERYBODY =
      List.of(OWNER, new Principal("ada"), new Principal("ben"), new Principal("eve"));

  @Test
  void everyUnitIsAccountedForAtEveryStep() {
    Seeds.each(
        1_500,
        random -> {
          var history = new History(random);
          for (int step = 0; step < 25; step++) {
            history.somethingIsAsked();
            history.assertAccountedFor();
          }
        });
  }

  @Test
  void everythingIsPaidLostOrReturnedInTheEnd() {
    Seeds.each(
        1_000,
        random -> {
          var history = new History(random);
          for (int step = 0; step < 10; step++) {
            history.somethingIsAsked();
          }
          history.theRestIsClaimedAtTheEnd();

          Lock lock = history.canister.head();
          assertThat(lock.claimed().add(lock.penalised()).add(lock.returned()))
              .isEqualTo(lock.amount());
        });
  }

  @Test
  void foldingTheEventsAgainGivesTheSameLock() {
    Seeds.each(
        500,
        random -> {
          var history = new History(random);
          for (int step = 0; step < 25; step++) {
            history.somethingIsAsked();
          }

          @Nullable Lock lock = null;
          for (LockEvent event : history.events) {
            lock = history.rules.evolve(lock, event);
          }
          assertThat(lock).isEqualTo(history.canister.head());
        });
  }

  @Test
  void theHistoriesLeaveNoEventOut() {
    var seen = new HashSet<Class<?>>();
    Seeds.each(
        300,
        random -> {
          var history = new History(random);
          for (int step = 0; step < 25; step++) {
            history.somethingIsAsked();
          }
          history.events.forEach(event -> seen.add(event.getClass()));
        });

    assertThat(seen).hasSameElementsAs(new LockCanister().events().values());
  }

  /// The life of one lock under a clock that moves, sometimes a little back.
  private static final class History {
    final SplittableRandom random;
    final LockCanister rules = new LockCanister();
    final CanisterInMemory<Lock, LockOperation, LockEvent> canister = new CanisterInMemory<>(rules);
    final List<LockEvent> events = new ArrayList<>();
    private final GeneratedSchedule schedule;
    private Instant clock;

    History(SplittableRandom random) {
      this.random = random;
      this.schedule = GeneratedSchedule.from(random);
      this.clock = schedule.start().minusSeconds(random.nextInt(-1_000, 1_000));
      happen(rules.create(config(), OWNER, clock));
    }

    void somethingIsAsked() {
      Instant next = schedule.time(random);
      clock = next.isAfter(clock) ? next : clock.minusSeconds(random.nextInt(3));
      Lock before = canister.head();
      LockOperation operation = operation(before);
      Principal by = random.nextInt(3) == 0 ? somebody() : entitled(before, operation);
      if (rules.decide(canister, canister.received(operation), by, clock)
          instanceof Ruling.Accepted<LockEvent>(var accepted)) {
        assertThat(accepted.isEmpty() || by.equals(entitled(before, operation))).isTrue();
        accepted.forEach(this::happen);
      }
    }

    void theRestIsClaimedAtTheEnd() {
      clock = clock.plus(Duration.ofDays(20 * 365));
      Lock lock = canister.head();
      Ruling<LockEvent> ruling = rules.decide(canister, new Claim(null), lock.beneficiary(), clock);
      if (ruling instanceof Ruling.Accepted<LockEvent>(var accepted)) {
        accepted.forEach(this::happen);
      }
    }

    void assertAccountedFor() {
      Lock lock = canister.head();
      Instant now = clock.isBefore(lock.updatedAt()) ? lock.updatedAt() : clock;
      BigInteger gone = lock.claimed().add(lock.penalised()).add(lock.returned());
      assertThat(gone.add(lock.claimable(now)).add(lock.locked(now))).isEqualTo(lock.amount());
      assertThat(lock.claimed()).isLessThanOrEqualTo(lock.unlocked(now));
      assertThat(lock.locked(now)).isNotNegative();
      assertThat(lock.claimed()).isEqualTo(paid());
      assertThat(lock.status() == Lock.Status.FULLY_CLAIMED)
          .isEqualTo(lock.claimed().add(lock.penalised()).equals(lock.amount()));
    }

    /// What the events say that beneficiaries were paid.
    private BigInteger paid() {
      BigInteger paid = BigInteger.ZERO;
      for (LockEvent event : events) {
        paid =
            switch (event) {
              case LockEvent.Claimed claimed -> paid.add(claimed.amount());
              case LockEvent.UnlockedEarly unlocked -> paid.add(unlocked.amount());
              case LockEvent.Created _,
                  LockEvent.Released _,
                  LockEvent.BeneficiaryChanged _,
                  LockEvent.Cancelled _ ->
                  paid;
            };
      }
      return paid;
    }

    private void happen(LockEvent event) {
      assertThat(events.isEmpty() || !event.at().isBefore(events.getLast().at())).isTrue();
      canister.apply(event);
      events.add(event);
    }

    private LockConfig config() {
      EarlyUnlock earlyUnlock =
          new EarlyUnlock(
              random.nextInt(10_001),
              random.nextBoolean() ? null : somebody(),
              random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(1, 1_000_000)));
      return new LockConfig(
          "Generated",
          new Principal("token"),
          somebody(),
          schedule.amount(),
          random.nextBoolean() ? null : schedule.start(),
          schedule.schedule(),
          schedule.initialBps(),
          random.nextInt(4) == 0 ? earlyUnlock : null,
          random.nextInt(4) == 0,
          random.nextInt(4) == 0);
    }

    private LockOperation operation(Lock lock) {
      return switch (random.nextInt(12)) {
        case 0 -> new LockOperation.EarlyUnlock();
        case 1 -> new EmergencyRelease("Because.");
        case 2 -> new Cancel("Because.");
        case 3, 4 -> new TransferBeneficiary(somebody());
        case 5, 6, 7 -> new Claim(null);
        default ->
            new Claim(
                lock.claimable(clock)
                    .multiply(BigInteger.valueOf(random.nextInt(1, 130)))
                    .divide(BigInteger.valueOf(100)));
      };
    }

    private Principal somebody() {
      return EVERYBODY.get(random.nextInt(EVERYBODY.size()));
    }

    private static Principal entitled(Lock lock, LockOperation operation) {
      return switch (operation) {
        case Claim _, LockOperation.EarlyUnlock _, TransferBeneficiary _ -> lock.beneficiary();
        case EmergencyRelease _, Cancel _ -> lock.owner();
      };
    }
  }
}
