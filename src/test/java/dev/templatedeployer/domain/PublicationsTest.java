package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.*;
import static dev.templatedeployer.domain.Token.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the world is told because of each event, by what went before it.
class PublicationsTest {

  static final DeploymentEvent STARTED = started(FIRST, second(1), second(2));
  static final DeploymentEvent COMPLETED = completed(FIRST, second(1), second(20));
  static final DeploymentEvent FAILED = failed(FIRST, HOPELESS, second(1), second(20));
  static final Failure TIMED_OUT = new Failure(Failure.TIMED_OUT, "It took too long.", true);
  static final Failure LEASE_LOST = new Failure(Failure.LEASE_LOST, "It fell silent.", true);
  static final Failure TOO_LATE = new Failure(Failure.DEADLINE_PASSED, "It is too late.", false);

  @Nested
  class ARequest {

    @Test
    void startsTheFirstAttempt() {
      assertThat(workOf(requested())).contains(start(FIRST));
    }

    @Test
    void startsNothingYetIfItMayNotStartYet() {
      assertThat(workOf(requested(request(second(60), null)))).isEmpty();
    }

    @Test
    void startsNothingIfItsDeadlineHasPassed() {
      assertThat(workOf(requested(request(null, NOON)))).isEmpty();
    }

    @Test
    void isNoOutcome() {
      assertThat(outcomeOf(requested())).isEmpty();
    }
  }

  @Nested
  class ADispatch {

    @Test
    void startsTheTemplate() {
      DeploymentRequest later = request(second(60), null);
      assertThat(workOf(dispatched(FIRST, second(60)), requested(later)))
          .contains(start(FIRST, later));
    }

    @Test
    void carriesTheDeadlineToTheExecutors() {
      DeploymentRequest urgent = request(null, second(600));
      assertThat(workOf(requested(urgent)))
          .get()
          .extracting(work -> ((Work.Start) work).deadline())
          .isEqualTo(second(600));
    }

    @Test
    void carriesNoDeadlineInALaterRun() {
      assertThat(
              workOf(
                  retried(token(2, 1), null, second(50)),
                  requested(request(null, second(600))),
                  STARTED,
                  FAILED))
          .get()
          .extracting(work -> ((Work.Start) work).deadline())
          .isNull();
    }

    @Test
    void isNoOutcome() {
      assertThat(outcomeOf(dispatched(token(1, 2), second(60)), requested())).isEmpty();
    }
  }

  @Nested
  class AStart {

    @Test
    void tellsNobodyAnything() {
      assertThat(workOf(STARTED, requested())).isEmpty();
      assertThat(outcomeOf(STARTED, requested())).isEmpty();
    }
  }

  @Nested
  class ARedrive {

    final DeploymentEvent redriven = redriven(token(1, 2), second(2), second(32));

    @Test
    void startsTheNextDrive() {
      assertThat(workOf(redriven, requested(), STARTED)).contains(start(token(1, 2)));
    }

    @Test
    void isNoOutcome() {
      assertThat(outcomeOf(redriven, requested(), STARTED)).isEmpty();
    }
  }

  @Nested
  class AFailedAttempt {

    @Test
    void tellsNobodyAnythingIfItsExecutorReportedIt() {
      DeploymentEvent event = attemptFailed(FIRST, FLAKY, second(1), second(20), second(30));
      assertThat(workOf(event, requested(), STARTED)).isEmpty();
      assertThat(outcomeOf(event, requested(), STARTED)).isEmpty();
    }

    @Test
    void isStoppedIfItTimedOut() {
      DeploymentEvent event = attemptFailed(FIRST, TIMED_OUT, second(1), second(20), second(30));
      assertThat(workOf(event, requested(), STARTED)).contains(stop(FIRST, "It took too long."));
    }

    @Test
    void isStoppedIfItsExecutorFellSilent() {
      DeploymentEvent event = attemptFailed(FIRST, LEASE_LOST, second(1), second(20), second(30));
      assertThat(workOf(event, requested(), STARTED)).contains(stop(FIRST, "It fell silent."));
    }
  }

  @Nested
  class ASuccess {

    @Test
    void isAnOutcomeWithTheCanister() {
      assertThat(outcomeOf(COMPLETED, requested(), STARTED))
          .contains(outcome(3, Status.COMPLETED, null, second(20)));
    }

    @Test
    void givesTheExecutorsNoWork() {
      assertThat(workOf(COMPLETED, requested(), STARTED)).isEmpty();
    }

    @Test
    void ofAnEarlierStartStopsTheNewest() {
      assertThat(
              workOf(COMPLETED, requested(), STARTED, redriven(token(1, 2), second(2), second(32))))
          .contains(stop(token(1, 2), "Start 1.1 succeeded."));
    }

    @Test
    void ofAnEarlierStartStopsNothingThatNobodyHas() {
      assertThat(
              workOf(
                  COMPLETED,
                  requested(),
                  STARTED,
                  attemptFailed(FIRST, LEASE_LOST, second(1), second(20), second(30))))
          .isEmpty();
    }

    @Test
    void thatComesAfterACancellationReplacesIt() {
      assertThat(
              outcomeOf(
                  completed(FIRST, second(1), second(50)),
                  requested(),
                  cancelRequested(second(5)),
                  cancelled(FIRST, second(35))))
          .get()
          .satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
            assertThat(outcome.canisterId()).isEqualTo(CANISTER);
            assertThat(outcome.reason()).isNull();
            assertThat(outcome.replaces()).isEqualTo(3);
          });
    }

    @Test
    void thatComesLateReplacesTheOutcomeOfTheSameRun() {
      assertThat(outcomeOf(completed(FIRST, second(1), second(50)), requested(), STARTED, FAILED))
          .get()
          .satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.version()).isEqualTo(4);
            assertThat(outcome.run()).isEqualTo(1);
            assertThat(outcome.replaces()).isEqualTo(3);
          });
    }

    @Test
    void ofALaterRunReplacesTheOutcomeOfTheRunBefore() {
      assertThat(
              outcomeOf(
                  completed(token(2, 1), second(51), second(60)),
                  requested(),
                  STARTED,
                  FAILED,
                  retried(token(2, 1), null, second(50)),
                  started(token(2, 1), second(51), second(52))))
          .get()
          .satisfies(outcome -> {
            assertThat(outcome.version()).isEqualTo(6);
            assertThat(outcome.run()).isEqualTo(2);
            assertThat(outcome.replaces()).isEqualTo(3);
            assertThat(outcome.attempts()).isEqualTo(2);
          });
    }
  }

  @Nested
  class AFailure {

    @Test
    void isAnOutcomeWithItsCauseAndWithoutACanister() {
      assertThat(outcomeOf(FAILED, requested(), STARTED))
          .contains(outcome(3, Status.FAILED, HOPELESS, second(20)));
    }

    @Test
    void tellsTheExecutorsNothingIfOneOfThemReportedIt() {
      assertThat(workOf(FAILED, requested(), STARTED)).isEmpty();
    }

    @Test
    void takesTheWorkBackIfTheDeadlinePassedWhileItWasWithTheExecutors() {
      assertThat(workOf(failed(FIRST, TOO_LATE, null, second(30)), requested()))
          .contains(stop(FIRST, "It is too late."));
    }

    @Test
    void tellsTheExecutorsNothingIfTheDeadlinePassedBeforeTheyHadTheWork() {
      assertThat(
              workOf(
                  failed(FIRST, TOO_LATE, null, second(30)),
                  requested(request(second(60), second(30)))))
          .isEmpty();
    }
  }

  @Nested
  class ARetry {

    final DeploymentEvent retried = retried(token(2, 1), "r-1", second(50));

    @Test
    void startsTheNextAttempt() {
      assertThat(workOf(retried, requested(), STARTED, FAILED)).contains(start(token(2, 1)));
    }

    @Test
    void isNoOutcome() {
      assertThat(outcomeOf(retried, requested(), STARTED, FAILED)).isEmpty();
    }
  }

  @Nested
  class AWishToCancel {

    final DeploymentEvent wish = cancelRequested(second(5));

    @Test
    void stopsWorkThatNobodyHasBegunAsFarAsIsKnown() {
      assertThat(workOf(wish, requested())).contains(stop(FIRST, "Cancelled: No longer wanted."));
    }

    @Test
    void stopsTheRun() {
      assertThat(workOf(wish, requested(), STARTED))
          .contains(stop(FIRST, "Cancelled: No longer wanted."));
    }

    @Test
    void isNoOutcome() {
      assertThat(outcomeOf(wish, requested(), STARTED)).isEmpty();
    }
  }

  @Nested
  class ACancellation {

    @Test
    void isAnOutcomeWithItsReason() {
      assertThat(outcomeOf(cancelled(FIRST, second(6)), requested(), STARTED))
          .contains(outcome(3, Status.CANCELLED, null, second(6)));
    }

    @Test
    void tellsTheExecutorsNothingMoreSinceTheWishHasToldThemToStop() {
      assertThat(workOf(cancelled(FIRST, second(6)), requested(), cancelRequested(second(5))))
          .isEmpty();
    }

    @Test
    void takesNothingBackDuringABackoff() {
      assertThat(
              workOf(
                  cancelled(token(2, 1), second(25)),
                  requested(),
                  STARTED,
                  attemptFailed(FIRST, FLAKY, second(1), second(20), second(30))))
          .isEmpty();
    }
  }

  @Nested
  class AnOutcome {

    @Test
    void holdsNoConfigSoThatItLeaksNothingAndANewTemplateBreaksNobody() {
      assertThat(DeploymentOutcome.class.getRecordComponents())
          .extracting(component -> (Object) component.getType())
          .doesNotContain(Config.class, DeploymentRequest.class);
    }

    @Test
    void carriesTheLabelsAndTheDigestOfTheConfig() {
      assertThat(outcomeOf(COMPLETED, requested(), STARTED))
          .get()
          .satisfies(outcome -> {
            assertThat(outcome.labels()).isEqualTo(Map.of("team", "blue"));
            assertThat(outcome.configDigest()).isEqualTo("digest-of-the-config");
          });
    }
  }

  private static Optional<Work> workOf(DeploymentEvent event, DeploymentEvent... past) {
    DeploymentRecord before = DeploymentRecords.fold(List.of(past));
    return Publications.work(before, event, DeploymentRecords.evolve(before, event));
  }

  private static Optional<DeploymentOutcome> outcomeOf(
      DeploymentEvent event, DeploymentEvent... past) {
    DeploymentRecord before = DeploymentRecords.fold(List.of(past));
    return Publications.outcome(before, DeploymentRecords.evolve(before, event));
  }
}
