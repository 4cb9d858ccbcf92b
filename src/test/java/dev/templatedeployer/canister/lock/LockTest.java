package dev.templatedeployer.canister.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.canister.CanisterScenario;
import dev.templatedeployer.canister.lock.LockEvent.BeneficiaryChanged;
import dev.templatedeployer.canister.lock.LockEvent.Cancelled;
import dev.templatedeployer.canister.lock.LockEvent.Claimed;
import dev.templatedeployer.canister.lock.LockEvent.Created;
import dev.templatedeployer.canister.lock.LockEvent.Released;
import dev.templatedeployer.canister.lock.LockEvent.UnlockedEarly;
import dev.templatedeployer.canister.lock.LockOperation.Cancel;
import dev.templatedeployer.canister.lock.LockOperation.Claim;
import dev.templatedeployer.canister.lock.LockOperation.EmergencyRelease;
import dev.templatedeployer.canister.lock.LockOperation.TransferBeneficiary;
import dev.templatedeployer.canister.vesting.Curve.Point;
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

class LockTest {
  static final Principal TOKEN = new Principal("ryjl3-tyaaa-aaaaa-aaaba-cai");
  static final Principal OWNER = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");
  static final Principal ADA = new Principal("em77e-bvlzu-aq");
  static final Principal BEN = new Principal("2chl6-4hpzw-vqaaa-aaaaa-c");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /// 1000 units for Ada: 100 at once, and 9 more on each of 100 days.
  static final LockConfig PLAIN = lock(null, false, false);

  static final LockConfig WITH_EARLY_UNLOCK =
      lock(new EarlyUnlock(2_500, TOKEN, Duration.ofDays(10)), false, false);
  static final LockConfig WITH_EMERGENCY_UNLOCK = lock(null, true, false);
  static final LockConfig CANCELLABLE = lock(null, false, true);

  static final CanisterScenario<LockConfig, Lock, LockOperation, LockEvent> LOCK =
      CanisterScenario.of(new LockCanister(), OWNER, NOON);

  @Nested
  class ANewLock {
    @Test
    void countsFromWhenItsDeploymentWasAcceptedUnlessItSaysOtherwise() {
      var rules = new LockCanister();
      LockConfig later = plainFrom(day(5));

      assertThat(rules.create(PLAIN, OWNER, NOON)).isEqualTo(new Created(PLAIN, OWNER, NOON, NOON));
      assertThat(rules.create(later, OWNER, NOON))
          .isEqualTo(new Created(later, OWNER, day(5), NOON));
    }

    @Test
    void holdsEverything() {
      Lock lock = LOCK.given(PLAIN).head();

      assertThat(lock.status()).isEqualTo(Lock.Status.ACTIVE);
      assertThat(lock.claimed()).isZero();
      assertThat(lock.unlocked(NOON)).isEqualTo(units(100));
      assertThat(lock.locked(NOON)).isEqualTo(units(900));
    }

    @Test
    void unlocksNothingBeforeItsStart() {
      LOCK.given(plainFrom(day(5)))
          .at(day(4))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused("NOTHING_TO_CLAIM", "The next unlock is at '2026-03-06T12:00:00Z'.");
    }
  }

  @Nested
  class AnActiveLock {
    @Test
    void paysItsBeneficiaryAllThatIsUnlocked() {
      LOCK.given(PLAIN)
          .at(day(3))
          .when(new Claim(null))
          .by(ADA)
          .then(new Claimed(ADA, units(127), day(3)));
    }

    @Test
    void paysAsMuchAsIsAskedFor() {
      Lock lock =
          LOCK.given(PLAIN)
              .at(day(3))
              .when(new Claim(units(120)))
              .by(ADA)
              .then(new Claimed(ADA, units(120), day(3)))
              .at(day(3))
              .when(new Claim(units(7)))
              .by(ADA)
              .then(new Claimed(ADA, units(7), day(3)))
              .head();

      assertThat(lock.claimed()).isEqualTo(units(127));
      assertThat(lock.status()).isEqualTo(Lock.Status.ACTIVE);
    }

    @Test
    void paysNothingTwice() {
      LOCK.given(PLAIN)
          .and(new Claimed(ADA, units(127), day(3)))
          .at(day(3))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused(
              "NOTHING_TO_CLAIM",
              "Cannot claim from the lock 'Team tokens': nothing is claimable."
                  + " The next unlock is at '2026-03-05T12:00:00Z'.");
    }

    @Test
    void paysNoMoreThanIsUnlocked() {
      LOCK.given(PLAIN)
          .at(day(3))
          .when(new Claim(units(128)))
          .by(ADA)
          .thenRefused("EXCEEDS_CLAIMABLE", "Cannot claim '128'", "only '127' is claimable");
    }

    @Test
    void paysNoAmountThatIsNone() {
      for (long amount : new long[] {0, -1}) {
        LOCK.given(PLAIN)
            .at(day(3))
            .when(new Claim(units(amount)))
            .by(ADA)
            .thenRefused("AMOUNT_NOT_POSITIVE", "'%d'".formatted(amount), "Claim more than 0");
      }
    }

    @Test
    void paysNobodyButItsBeneficiary() {
      for (Principal other : List.of(OWNER, BEN, TOKEN, Principal.ANONYMOUS)) {
        LOCK.given(PLAIN)
            .at(day(3))
            .when(new Claim(null))
            .by(other)
            .thenRefused(
                "NOT_BENEFICIARY",
                "Cannot claim from the lock 'Team tokens': only its beneficiary may, and '%s' is not."
                    .formatted(other));
      }
    }

    @Test
    void isFullyClaimedWhenTheLastUnitWasPaid() {
      var story =
          LOCK.given(PLAIN)
              .and(new Claimed(ADA, units(127), day(3)))
              .at(day(100))
              .when(new Claim(null))
              .by(ADA)
              .then(new Claimed(ADA, units(873), day(100)));

      assertThat(story.head().status()).isEqualTo(Lock.Status.FULLY_CLAIMED);
      story
          .at(day(101))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused("NOTHING_TO_CLAIM", "Nothing more will be unlocked.");
    }

    @Test
    void takesAClockThatRunsBackAsOneThatStandsStill() {
      LOCK.given(PLAIN)
          .and(new Claimed(ADA, units(1), day(3)))
          .at(day(2))
          .when(new Claim(null))
          .by(ADA)
          .then(new Claimed(ADA, units(126), day(3)));
    }

    @Test
    void remembersTheLastPaymentsAndCountsAll() {
      var story = LOCK.given(PLAIN);
      IntStream.rangeClosed(1, 25)
          .forEach(i -> story.and(new Claimed(ADA, units(1), NOON.plusSeconds(i))));

      assertThat(story.head().claimCount()).isEqualTo(25);
      assertThat(story.head().lastClaims())
          .hasSize(Lock.MAX_CLAIMS)
          .last()
          .isEqualTo(new Lock.Claim(ADA, units(1), NOON.plusSeconds(25)));
    }

    @Test
    void canBeHandedOnByItsBeneficiary() {
      LOCK.given(PLAIN)
          .and(new Claimed(ADA, units(127), day(3)))
          .at(day(4))
          .when(new TransferBeneficiary(BEN))
          .by(ADA)
          .then(new BeneficiaryChanged(ADA, BEN, day(4)))
          .at(day(4))
          .when(new Claim(null))
          .by(ADA)
          .thenRefused("NOT_BENEFICIARY")
          .at(day(4))
          .when(new Claim(null))
          .by(BEN)
          .then(new Claimed(BEN, units(9), day(4)));
    }

    @Test
    void canBeHandedOnByNobodyElse() {
      LOCK.given(PLAIN)
          .at(day(4))
          .when(new TransferBeneficiary(BEN))
          .by(OWNER)
          .thenRefused("NOT_BENEFICIARY", "Cannot hand on the lock 'Team tokens'");
    }

    @Test
    void isNotHandedOnToWhoHasItAlready() {
      LOCK.given(PLAIN).at(day(4)).when(new TransferBeneficiary(ADA)).by(ADA).thenNothingHappens();
    }

    @Test
    void isNotHandedOnToNobody() {
      for (Principal nobody :
          new @Nullable Principal[] {null, new Principal(" "), Principal.ANONYMOUS}) {
        LOCK.given(PLAIN)
            .at(day(4))
            .when(new TransferBeneficiary(nobody))
            .by(ADA)
            .thenRefused("BAD_BENEFICIARY", "Name a principal who can claim.");
      }
    }

    @Test
    void canNeitherBeUnlockedEarlyNorReleasedNorCancelledUnlessItWasMadeSo() {
      LOCK.given(PLAIN)
          .at(day(4))
          .when(new LockOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("EARLY_UNLOCK_NOT_ALLOWED", "it was made without early unlock")
          .at(day(4))
          .when(new EmergencyRelease("The key is lost."))
          .by(OWNER)
          .thenRefused("EMERGENCY_UNLOCK_NOT_ALLOWED", "it was made without emergency unlock")
          .at(day(4))
          .when(new Cancel("She left."))
          .by(OWNER)
          .thenRefused("NOT_CANCELLABLE", "it was made to be kept");
    }
  }

  @Nested
  class ALockWithEarlyUnlock {
    /// On day 20, 280 are unlocked and 720 locked; a quarter of these is 180.
    final UnlockedEarly unlockedEarly =
        new UnlockedEarly(ADA, units(720), units(180), TOKEN, day(20));

    @Test
    void paysEverythingButThePenaltyOnWhatIsLocked() {
      Lock lock =
          LOCK.given(WITH_EARLY_UNLOCK)
              .and(new Claimed(ADA, units(100), NOON))
              .at(day(20))
              .when(new LockOperation.EarlyUnlock())
              .by(ADA)
              .then(unlockedEarly)
              .head();

      assertThat(lock.status()).isEqualTo(Lock.Status.FULLY_CLAIMED);
      assertThat(lock.claimed()).isEqualTo(units(820));
      assertThat(lock.penalised()).isEqualTo(units(180));
      assertThat(lock.locked(day(20))).isZero();
      assertThat(lock.claimable(day(200))).isZero();
    }

    @Test
    void saysFromWhenItIsPossible() {
      LOCK.given(WITH_EARLY_UNLOCK)
          .at(day(10).minusNanos(1))
          .when(new LockOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("EARLY_UNLOCK_TOO_SOON", "possible from '2026-03-11T12:00:00Z' on")
          .at(day(10))
          .when(new LockOperation.EarlyUnlock())
          .by(ADA)
          .then(new UnlockedEarly(ADA, units(798), units(202), TOKEN, day(10)));
    }

    @Test
    void burnsThePenaltyIfNobodyReceivesIt() {
      LOCK.given(lock(new EarlyUnlock(10_000, null, null), false, false))
          .at(NOON)
          .when(new LockOperation.EarlyUnlock())
          .by(ADA)
          .then(new UnlockedEarly(ADA, units(100), units(900), null, NOON));
    }

    @Test
    void costsNothingIfThereIsNoPenalty() {
      LOCK.given(lock(new EarlyUnlock(0, null, null), false, false))
          .at(NOON)
          .when(new LockOperation.EarlyUnlock())
          .by(ADA)
          .then(new UnlockedEarly(ADA, units(1_000), units(0), null, NOON));
    }

    @Test
    void isUnlockedByNobodyButItsBeneficiary() {
      LOCK.given(WITH_EARLY_UNLOCK)
          .at(day(20))
          .when(new LockOperation.EarlyUnlock())
          .by(OWNER)
          .thenRefused("NOT_BENEFICIARY", "Cannot unlock the lock 'Team tokens'");
    }

    @Test
    void isNotUnlockedEarlyOnceNothingIsLocked() {
      LOCK.given(WITH_EARLY_UNLOCK)
          .at(day(100))
          .when(new LockOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("NOTHING_LOCKED", "nothing in it is locked any more");
    }

    @Test
    void isNotUnlockedEarlyTwice() {
      LOCK.given(WITH_EARLY_UNLOCK)
          .and(new Claimed(ADA, units(100), NOON))
          .and(unlockedEarly)
          .at(day(20))
          .when(new LockOperation.EarlyUnlock())
          .by(ADA)
          .thenRefused("NOTHING_LOCKED");
    }
  }

  @Nested
  class ALockWithEmergencyUnlock {
    final Released released = new Released(units(720), "The key is lost.", day(20));

    @Test
    void isUnlockedForItsBeneficiaryWhenTheOwnerSaysSo() {
      var story =
          LOCK.given(WITH_EMERGENCY_UNLOCK)
              .at(day(20))
              .when(new EmergencyRelease("The key is lost."))
              .by(OWNER)
              .then(released);

      assertThat(story.head().status()).isEqualTo(Lock.Status.RELEASED);
      story
          .at(day(20))
          .when(new Claim(null))
          .by(OWNER)
          .thenRefused("NOT_BENEFICIARY")
          .at(day(20))
          .when(new Claim(null))
          .by(ADA)
          .then(new Claimed(ADA, units(1_000), day(20)));
      assertThat(story.head().status()).isEqualTo(Lock.Status.FULLY_CLAIMED);
    }

    @Test
    void isReleasedByNobodyButItsOwner() {
      LOCK.given(WITH_EMERGENCY_UNLOCK)
          .at(day(20))
          .when(new EmergencyRelease("I want it."))
          .by(ADA)
          .thenRefused("NOT_OWNER", "Cannot release the lock 'Team tokens'", "only its owner may");
    }

    @Test
    void isReleasedForAReasonOnly() {
      for (String reason : new @Nullable String[] {null, "", "  "}) {
        LOCK.given(WITH_EMERGENCY_UNLOCK)
            .at(day(20))
            .when(new EmergencyRelease(reason))
            .by(OWNER)
            .thenRefused("REASON_MISSING", "Say why");
      }
      LOCK.given(WITH_EMERGENCY_UNLOCK)
          .at(day(20))
          .when(new EmergencyRelease("a".repeat(501)))
          .by(OWNER)
          .thenRefused("REASON_TOO_LONG", "'501' characters");
    }

    @Test
    void isReleasedOnce() {
      LOCK.given(WITH_EMERGENCY_UNLOCK)
          .and(released)
          .at(day(21))
          .when(new EmergencyRelease("Again."))
          .by(OWNER)
          .thenNothingHappens();
    }

    @Test
    void isNotReleasedOnceNothingIsLocked() {
      LOCK.given(WITH_EMERGENCY_UNLOCK)
          .at(day(100))
          .when(new EmergencyRelease("The key is lost."))
          .by(OWNER)
          .thenRefused("NOTHING_LOCKED");
    }
  }

  @Nested
  class ACancellableLock {
    final Cancelled cancelled = new Cancelled(units(720), "She left.", day(20));

    @Test
    void givesItsOwnerBackWhatIsLockedAndKeepsTheRestForTheBeneficiary() {
      var story =
          LOCK.given(CANCELLABLE)
              .and(new Claimed(ADA, units(100), NOON))
              .at(day(20))
              .when(new Cancel("She left."))
              .by(OWNER)
              .then(cancelled)
              .at(day(90))
              .when(new Claim(null))
              .by(ADA)
              .then(new Claimed(ADA, units(180), day(90)))
              .at(day(90))
              .when(new Claim(null))
              .by(ADA)
              .thenRefused("NOTHING_TO_CLAIM", "Nothing more will be unlocked.");

      Lock lock = story.head();
      assertThat(lock.status()).isEqualTo(Lock.Status.CANCELLED);
      assertThat(lock.returned().add(lock.claimed())).isEqualTo(lock.amount());
    }

    @Test
    void isCancelledByNobodyButItsOwner() {
      LOCK.given(CANCELLABLE)
          .at(day(20))
          .when(new Cancel("I left."))
          .by(ADA)
          .thenRefused("NOT_OWNER", "Cannot cancel the lock 'Team tokens'");
    }

    @Test
    void isCancelledForAReasonOnly() {
      LOCK.given(CANCELLABLE)
          .at(day(20))
          .when(new Cancel(null))
          .by(OWNER)
          .thenRefused("REASON_MISSING");
    }

    @Test
    void isCancelledOnce() {
      LOCK.given(CANCELLABLE)
          .and(cancelled)
          .at(day(21))
          .when(new Cancel("Again."))
          .by(OWNER)
          .thenNothingHappens();
    }

    @Test
    void isNotCancelledOnceNothingIsLocked() {
      LOCK.given(CANCELLABLE)
          .at(day(100))
          .when(new Cancel("She left."))
          .by(OWNER)
          .thenRefused("NOTHING_LOCKED");
    }
  }

  @Nested
  class ALockThatMayBeReleasedAndCancelled {
    final LockConfig both = lock(null, true, true);

    @Test
    void givesNothingBackAfterItsRelease() {
      LOCK.given(both)
          .and(new Released(units(720), "The key is lost.", day(20)))
          .at(day(19)) // a clock that runs back brings nothing back under lock
          .when(new Cancel("She left."))
          .by(OWNER)
          .thenRefused("NOTHING_LOCKED");
    }

    @Test
    void releasesNothingAfterItsCancellation() {
      LOCK.given(both)
          .and(new Cancelled(units(720), "She left.", day(20)))
          .at(day(19))
          .when(new EmergencyRelease("The key is lost."))
          .by(OWNER)
          .thenRefused("NOTHING_LOCKED");
    }
  }

  @Nested
  class TheViews {
    final CanisterScenario<LockConfig, Lock, LockOperation, LockEvent>.Story lock =
        LOCK.given(WITH_EARLY_UNLOCK).and(new Claimed(ADA, units(100), NOON));

    @Test
    void summariseEverythingAPersonWantsToKnow() {
      assertThat(lock.at(day(20)).view("summary"))
          .isEqualTo(
              new LockSummary(
                  "Team tokens",
                  Lock.Status.ACTIVE,
                  day(20),
                  TOKEN,
                  OWNER,
                  ADA,
                  units(1_000),
                  units(280),
                  units(180),
                  units(100),
                  units(720),
                  units(0),
                  units(0),
                  new LockSummary.NextUnlock(day(21), units(9)),
                  NOON,
                  day(100),
                  1_000,
                  WITH_EARLY_UNLOCK.schedule(),
                  WITH_EARLY_UNLOCK.earlyUnlock(),
                  false,
                  false,
                  1,
                  List.of(new Lock.Claim(ADA, units(100), NOON)),
                  NOON,
                  NOON));
    }

    @Test
    void sayThatNothingMoreIsUnlockedOnceTheScheduleWasReplaced() {
      lock.and(new UnlockedEarly(ADA, units(720), units(180), TOKEN, day(20)));

      assertThat(lock.at(day(20)).view("summary"))
          .asInstanceOf(InstanceOfAssertFactories.type(LockSummary.class))
          .satisfies(summary -> {
            assertThat(summary.nextUnlock()).isNull();
            assertThat(summary.end()).isEqualTo(day(20));
            assertThat(summary.locked()).isZero();
          });
    }

    @Test
    void sayWhatIsUnlockedAndClaimableAtAnyTime() {
      assertThat(lock.at(day(20)).view("unlocked"))
          .isEqualTo(new LockViews.Unlocked(day(20), units(280), units(720)));
      assertThat(lock.at(day(-1)).view("unlocked"))
          .isEqualTo(new LockViews.Unlocked(day(-1), units(0), units(1_000)));
      assertThat(lock.at(day(500)).view("claimable"))
          .isEqualTo(new LockViews.Claimable(day(500), ADA, units(900)));
      assertThat(lock.at(day(-1)).view("claimable"))
          .isEqualTo(new LockViews.Claimable(day(-1), ADA, units(0)));
    }

    @Test
    void drawTheCurveFromStartToEnd() {
      assertThat(lock.at(day(20)).view("curve", Map.of("points", "3")))
          .isEqualTo(
              List.of(
                  new Point(NOON, units(100)),
                  new Point(day(50), units(550)),
                  new Point(day(100), units(1_000))));
      assertThat(lock.at(day(20)).view("curve"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .hasSize(50);
    }

    @Test
    void drawTheCurveAsItReallyWent() {
      lock.and(new UnlockedEarly(ADA, units(720), units(180), TOKEN, day(20)));

      assertThat(lock.at(day(20)).view("curve", Map.of("points", "3")))
          .isEqualTo(
              List.of(
                  new Point(NOON, units(100)),
                  new Point(day(50), units(820)),
                  new Point(day(100), units(820))));
    }

    @Test
    void refuseACurveOfTooManyPoints() {
      assertThatThrownBy(() -> lock.at(NOON).view("curve", Map.of("points", "501")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Ask for 2 to 500.");
    }
  }

  @Test
  void theEventsOfALockBeginWithItsCreation() {
    assertThatThrownBy(() -> LOCK.given(List.of(new Claimed(ADA, units(1), NOON))))
        .hasMessageContaining("Its events have lost their beginning.");
  }

  private static LockConfig lock(
      @Nullable EarlyUnlock earlyUnlock, boolean emergencyUnlock, boolean cancellable) {
    return lock(null, earlyUnlock, emergencyUnlock, cancellable);
  }

  private static LockConfig plainFrom(Instant start) {
    return lock(start, null, false, false);
  }

  private static LockConfig lock(
      @Nullable Instant start,
      @Nullable EarlyUnlock earlyUnlock,
      boolean emergencyUnlock,
      boolean cancellable) {
    return new LockConfig(
        "Team tokens",
        TOKEN,
        ADA,
        units(1_000),
        start,
        ScheduleConfig.linear(Duration.ofDays(100), Frequency.DAILY),
        1_000,
        earlyUnlock,
        emergencyUnlock,
        cancellable);
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }

  private static Instant day(long day) {
    return NOON.plus(Duration.ofDays(day));
  }
}
