package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.*;
import static dev.templatedeployer.domain.Refusal.Kind.CONFLICT;
import static dev.templatedeployer.domain.Refusal.Kind.NOT_CANCELLABLE;
import static dev.templatedeployer.domain.Refusal.Kind.NOT_FOUND;
import static dev.templatedeployer.domain.Refusal.Kind.NOT_RETRYABLE;
import static dev.templatedeployer.domain.Scenario.given;
import static dev.templatedeployer.domain.Token.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.domain.DeploymentCommand.Deploy;
import dev.templatedeployer.domain.DeploymentRecord.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every cell of the state table: each state by each input.
class DeploymentsTest {

  static final Token SECOND_DRIVE = token(1, 2);
  static final Token THIRD_DRIVE = token(1, 3);
  static final Token SECOND_ATTEMPT = token(2, 1);
  static final Token THIRD_ATTEMPT = token(3, 1);

  static final DeploymentEvent STARTED = started(FIRST, second(1), second(2));
  static final Instant FIRST_RETRY_AT = second(20).plus(FIRST_BACKOFF);
  static final DeploymentEvent FIRST_FAILED =
      attemptFailed(FIRST, FLAKY, second(1), second(20), FIRST_RETRY_AT);
  static final DeploymentEvent SECOND_DISPATCHED = dispatched(SECOND_ATTEMPT, second(32));
  static final DeploymentEvent SECOND_STARTED = started(SECOND_ATTEMPT, second(33), second(34));
  static final Instant SECOND_RETRY_AT = second(40).plus(SECOND_BACKOFF);
  static final DeploymentEvent SECOND_FAILED =
      attemptFailed(SECOND_ATTEMPT, FLAKY, second(33), second(40), SECOND_RETRY_AT);
  static final DeploymentEvent THIRD_DISPATCHED = dispatched(THIRD_ATTEMPT, second(64));
  static final DeploymentEvent THIRD_STARTED = started(THIRD_ATTEMPT, second(65), second(66));

  static final String UNKNOWN =
      "There is no deployment 'web-42'. Check the id, or send a deploy command first.";
  static final String BELONGS_TO_ANOTHER =
      "Cannot take the deployment 'web-42': the id belongs to another request, of"
          + " 2026-03-01T12:00:00Z. Send yours under a new id, or resend the first one unchanged.";
  static final String PENDING_AND_NOT_RETRYABLE =
      "Cannot retry the deployment 'web-42': only a failed deployment can be retried, and this one"
          + " is PENDING. Wait for it to end, then retry if it failed.";
  static final String PROCESSING_AND_NOT_RETRYABLE =
      "Cannot retry the deployment 'web-42': only a failed deployment can be retried, and this one"
          + " is PROCESSING. Wait for it to end, then retry if it failed.";

  /// What an executor may say of the first start.
  static Stream<DeploymentCommand.Report> reports() {
    return Stream.of(
        reportsStart(FIRST, second(1), second(50)),
        reportsHeartbeat(FIRST, second(1), second(50)),
        reportsSuccess(FIRST, second(1), second(50)),
        reportsFailure(FIRST, FLAKY, second(1), second(50)),
        reportsFailure(FIRST, HOPELESS, second(1), second(50)));
  }

  static Stream<DeploymentCommand.Report> allButSuccess() {
    return reports().filter(report -> !(report instanceof DeploymentCommand.Succeeded));
  }

  @Nested
  class ADeploymentThatNobodyKnows {

    @Test
    void isAcceptedAndItsWorkHandedOutAtOnce() {
      given()
          .when(deploy(request(), NOON))
          .then(requested())
          .thenPublishes(start(FIRST))
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.PENDING);
            assertThat(record.phase()).isEqualTo(new Phase.Dispatched(NOON));
            assertThat(record.token()).isEqualTo(FIRST);
            assertThat(record.run()).isEqualTo(1);
            assertThat(record.canisterId()).isEqualTo(CANISTER);
            assertThat(record.caller()).isEqualTo(SHOP);
            assertThat(record.createdAt()).isEqualTo(NOON);
          });
    }

    @Test
    void waitsIfItMayNotStartYet() {
      DeploymentRequest later = request(second(60), null);
      given()
          .when(deploy(later, NOON))
          .then(requested(later))
          .thenPublishesNothing()
          .thenRecord(
              record -> assertThat(record.phase()).isEqualTo(new Phase.Waiting(second(60))));
    }

    @Test
    void startsAtOnceIfItsEarliestStartHasPassed() {
      given()
          .when(deploy(request(second(-60), null), NOON))
          .then(
              new DeploymentEvent.Requested(
                  ID, request(second(-60), null), SHOP, TERMS, CANISTER, NOON, NOON))
          .thenRecord(record -> assertThat(record.phase()).isEqualTo(new Phase.Dispatched(NOON)));
    }

    @Test
    void isAcceptedAfterItsDeadlineButNeverHandedOut() {
      DeploymentRequest tooLate = request(null, NOON);
      given().when(deploy(tooLate, NOON)).then(requested(tooLate)).thenPublishesNothing();
      given(requested(tooLate))
          .when(due(NOON))
          .thenPublishes()
          .thenRecord(record -> assertThat(record.status()).isEqualTo(Status.FAILED));
    }

    @ParameterizedTest
    @MethodSource("dev.templatedeployer.domain.DeploymentsTest#reports")
    void ignoresReports(DeploymentCommand.Report report) {
      given().when(report).thenNothingHappens();
    }

    @Test
    void ignoresTime() {
      given().when(due(NOON)).thenNothingHappens();
    }

    @Test
    void cannotBeRetried() {
      given().when(retry("r-1", NOON)).thenRefused(NOT_FOUND, UNKNOWN);
    }

    @Test
    void cannotBeCancelled() {
      given().when(cancel(NOON)).thenRefused(NOT_FOUND, UNKNOWN);
    }
  }

  /// Its work is with the executors.
  @Nested
  class APendingDeployment {

    @Test
    void takesTheSameRequestAgainAndDoesNothing() {
      given(requested()).when(deploy(request(), second(5))).thenNothingHappens();
    }

    @Test
    void takesTheSameRequestAgainThoughTheServiceWouldGrantOtherTermsByNow() {
      var terms = new DeploymentCommand.Terms("2.0.0", Policy.STANDARD);
      given(requested())
          .when(new Deploy(ID, request(), SHOP, terms, second(5)))
          .thenNothingHappens();
    }

    @Test
    void refusesAnotherRequestUnderItsId() {
      given(requested())
          .when(deploy(request(second(60), null), second(5)))
          .thenRefused(CONFLICT, BELONGS_TO_ANOTHER);
    }

    @Test
    void refusesTheSameRequestOfAnotherCallerAndDoesNotTellItsTime() {
      given(requested())
          .when(new Deploy(ID, request(), "another-shop", TERMS, second(5)))
          .thenRefused(
              CONFLICT,
              "Cannot take the deployment 'web-42': the id belongs to another request. Send yours under a new id, or resend the first one unchanged.");
    }

    @Test
    void isProcessedOnceItsExecutorHasCalledTheTemplate() {
      given(requested())
          .when(reportsStart(FIRST, second(1), second(2)))
          .then(started(FIRST, second(1), second(2)))
          .thenPublishesNothing()
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.PROCESSING);
            assertThat(record.startedAt()).isEqualTo(second(1));
          });
    }

    @Test
    void isProcessedEvenIfTheFirstThatIsHeardIsAHeartbeat() {
      given(requested())
          .when(reportsHeartbeat(FIRST, second(1), second(11)))
          .then(started(FIRST, second(1), second(11)));
    }

    @Test
    void completesByOneReportOfAShortRun() {
      given(requested())
          .when(reportsSuccess(FIRST, second(1), second(2)))
          .then(started(FIRST, second(1), second(2)), completed(FIRST, second(1), second(2)))
          .thenPublishes(outcome(3, Status.COMPLETED, null, second(2)))
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.COMPLETED);
            assertThat(record.version()).isEqualTo(3);
            assertThat(record.phase()).isEqualTo(new Phase.Completed(DETAILS));
            assertThat(record.attempts())
                .containsExactly(new Attempt(FIRST, second(1), second(2), null));
          });
    }

    @Test
    void waitsForItsNextAttemptIfAShortRunFailed() {
      given(requested())
          .when(reportsFailure(FIRST, FLAKY, second(1), second(20)))
          .then(
              started(FIRST, second(1), second(20)),
              attemptFailed(FIRST, FLAKY, second(1), second(20), FIRST_RETRY_AT))
          .thenPublishesNothing()
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.PENDING);
            assertThat(record.phase()).isEqualTo(new Phase.Waiting(FIRST_RETRY_AT));
            assertThat(record.token()).isEqualTo(SECOND_ATTEMPT);
            assertThat(record.startedAt()).isNull();
          });
    }

    @Test
    void failsAtOnceIfAnotherAttemptCannotHelp() {
      given(requested())
          .when(reportsFailure(FIRST, HOPELESS, second(1), second(2)))
          .then(started(FIRST, second(1), second(2)), failed(FIRST, HOPELESS, second(1), second(2)))
          .thenPublishes(outcome(3, Status.FAILED, HOPELESS, second(2)));
    }

    @Test
    void cannotBeRetried() {
      given(requested())
          .when(retry("r-1", second(5)))
          .thenRefused(NOT_RETRYABLE, PENDING_AND_NOT_RETRYABLE);
    }

    @Test
    void isStoppedWhenSomebodyWantsItCancelledSinceItMayRunAlready() {
      given(requested())
          .when(cancel(second(5)))
          .then(cancelRequested(second(5)))
          .thenPublishes(stop(FIRST, "Cancelled: No longer wanted."))
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.PENDING);
            assertThat(record.cancel())
                .isEqualTo(new DeploymentRecord.CancelWish(ADMIN, REASON, second(5)));
          });
    }

    @Test
    void isStoppedIfItIsStillAtTheVersionThatThisWasDecidedBy() {
      given(requested()).when(cancel(1, second(5))).then(cancelRequested(second(5)));
    }

    @Test
    void isNotDueBeforeItsStartTimeout() {
      given(requested()).when(due(second(3599))).thenNothingHappens();
    }

    @Test
    void isHandedOutOnceMoreIfNobodyPickedItUp() {
      given(requested())
          .when(due(second(3600)))
          .then(dispatched(SECOND_DRIVE, second(3600)))
          .thenPublishes(start(SECOND_DRIVE))
          .thenRecord(record -> assertThat(record.status()).isEqualTo(Status.PENDING));
    }

    @Test
    void isHandedOutAgainAndAgainSinceTheExecutorsOfATemplateMayBeAwayForDays() {
      given(
              requested(),
              dispatched(SECOND_DRIVE, second(3600)),
              dispatched(THIRD_DRIVE, second(7200)))
          .when(due(second(10_800)))
          .then(dispatched(token(1, 4), second(10_800)));
    }

    @ParameterizedTest
    @MethodSource("dev.templatedeployer.domain.DeploymentsTest#allButSuccess")
    void ignoresReportsOfAnEarlierDispatch(DeploymentCommand.Report report) {
      given(requested(), dispatched(SECOND_DRIVE, second(3600))).when(report).thenNothingHappens();
    }

    @Test
    void completesByTheSuccessOfAnEarlierDispatchAndStopsTheNewest() {
      given(requested(), dispatched(SECOND_DRIVE, second(3600)))
          .when(reportsSuccess(FIRST, second(1), second(3601)))
          .then(completed(FIRST, second(1), second(3601)))
          .thenPublishes(stop(SECOND_DRIVE, "Start 1.1 succeeded."))
          .thenRecord(record -> assertThat(record.status()).isEqualTo(Status.COMPLETED));
    }

    @Test
    void ignoresAReportOfAStartThatWasNeverDecided() {
      given(requested())
          .when(reportsSuccess(SECOND_ATTEMPT, second(1), second(2)))
          .thenNothingHappens();
    }

    @Test
    void failsWhenItsDeadlinePasses() {
      given(requested(request(null, second(600))))
          .when(due(second(600)))
          .then(failed(FIRST, deadlinePassed(1), null, second(600)))
          .thenPublishes(
              stop(
                  FIRST,
                  "The deadline 2026-03-01T12:10:00Z passed before the template was called in"
                      + " attempt 1."));
    }

    @Test
    void isNotDueJustBeforeItsDeadline() {
      given(requested(request(null, second(600)))).when(due(second(599))).thenNothingHappens();
    }
  }

  /// It was asked not to start yet, or its last attempt failed.
  @Nested
  class ADeploymentWhoseWorkWentWithItsTopic {

    final DeploymentCommand workLost = new DeploymentCommand.WorkLost(ID, second(50));

    @Test
    void isHandedOutAgainAsTheNextDrive() {
      given(requested())
          .when(workLost)
          .then(dispatched(SECOND_DRIVE, second(50)))
          .thenRecord(record -> assertThat(record.status()).isEqualTo(Status.PENDING));
    }

    @Test
    void isHandedOutAgainWhereItsSecondDriveWasLost() {
      given(requested(), STARTED, redriven(SECOND_DRIVE, second(20), second(30)))
          .when(workLost)
          .then(redriven(SECOND_DRIVE.nextDrive(), second(30), second(50)));
    }

    @Test
    void failsIfItsDeadlineIsPast() {
      given(requested(request(null, second(40))))
          .when(workLost)
          .thenRecord(record -> assertThat(record.status()).isEqualTo(Status.FAILED));
    }

    @Test
    void isLeftAloneIfItRunsOrHasEnded() {
      given(requested(), STARTED).when(workLost).thenNothingHappens();
      given(requested(), STARTED, completed(FIRST, second(1), second(20)))
          .when(workLost)
          .thenNothingHappens();
      given().when(workLost).thenNothingHappens();
    }
  }

  @Nested
  class AWaitingDeployment {

    final DeploymentEvent laterRequested = requested(request(second(60), null));

    @Test
    void isHandedOutAtItsEarliestStart() {
      given(laterRequested)
          .when(due(second(60)))
          .then(dispatched(FIRST, second(60)))
          .thenPublishes(start(FIRST, request(second(60), null)));
    }

    @Test
    void isNotHandedOutBefore() {
      given(laterRequested).when(due(second(59))).thenNothingHappens();
    }

    @Test
    void isHandedOutAsItsNextAttemptWhenTheBackoffIsOver() {
      given(requested(), STARTED, FIRST_FAILED)
          .when(due(FIRST_RETRY_AT))
          .then(dispatched(SECOND_ATTEMPT, FIRST_RETRY_AT))
          .thenPublishes(start(SECOND_ATTEMPT));
    }

    @Test
    void isNotHandedOutDuringTheBackoff() {
      given(requested(), STARTED, FIRST_FAILED)
          .when(due(FIRST_RETRY_AT.minusMillis(1)))
          .thenNothingHappens();
    }

    @ParameterizedTest
    @MethodSource("dev.templatedeployer.domain.DeploymentsTest#allButSuccess")
    void ignoresReportsOfTheAttemptThatFailed(DeploymentCommand.Report report) {
      given(requested(), STARTED, FIRST_FAILED).when(report).thenNothingHappens();
    }

    @Test
    void completesByALateSuccessOfTheAttemptThatHadFailed() {
      given(requested(), STARTED, FIRST_FAILED)
          .when(reportsSuccess(FIRST, second(1), second(22)))
          .then(completed(FIRST, second(1), second(22)))
          .thenPublishes();
    }

    @Test
    void ignoresReportsOfAStartThatHasNotBeenHandedOut() {
      given(laterRequested).when(reportsSuccess(FIRST, second(1), second(2))).thenNothingHappens();
    }

    @Test
    void isCancelledAtOnceAndNobodyNeedsToBeTold() {
      given(requested(), STARTED, FIRST_FAILED)
          .when(cancel(second(25)))
          .then(cancelled(SECOND_ATTEMPT, second(25)))
          .thenPublishes();
    }

    @Test
    void takesTheSameRequestAgainAndDoesNothing() {
      given(laterRequested).when(deploy(request(second(60), null), second(5))).thenNothingHappens();
    }

    @Test
    void refusesAnotherRequestUnderItsId() {
      given(laterRequested)
          .when(deploy(request(), second(5)))
          .thenRefused(CONFLICT, BELONGS_TO_ANOTHER);
    }

    @Test
    void cannotBeRetried() {
      given(requested(), STARTED, FIRST_FAILED)
          .when(retry("r-1", second(25)))
          .thenRefused(NOT_RETRYABLE, PENDING_AND_NOT_RETRYABLE);
    }

    @Test
    void failsWhenItsDeadlineComesBeforeItsEarliestStart() {
      given(requested(request(second(60), second(30))))
          .when(due(second(30)))
          .then(
              failed(
                  FIRST,
                  new Failure(
                      Failure.DEADLINE_PASSED,
                      "The deadline 2026-03-01T12:00:30Z passed before the template was called in"
                          + " attempt 1.",
                      false),
                  null,
                  second(30)))
          .thenPublishes();
    }

    @Test
    void failsIfItsDeadlinePassedWhileTheServiceWasAway() {
      given(requested(request(second(60), second(600))))
          .when(due(second(700)))
          .then(failed(FIRST, deadlinePassed(1), null, second(700)));
    }
  }

  @Nested
  class ARunningDeployment {

    @Test
    void takesTheSameRequestAgainAndDoesNothing() {
      given(requested(), STARTED).when(deploy(request(), second(5))).thenNothingHappens();
    }

    @Test
    void refusesAnotherRequestUnderItsId() {
      given(requested(), STARTED)
          .when(deploy(request(second(60), null), second(5)))
          .thenRefused(CONFLICT, BELONGS_TO_ANOTHER);
    }

    @Test
    void ignoresASecondWordOfItsStart() {
      given(requested(), STARTED)
          .when(reportsStart(FIRST, second(3), second(4)))
          .thenNothingHappens();
    }

    @Test
    void writesNothingForAHeartbeat() {
      given(requested(), STARTED)
          .when(reportsHeartbeat(FIRST, second(1), second(12)))
          .thenNothingHappens();
    }

    @Test
    void completes() {
      given(requested(), STARTED)
          .when(reportsSuccess(FIRST, second(1), second(20)))
          .then(completed(FIRST, second(1), second(20)))
          .thenPublishes(outcome(3, Status.COMPLETED, null, second(20)));
    }

    @Test
    void waitsForItsNextAttemptIfItFailed() {
      given(requested(), STARTED)
          .when(reportsFailure(FIRST, FLAKY, second(1), second(20)))
          .then(FIRST_FAILED)
          .thenPublishesNothing()
          .thenRecord(record ->
              assertThat(record.attempts())
                  .containsExactly(new Attempt(FIRST, second(1), second(20), FLAKY)));
    }

    @Test
    void waitsLongerWithEachAttempt() {
      given(requested(), STARTED, FIRST_FAILED, SECOND_DISPATCHED, SECOND_STARTED)
          .when(reportsFailure(SECOND_ATTEMPT, FLAKY, second(33), second(40)))
          .then(SECOND_FAILED);
    }

    @Test
    void waitsAsLongAsTheTemplateAsked() {
      given(requested(), STARTED)
          .when(
              new DeploymentCommand.AttemptFailed(
                  ID, FIRST, EXECUTOR, FLAKY, 45_000L, second(1), second(20), second(20)))
          .then(attemptFailed(FIRST, FLAKY, second(1), second(20), second(65)));
    }

    @Test
    void failsWithItsLastAttempt() {
      given(
              requested(),
              STARTED,
              FIRST_FAILED,
              SECOND_DISPATCHED,
              SECOND_STARTED,
              SECOND_FAILED,
              THIRD_DISPATCHED,
              THIRD_STARTED)
          .when(reportsFailure(THIRD_ATTEMPT, FLAKY, second(65), second(70)))
          .then(failed(THIRD_ATTEMPT, FLAKY, second(65), second(70)))
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.FAILED);
            assertThat(record.attempts()).hasSize(3);
            assertThat(record.lastOutcomeVersion()).isEqualTo(9);
          });
    }

    @Test
    void failsAtOnceIfAnotherAttemptCannotHelp() {
      given(requested(), STARTED)
          .when(reportsFailure(FIRST, HOPELESS, second(1), second(20)))
          .then(failed(FIRST, HOPELESS, second(1), second(20)))
          .thenPublishes(outcome(3, Status.FAILED, HOPELESS, second(20)));
    }

    @Test
    void failsIfItsNextAttemptWouldComeAfterTheDeadline() {
      given(requested(request(null, second(30))), STARTED)
          .when(reportsFailure(FIRST, FLAKY, second(1), second(20)))
          .then(failed(FIRST, FLAKY, second(1), second(20)));
    }

    @Test
    void failsIfItsNextAttemptWouldComeAtTheDeadline() {
      given(requested(request(null, FIRST_RETRY_AT)), STARTED)
          .when(reportsFailure(FIRST, FLAKY, second(1), second(20)))
          .then(failed(FIRST, FLAKY, second(1), second(20)));
    }

    @Test
    void mayStillSucceedAfterItsDeadlineSinceThatBindsOnlyTheStart() {
      given(requested(request(null, second(10))), STARTED)
          .when(reportsSuccess(FIRST, second(1), second(20)))
          .then(completed(FIRST, second(1), second(20)));
    }

    @Test
    void isNotDueAtItsDeadline() {
      given(requested(request(null, second(10))), STARTED)
          .when(due(second(11)))
          .thenNothingHappens();
    }

    @Test
    void cannotBeRetried() {
      given(requested(), STARTED)
          .when(retry("r-1", second(5)))
          .thenRefused(NOT_RETRYABLE, PROCESSING_AND_NOT_RETRYABLE);
    }

    @Test
    void isNotDueWhileItsLeaseLasts() {
      given(requested(), STARTED).when(due(second(31))).thenNothingHappens();
    }

    @Test
    void isNotDueWhileHeartbeatsExtendItsLease() {
      given(requested(), STARTED).when(due(second(100), second(129))).thenNothingHappens();
    }

    @Test
    void isDrivenAgainIfItsExecutorFellSilent() {
      given(requested(), STARTED)
          .when(due(second(100), second(130)))
          .then(redriven(SECOND_DRIVE, second(100), second(130)))
          .thenPublishes(start(SECOND_DRIVE))
          .thenRecord(record -> assertThat(record.status()).isEqualTo(Status.PROCESSING));
    }

    @Test
    void isDrivenAgainIfNothingWasHeardOfItSinceItsStart() {
      given(requested(), STARTED)
          .when(due(second(32)))
          .then(redriven(SECOND_DRIVE, second(2), second(32)));
    }

    @Test
    void timesOutThoughItsExecutorIsAlive() {
      var timedOut =
          new Failure(
              Failure.TIMED_OUT, "Attempt 1 did not end within its time limit of PT5M.", true);
      Instant next = second(332).plus(FIRST_BACKOFF);
      given(requested(), STARTED)
          .when(due(second(331), second(332)))
          .then(attemptFailed(FIRST, timedOut, second(1), second(332), next))
          .thenPublishes(stop(FIRST, timedOut.message()));
    }

    @Test
    void doesNotTimeOutAtOnceBecauseTheClockOfItsExecutorIsSlow() {
      given(requested(), started(FIRST, second(-3600), second(2)))
          .when(due(second(31)))
          .thenNothingHappens();
    }

    @Test
    void isDrivenAgainThoughTheClockOfItsExecutorIsFast() {
      given(requested(), started(FIRST, second(3600), second(2)))
          .when(due(second(32)))
          .then(redriven(SECOND_DRIVE, second(2), second(32)));
    }

    @Test
    void timesOutThoughTheClockOfItsExecutorIsFast() {
      given(requested(), started(FIRST, second(3600), second(2)))
          .when(due(second(331), second(332)))
          .thenRecord(record -> assertThat(record.token()).isEqualTo(SECOND_ATTEMPT));
    }

    @Test
    void isNotCancelledIfThatWasDecidedBeforeItRan() {
      given(requested(), STARTED)
          .when(cancel(1, second(5)))
          .thenRefused(
              CONFLICT,
              "Cannot cancel the deployment 'web-42': it was at version 1 when this was decided, and is at version 2 now, PROCESSING. Look at it again, and decide again.");
    }

    @Test
    void isCancelledOnceItsRunEnds() {
      given(requested(), STARTED)
          .when(cancel(second(5)))
          .then(cancelRequested(second(5)))
          .thenPublishes(stop(FIRST, "Cancelled: No longer wanted."))
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.PROCESSING);
            assertThat(record.cancel())
                .isEqualTo(new DeploymentRecord.CancelWish(ADMIN, REASON, second(5)));
          });
    }
  }

  /// Its work is with the executors, none of whom has said that it began, and somebody wants it
  /// given up.
  @Nested
  class ADispatchedDeploymentThatIsToBeCancelled {

    final DeploymentEvent[] past = {requested(), cancelRequested(second(5))};

    @Test
    void isCancelledWhenAnExecutorSaysThatItHasStopped() {
      given(past)
          .when(reportsFailure(FIRST, FLAKY, second(6), second(6)))
          .then(cancelled(FIRST, second(6)))
          .thenPublishes()
          .thenRecord(
              record -> assertThat(record.phase()).isEqualTo(new Phase.Cancelled(ADMIN, REASON)));
    }

    @Test
    void completesIfAShortRunWasFaster() {
      given(past)
          .when(reportsSuccess(FIRST, second(1), second(6)))
          .then(started(FIRST, second(1), second(6)), completed(FIRST, second(1), second(6)));
    }

    @Test
    void isLeftToItsRunIfThatHasBegun() {
      given(past)
          .when(reportsStart(FIRST, second(1), second(6)))
          .then(started(FIRST, second(1), second(6)))
          .thenRecord(record -> assertThat(record.cancel()).isNotNull());
    }

    @Test
    void isCancelledWhenNobodyHasAnsweredForALease() {
      given(past).when(due(second(34))).thenNothingHappens();
      given(past).when(due(second(35))).then(cancelled(FIRST, second(35))).thenPublishes();
    }

    @Test
    void isCancelledAndNotFailedWhenItsDeadlinePasses() {
      given(requested(request(null, second(20))), cancelRequested(second(5)))
          .when(due(second(35)))
          .then(cancelled(FIRST, second(35)));
    }

    @Test
    void takesASecondWishAndDoesNothing() {
      given(past).when(cancel(second(6))).thenNothingHappens();
      given(past).when(cancel(1, second(6))).thenNothingHappens();
    }
  }

  /// It runs, and somebody wants it given up.
  @Nested
  class ARunningDeploymentThatIsToBeCancelled {

    final DeploymentEvent cancelRequested = cancelRequested(second(5));

    @Test
    void isCancelledWhenItsRunFails() {
      given(requested(), STARTED, cancelRequested)
          .when(reportsFailure(FIRST, FLAKY, second(1), second(6)))
          .then(cancelled(FIRST, second(6)));
    }

    @Test
    void isCancelledWhenItsRunFailsForGood() {
      given(requested(), STARTED, cancelRequested)
          .when(reportsFailure(FIRST, HOPELESS, second(1), second(6)))
          .then(cancelled(FIRST, second(6)));
    }

    @Test
    void completesIfSuccessWasFaster() {
      given(requested(), STARTED, cancelRequested)
          .when(reportsSuccess(FIRST, second(1), second(6)))
          .then(completed(FIRST, second(1), second(6)))
          .thenRecord(record -> assertThat(record.cancel()).isNull());
    }

    @Test
    void isCancelledInsteadOfDrivenAgain() {
      given(requested(), STARTED, cancelRequested)
          .when(due(second(35)))
          .then(cancelled(FIRST, second(35)));
    }

    @Test
    void isCancelledWhenItTimesOut() {
      given(requested(), STARTED, cancelRequested)
          .when(due(second(331), second(332)))
          .then(cancelled(FIRST, second(332)));
    }

    @Test
    void takesASecondWishAndDoesNothing() {
      given(requested(), STARTED, cancelRequested).when(cancel(second(6))).thenNothingHappens();
      given(requested(), STARTED, cancelRequested).when(cancel(2, second(6))).thenNothingHappens();
    }
  }

  /// Its executor fell silent, and its next drive is with the executors.
  @Nested
  class ARedrivenDeployment {

    final DeploymentEvent redriven = redriven(SECOND_DRIVE, second(100), second(130));

    @ParameterizedTest
    @MethodSource("dev.templatedeployer.domain.DeploymentsTest#allButSuccess")
    void ignoresTheExecutorThatFellSilent(DeploymentCommand.Report report) {
      given(requested(), STARTED, redriven).when(report).thenNothingHappens();
    }

    @Test
    void completesIfTheExecutorThatFellSilentHasSucceeded() {
      given(requested(), STARTED, redriven)
          .when(reportsSuccess(FIRST, second(1), second(131)))
          .then(completed(FIRST, second(1), second(131)))
          .thenPublishes(stop(SECOND_DRIVE, "Start 1.1 succeeded."));
    }

    @Test
    void runsOnceItsNextExecutorHasCalledTheTemplate() {
      given(requested(), STARTED, redriven)
          .when(reportsStart(SECOND_DRIVE, second(131), second(132)))
          .then(started(SECOND_DRIVE, second(131), second(132)))
          .thenRecord(record -> assertThat(record.startedAt()).isEqualTo(second(131)));
    }

    @Test
    void completesByOneReportOfAShortRun() {
      given(requested(), STARTED, redriven)
          .when(reportsSuccess(SECOND_DRIVE, second(131), second(132)))
          .then(
              started(SECOND_DRIVE, second(131), second(132)),
              completed(SECOND_DRIVE, second(131), second(132)));
    }

    @Test
    void waitsForItsNextAttemptIfItFailed() {
      given(requested(), STARTED, redriven)
          .when(reportsFailure(SECOND_DRIVE, FLAKY, second(131), second(132)))
          .then(
              started(SECOND_DRIVE, second(131), second(132)),
              attemptFailed(
                  SECOND_DRIVE, FLAKY, second(131), second(132), second(132).plus(FIRST_BACKOFF)))
          .thenRecord(record -> assertThat(record.token()).isEqualTo(SECOND_ATTEMPT));
    }

    @Test
    void failsAtOnceIfAnotherAttemptCannotHelp() {
      given(requested(), STARTED, redriven)
          .when(reportsFailure(SECOND_DRIVE, HOPELESS, second(131), second(132)))
          .then(
              started(SECOND_DRIVE, second(131), second(132)),
              failed(SECOND_DRIVE, HOPELESS, second(131), second(132)));
    }

    @Test
    void takesTheSameRequestAgainAndDoesNothing() {
      given(requested(), STARTED, redriven)
          .when(deploy(request(), second(131)))
          .thenNothingHappens();
    }

    @Test
    void cannotBeRetried() {
      given(requested(), STARTED, redriven)
          .when(retry("r-1", second(131)))
          .thenRefused(NOT_RETRYABLE, PROCESSING_AND_NOT_RETRYABLE);
    }

    @Test
    void isDrivenOnceMoreIfNobodyPickedItUp() {
      given(requested(), STARTED, redriven)
          .when(due(second(3730)))
          .then(redriven(THIRD_DRIVE, second(130), second(3730)))
          .thenPublishes(start(THIRD_DRIVE));
    }

    @Test
    void failsItsAttemptWhenItsDrivesAreUsedUp() {
      var lost =
          new Failure(
              Failure.LEASE_LOST,
              "The executor fell silent at 2026-03-01T12:02:22Z, in drive 3 of attempt 1. Look at"
                  + " its log of that time.",
              true);
      Instant next = second(172).plus(FIRST_BACKOFF);
      given(
              requested(),
              STARTED,
              redriven,
              redriven(THIRD_DRIVE, second(130), second(140)),
              started(THIRD_DRIVE, second(141), second(142)))
          .when(due(second(172)))
          .then(attemptFailed(THIRD_DRIVE, lost, second(141), second(172), next))
          .thenPublishes(stop(THIRD_DRIVE, lost.message()))
          .thenRecord(record -> assertThat(record.token()).isEqualTo(SECOND_ATTEMPT));
    }

    @Test
    void isStoppedWhenSomebodyWantsItCancelledSinceItMayRunAlready() {
      given(requested(), STARTED, redriven)
          .when(cancel(second(131)))
          .then(cancelRequested(second(131)))
          .thenPublishes(stop(SECOND_DRIVE, "Cancelled: No longer wanted."))
          .thenRecord(record -> assertThat(record.status()).isEqualTo(Status.PROCESSING));
    }

    @Test
    void isCancelledWhenAnExecutorSaysThatItHasStopped() {
      given(requested(), STARTED, redriven, cancelRequested(second(131)))
          .when(reportsFailure(SECOND_DRIVE, FLAKY, second(132), second(132)))
          .then(cancelled(SECOND_DRIVE, second(132)));
    }

    @Test
    void isCancelledWhenNobodyHasAnsweredForALeaseSinceTheWish() {
      given(requested(), STARTED, redriven, cancelRequested(second(131)))
          .when(due(second(161)))
          .then(cancelled(SECOND_DRIVE, second(161)));
    }

    @Test
    void completesIfTheExecutorThatFellSilentHasSucceededInSpiteOfAWishToCancel() {
      given(requested(), STARTED, redriven, cancelRequested(second(131)))
          .when(reportsSuccess(FIRST, second(1), second(132)))
          .then(completed(FIRST, second(1), second(132)));
    }

    @Test
    void isNotBoundByADeadlineSinceItsAttemptHadStartedBefore() {
      given(requested(request(null, second(120))), STARTED, redriven)
          .when(due(second(200)))
          .thenNothingHappens();
    }
  }

  @Nested
  class ACompletedDeployment {

    final DeploymentEvent completed = completed(FIRST, second(1), second(20));

    @Test
    void takesTheSameRequestAgainAndDoesNothing() {
      given(requested(), STARTED, completed)
          .when(deploy(request(), second(50)))
          .thenNothingHappens();
    }

    @Test
    void refusesAnotherRequestUnderItsId() {
      given(requested(), STARTED, completed)
          .when(deploy(request(second(60), null), second(50)))
          .thenRefused(CONFLICT, BELONGS_TO_ANOTHER);
    }

    @ParameterizedTest
    @MethodSource("dev.templatedeployer.domain.DeploymentsTest#reports")
    void ignoresReports(DeploymentCommand.Report report) {
      given(requested(), STARTED, completed).when(report).thenNothingHappens();
    }

    @Test
    void cannotBeRetried() {
      given(requested(), STARTED, completed)
          .when(retry("r-1", second(50)))
          .thenRefused(
              NOT_RETRYABLE,
              "Cannot retry the deployment 'web-42': only a failed deployment can be retried, and"
                  + " this one is COMPLETED. Send a new deployment under a new id instead.");
    }

    @Test
    void cannotBeCancelled() {
      given(requested(), STARTED, completed)
          .when(cancel(second(50)))
          .thenRefused(
              NOT_CANCELLABLE,
              "Cannot cancel the deployment 'web-42': it has ended, it is COMPLETED. There is"
                  + " nothing left to cancel.");
    }

    @Test
    void ignoresTime() {
      given(requested(), STARTED, completed).when(due(second(100_000))).thenNothingHappens();
    }
  }

  @Nested
  class AFailedDeployment {

    final DeploymentEvent failed = failed(FIRST, HOPELESS, second(1), second(20));

    @Test
    void takesTheSameRequestAgainAndDoesNothing() {
      given(requested(), STARTED, failed).when(deploy(request(), second(50))).thenNothingHappens();
    }

    @Test
    void refusesAnotherRequestUnderItsId() {
      given(requested(), STARTED, failed)
          .when(deploy(request(second(60), null), second(50)))
          .thenRefused(CONFLICT, BELONGS_TO_ANOTHER);
    }

    @Test
    void isRetriedAsItsNextAttemptWithTheConfigAsStored() {
      given(requested(), STARTED, failed)
          .when(retry("r-1", second(50)))
          .then(retried(SECOND_ATTEMPT, "r-1", second(50)))
          .thenPublishes(start(SECOND_ATTEMPT))
          .thenRecord(record -> {
            assertThat(record.phase()).isEqualTo(new Phase.Dispatched(second(50)));
            assertThat(record.run()).isEqualTo(2);
            assertThat(record.attemptsOfRun()).isEqualTo(1);
            assertThat(record.lastRetryId()).isEqualTo("r-1");
            assertThat(record.attempts())
                .as("the error stays in the history")
                .containsExactly(new Attempt(FIRST, second(1), second(20), HOPELESS));
          });
    }

    @Test
    void isRetriedBySomeoneWhoGaveTheWishNoId() {
      given(requested(), STARTED, failed)
          .when(retry(null, second(50)))
          .then(retried(SECOND_ATTEMPT, null, second(50)));
    }

    @Test
    void isRetriedAtTheVersionThatTheSenderExpects() {
      given(requested(), STARTED, failed)
          .when(retry("r-1", 3, second(50)))
          .then(retried(SECOND_ATTEMPT, "r-1", second(50)));
    }

    @Test
    void isNotRetriedOnceItHasMovedOn() {
      given(
              requested(),
              STARTED,
              failed,
              retried(SECOND_ATTEMPT, "r-1", second(50)),
              SECOND_STARTED,
              failed(SECOND_ATTEMPT, HOPELESS, second(33), second(60)))
          .when(retry("r-2", 3, second(70)))
          .thenRefused(
              CONFLICT,
              "Cannot retry the deployment 'web-42': it was at version 3 when this was decided, and is"
                  + " at version 6 now, FAILED. Look at it again, and decide again.");
    }

    /// Only the last retry's id is remembered, so an older one is told from a new wish by the
    /// version that it expects.
    @Test
    void isNotRetriedAgainByAnOlderRetryThatIsSentOnceMore() {
      given(
              requested(),
              STARTED,
              failed,
              retried(SECOND_ATTEMPT, "r-1", second(50)),
              failed(SECOND_ATTEMPT, HOPELESS, second(51), second(60)),
              retried(THIRD_ATTEMPT, "r-2", second(70)),
              failed(THIRD_ATTEMPT, HOPELESS, second(71), second(80)))
          .when(retry("r-1", 3, second(90)))
          .thenRefused(
              CONFLICT,
              "Cannot retry the deployment 'web-42': it was at version 3 when this was decided, and is"
                  + " at version 7 now, FAILED. Look at it again, and decide again.");
    }

    @Test
    void takesTheSameExpectingRetryAgainAndDoesNothing() {
      given(
              requested(),
              STARTED,
              failed,
              retried(SECOND_ATTEMPT, "r-1", second(50)),
              failed(SECOND_ATTEMPT, HOPELESS, second(51), second(60)))
          .when(retry("r-1", 3, second(70)))
          .thenNothingHappens();
    }

    @Test
    void completesByALateSuccessOfItsLastAttempt() {
      given(requested(), STARTED, failed)
          .when(reportsSuccess(FIRST, second(1), second(50)))
          .then(completed(FIRST, second(1), second(50)))
          .thenPublishes()
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.COMPLETED);
            assertThat(record.run()).isEqualTo(1);
            assertThat(record.lastOutcomeVersion()).isEqualTo(4);
          });
    }

    @Test
    void completesByALateSuccessOfAnEarlierAttempt() {
      given(
              requested(),
              STARTED,
              FIRST_FAILED,
              SECOND_DISPATCHED,
              failed(SECOND_ATTEMPT, HOPELESS, second(33), second(40)))
          .when(reportsSuccess(FIRST, second(1), second(50)))
          .then(completed(FIRST, second(1), second(50)));
    }

    @Test
    void completesByALateSuccessOfAnEarlierDrive() {
      given(
              requested(),
              STARTED,
              redriven(SECOND_DRIVE, second(2), second(32)),
              failed(SECOND_DRIVE, HOPELESS, second(33), second(40)))
          .when(reportsSuccess(FIRST, second(1), second(50)))
          .then(completed(FIRST, second(1), second(50)));
    }

    @Test
    void ignoresEveryOtherReport() {
      reports()
          .filter(report -> !(report instanceof DeploymentCommand.Succeeded))
          .forEach(report -> given(requested(), STARTED, failed).when(report).thenNothingHappens());
    }

    @Test
    void cannotBeCancelled() {
      given(requested(), STARTED, failed)
          .when(cancel(second(50)))
          .thenRefused(
              NOT_CANCELLABLE,
              "Cannot cancel the deployment 'web-42': it has ended, it is FAILED. There is nothing"
                  + " left to cancel.");
    }

    @Test
    void ignoresTime() {
      given(requested(), STARTED, failed).when(due(second(100_000))).thenNothingHappens();
    }
  }

  @Nested
  class ARetriedDeployment {

    final DeploymentEvent[] past = {
      requested(request(null, second(30))),
      STARTED,
      failed(FIRST, HOPELESS, second(1), second(20)),
      retried(SECOND_ATTEMPT, "r-1", second(50))
    };

    @Test
    void takesTheSameWishAgainAndDoesNothing() {
      given(past).when(retry("r-1", second(51))).thenNothingHappens();
    }

    @Test
    void refusesAnotherWish() {
      given(past)
          .when(retry("r-2", second(51)))
          .thenRefused(NOT_RETRYABLE, PENDING_AND_NOT_RETRYABLE);
    }

    @Test
    void refusesAWishWithoutAnId() {
      given(past)
          .when(retry(null, second(51)))
          .thenRefused(NOT_RETRYABLE, PENDING_AND_NOT_RETRYABLE);
    }

    @Test
    void takesTheSameWishAgainEvenAfterItCompleted() {
      given(after(past, completed(SECOND_ATTEMPT, second(51), second(52))))
          .when(retry("r-1", second(60)))
          .thenNothingHappens();
    }

    @Test
    void completesByALateSuccessOfTheRunBefore() {
      given(past)
          .when(reportsSuccess(FIRST, second(1), second(51)))
          .then(completed(FIRST, second(1), second(51)))
          .thenPublishes(stop(SECOND_ATTEMPT, "Start 1.1 succeeded."));
    }

    @Test
    void isNoLongerBoundByItsDeadline() {
      given(past).when(due(second(60))).thenNothingHappens();
      given(past)
          .when(reportsFailure(SECOND_ATTEMPT, FLAKY, second(51), second(52)))
          .thenRecord(record -> assertThat(record.status()).isEqualTo(Status.PENDING));
    }

    @Test
    void hasAllItsAttemptsAgain() {
      given(past)
          .when(reportsFailure(SECOND_ATTEMPT, FLAKY, second(51), second(52)))
          .thenRecord(record -> {
            assertThat(record.token()).isEqualTo(THIRD_ATTEMPT);
            assertThat(record.attemptsOfRun()).isEqualTo(2);
          });
    }

    @Test
    void endsWithAnOutcomeOfItsOwnThatReplacesTheOneBefore() {
      given(past)
          .when(reportsSuccess(SECOND_ATTEMPT, second(51), second(52)))
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.COMPLETED);
            assertThat(record.run()).isEqualTo(2);
            assertThat(record.lastOutcomeVersion()).isEqualTo(6);
          });
    }

    private static DeploymentEvent[] after(DeploymentEvent[] past, DeploymentEvent next) {
      return Stream.concat(Stream.of(past), Stream.of(next)).toArray(DeploymentEvent[]::new);
    }
  }

  @Nested
  class ACancelledDeployment {

    final DeploymentEvent cancelled = cancelled(FIRST, second(5));

    @Test
    void takesTheSameRequestAgainAndDoesNothing() {
      given(requested(), cancelled).when(deploy(request(), second(50))).thenNothingHappens();
    }

    @Test
    void refusesAnotherRequestUnderItsId() {
      given(requested(), cancelled)
          .when(deploy(request(second(60), null), second(50)))
          .thenRefused(CONFLICT, BELONGS_TO_ANOTHER);
    }

    @ParameterizedTest
    @MethodSource("dev.templatedeployer.domain.DeploymentsTest#allButSuccess")
    void ignoresEveryReportButSuccess(DeploymentCommand.Report report) {
      given(requested(), cancelled).when(report).thenNothingHappens();
    }

    @Test
    void completesByALateSuccessWhichReplacesTheCancellation() {
      given(requested(), cancelled)
          .when(reportsSuccess(FIRST, second(1), second(50)))
          .then(completed(FIRST, second(1), second(50)))
          .thenRecord(record -> {
            assertThat(record.status()).isEqualTo(Status.COMPLETED);
            assertThat(record.lastOutcomeVersion()).isEqualTo(3);
          });
    }

    @Test
    void completesByALateSuccessOfAnEarlierStart() {
      given(
              requested(),
              STARTED,
              redriven(SECOND_DRIVE, second(2), second(32)),
              cancelRequested(second(40)),
              cancelled(SECOND_DRIVE, second(41)))
          .when(reportsSuccess(FIRST, second(1), second(50)))
          .then(completed(FIRST, second(1), second(50)));
    }

    @Test
    void cannotBeRetried() {
      given(requested(), cancelled)
          .when(retry("r-1", second(50)))
          .thenRefused(
              NOT_RETRYABLE,
              "Cannot retry the deployment 'web-42': only a failed deployment can be retried, and"
                  + " this one is CANCELLED. Send a new deployment under a new id instead.");
    }

    @Test
    void takesASecondWishToCancelItAndDoesNothing() {
      given(requested(), cancelled).when(cancel(second(50))).thenNothingHappens();
      given(requested(), cancelled).when(cancel(1, second(50))).thenNothingHappens();
    }

    @Test
    void ignoresTime() {
      given(requested(), cancelled).when(due(second(100_000))).thenNothingHappens();
    }
  }

  @Nested
  class ALogThatLostEvents {

    @Test
    void isNoticedWhereItsBeginningIsMissing() {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> DeploymentRecords.fold(List.of(STARTED)))
          .withMessage(
              "A deployment begins with Started, which was never requested. The event log has lost"
                  + " its beginning.");
    }

    @Test
    void isNoticedWhereItHoldsTwoHistories() {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> DeploymentRecords.fold(List.of(requested(), requested())))
          .withMessage(
              "The deployment 'web-42' was requested twice. The event log holds two histories.");
    }
  }

  @Nested
  class ARecordOfManyAttempts {

    @Test
    void remembersTheLastTen() {
      var events = new ArrayList<DeploymentEvent>(List.of(requested()));
      for (int attempt = 1; attempt <= 12; attempt++) {
        events.add(
            attemptFailed(token(attempt, 1), FLAKY, second(attempt), second(attempt), second(99)));
      }
      DeploymentRecord record = DeploymentRecords.fold(events);
      assertThat(record).isNotNull();
      assertThat(record.attempts())
          .extracting(attempt -> attempt.token().attempt())
          .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }
  }

  /// That the deadline at second 600 passed.
  private static Failure deadlinePassed(int attempt) {
    return new Failure(
        Failure.DEADLINE_PASSED,
        "The deadline 2026-03-01T12:10:00Z passed before the template was called in attempt %d."
            .formatted(attempt),
        false);
  }
}
