package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.*;
import static dev.templatedeployer.domain.Token.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

  private static @Nullable Instant dueTime(DeploymentEvent... events) {
    return dueTimeIfLastSeenAt(null, events);
  }

  private static @Nullable Instant dueTimeIfLastSeenAt(
      @Nullable Instant lastSeenAt, DeploymentEvent... events) {
    return DueTimes.of(Objects.requireNonNull(DeploymentRecords.fold(List.of(events))), lastSeenAt);
  }
}
