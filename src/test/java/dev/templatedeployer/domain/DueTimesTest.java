package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.*;
import static dev.templatedeployer.domain.Token.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// When a deployment needs attention. The policy of the examples: start time-out one hour, lease 30
/// s, time limit 300 s.
class DueTimesTest {

  static final DeploymentEvent STARTED = started(FIRST, second(1), second(2));

  @Nested
  class AWaitingDeployment {

    @Test
    void isDueWhenItMayStart() {
      assertThat(dueTime(requested(request(second(60), null)))).isEqualTo(second(60));
    }

    @Test
    void isDueWhenItsBackoffEnds() {
      assertThat(
              dueTime(
                  requested(),
                  STARTED,
                  attemptFailed(FIRST, FLAKY, second(1), second(20), second(31))))
          .isEqualTo(second(31));
    }

    @Test
    void isDueAtAnEarlierDeadline() {
      assertThat(dueTime(requested(request(second(60), second(30))))).isEqualTo(second(30));
    }

    @Test
    void isDueAtOnceIfItsDeadlineHadPassedWhenItWasAccepted() {
      assertThat(dueTime(requested(request(null, second(-5))))).isEqualTo(second(-5));
    }
  }

  @Nested
  class ADispatchedDeployment {

    @Test
    void isDueAtItsStartTimeout() {
      assertThat(dueTime(requested())).isEqualTo(second(3600));
    }

    @Test
    void isDueALeaseAfterSomebodyWantedItCancelled() {
      assertThat(dueTime(requested(), cancelRequested(second(20)))).isEqualTo(second(50));
      assertThat(dueTime(requested(request(null, second(30))), cancelRequested(second(20))))
          .isEqualTo(second(50));
    }

    @Test
    void isDueAtItsStartTimeoutFromTheLastDispatch() {
      assertThat(dueTime(requested(), dispatched(token(1, 2), second(3600))))
          .isEqualTo(second(7200));
    }

    @Test
    void isDueAtAnEarlierDeadline() {
      assertThat(dueTime(requested(request(null, second(30))))).isEqualTo(second(30));
    }

    @Test
    void isNotDueAtTheDeadlineOfAnEarlierRun() {
      assertThat(
              dueTime(
                  requested(request(null, second(30))),
                  failed(FIRST, HOPELESS, second(1), second(20)),
                  retried(token(2, 1), null, second(25))))
          .isEqualTo(second(3625));
    }
  }

  @Nested
  class ARunningDeployment {

    @Test
    void isDueWhenTheLeaseOfItsStartEnds() {
      assertThat(dueTime(requested(), STARTED)).isEqualTo(second(32));
    }

    @Test
    void isDueWhenTheLeaseOfItsLastHeartbeatEnds() {
      assertThat(dueTimeIfLastSeenAt(second(100), requested(), STARTED)).isEqualTo(second(130));
    }

    @Test
    void isDueNoEarlierBecauseItWasSeenBeforeItsStart() {
      assertThat(dueTimeIfLastSeenAt(second(-100), requested(), STARTED)).isEqualTo(second(32));
    }

    @Test
    void isDueALeaseAfterItsTimeLimitHoweverLivelyItsExecutor() {
      assertThat(dueTimeIfLastSeenAt(second(331), requested(), STARTED)).isEqualTo(second(332));
    }

    @Test
    void isDueByTheBrokersClockAndNotByItsExecutors() {
      assertThat(dueTime(requested(), started(FIRST, second(9999), second(2))))
          .isEqualTo(second(32));
      assertThat(dueTime(requested(), started(FIRST, second(-9999), second(2))))
          .isEqualTo(second(32));
    }

    @Test
    void isDueNoLaterBecauseSomebodyWantsItCancelled() {
      assertThat(dueTime(requested(), STARTED, cancelRequested(second(20)))).isEqualTo(second(32));
    }

    @Test
    void isNotDueAtItsDeadlineSinceThatBindsOnlyTheStart() {
      assertThat(dueTime(requested(request(null, second(10))), STARTED)).isEqualTo(second(32));
    }
  }

  @Nested
  class ARedrivenDeployment {

    final DeploymentEvent redriven = redriven(token(1, 2), second(2), second(32));

    @Test
    void isDueAtItsStartTimeout() {
      assertThat(dueTime(requested(), STARTED, redriven)).isEqualTo(second(3632));
    }

    @Test
    void isNotDueAtItsDeadlineSinceItsAttemptHadStartedBefore() {
      assertThat(dueTime(requested(request(null, second(40))), STARTED, redriven))
          .isEqualTo(second(3632));
    }
  }

  @Nested
  class ARedrivenDeploymentThatIsToBeCancelled {

    @Test
    void isDueALeaseAfterTheWish() {
      assertThat(
              dueTime(
                  requested(),
                  STARTED,
                  redriven(token(1, 2), second(2), second(32)),
                  cancelRequested(second(40))))
          .isEqualTo(second(70));
    }
  }

  @Nested
  class AnEndedDeployment {

    @Test
    void isNeverDue() {
      assertThat(dueTime(requested(), STARTED, completed(FIRST, second(1), second(20)))).isNull();
      assertThat(dueTime(requested(), STARTED, failed(FIRST, HOPELESS, second(1), second(20))))
          .isNull();
      assertThat(dueTime(requested(), cancelled(FIRST, second(20)))).isNull();
    }
  }

  /// Every open deployment is acted on within its policy plus the time that its work was held.
  @Nested
  class WorkThatIsHeldNowAndThen {

    @Test
    void isDueWhenItCouldHaveBegunForTheWholeOfItsStartTimeout() {
      var random = new SplittableRandom(42);
      for (int history = 0; history < 2_000; history++) {
        List<Instant> switches = switches(random);
        Acted acted = actedOn(requested(), switches);
        assertThat(Duration.between(NOON, acted.at()).minus(held(switches, NOON, acted.at())))
            .as("held by turns at %s", switches)
            .isBetween(
                POLICY.startTimeout(), POLICY.startTimeout().plus(DueTimes.WHILE_HELD));
        assertThat((long) acted.looks())
            .as("looks, by which a task could be kept busy")
            .isLessThan(
                3 + switches.size() + held(switches, NOON, acted.at()).dividedBy(DueTimes.WHILE_HELD));
      }
    }

    @Test
    void isNotPutOffByWhatWasHeldBeforeItWasHandedOut() {
      List<Instant> before = List.of(second(-1000), second(-1));
      assertThat(actedOn(requested(), before).at()).isEqualTo(second(3600));
    }

    @Test
    void isDueAtItsDeadlineAllTheSame() {
      assertThat(actedOn(requested(request(null, second(30))), List.of(NOON)).at())
          .isEqualTo(second(30));
    }

    @Test
    void isNotPutOffIfItRunsOrIsNotWanted() {
      assertThat(putOff(second(100), requested(), STARTED)).isEmpty();
      assertThat(putOff(second(50), requested(), cancelRequested(second(20)))).isEmpty();
    }

    private static Optional<Instant> putOff(Instant now, DeploymentEvent... events) {
      return DueTimes.putOff(
          Objects.requireNonNull(DeploymentRecords.fold(List.of(events))),
          from -> Duration.between(from, now),
          true,
          now);
    }

    private record Acted(Instant at, int looks) {}

    /// When an agenda would act on it, and how often it would have looked.
    private static Acted actedOn(DeploymentEvent event, List<Instant> switches) {
      DeploymentRecord record = Objects.requireNonNull(DeploymentRecords.fold(List.of(event)));
      Instant now = Objects.requireNonNull(DueTimes.of(record, null));
      for (int looks = 1; ; looks++) {
        Instant moment = now;
        Optional<Instant> later =
            DueTimes.putOff(
                record, from -> held(switches, from, moment), isHeld(switches, moment), now);
        if (later.isEmpty()) {
          return new Acted(now, looks);
        }
        now = later.get();
      }
    }

    /// Held from the first to the second, from the third to the fourth, and so on.
    private static List<Instant> switches(SplittableRandom random) {
      var switches = new ArrayList<Instant>();
      Instant at = NOON.minusSeconds(2_000);
      for (int i = random.nextInt(10) * 2; i > 0; i--) {
        at = at.plusMillis(1 + random.nextLong(1_500_000));
        switches.add(at);
      }
      return switches;
    }

    private static boolean isHeld(List<Instant> switches, Instant now) {
      return switches.stream().filter(at -> !at.isAfter(now)).count() % 2 == 1;
    }

    private static Duration held(List<Instant> switches, Instant from, Instant until) {
      Duration held = Duration.ZERO;
      for (int i = 0; i < switches.size(); i += 2) {
        Instant begin = max(switches.get(i), from);
        Instant end = i + 1 < switches.size() ? min(switches.get(i + 1), until) : until;
        if (begin.isBefore(end)) {
          held = held.plus(Duration.between(begin, end));
        }
      }
      return held;
    }

    private static Instant max(Instant a, Instant b) {
      return a.isAfter(b) ? a : b;
    }

    private static Instant min(Instant a, Instant b) {
      return a.isBefore(b) ? a : b;
    }
  }

  private static @Nullable Instant dueTime(DeploymentEvent... events) {
    return dueTimeIfLastSeenAt(null, events);
  }

  private static @Nullable Instant dueTimeIfLastSeenAt(
      @Nullable Instant lastSeenAt, DeploymentEvent... events) {
    return DueTimes.of(Objects.requireNonNull(DeploymentRecords.fold(List.of(events))), lastSeenAt);
  }
}
