package dev.templatedeployer.replay;

import static dev.templatedeployer.replay.ReplayExamples.*;
import static dev.templatedeployer.replay.ReplayScenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.replay.Replay.State;
import dev.templatedeployer.replay.ReplayCommand.Advance;
import dev.templatedeployer.replay.ReplayCommand.Approve;
import dev.templatedeployer.replay.ReplayCommand.Pause;
import dev.templatedeployer.replay.ReplayCommand.Plan;
import dev.templatedeployer.replay.ReplayCommand.Resume;
import dev.templatedeployer.replay.ReplayCommand.Stop;
import dev.templatedeployer.replay.ReplayDecision.Kind;
import dev.templatedeployer.replay.ReplayEvent.Approved;
import dev.templatedeployer.replay.ReplayEvent.CanaryPassed;
import dev.templatedeployer.replay.ReplayEvent.Finished;
import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import dev.templatedeployer.replay.ReplayEvent.ItemsEnded;
import dev.templatedeployer.replay.ReplayEvent.ItemsListed;
import dev.templatedeployer.replay.ReplayEvent.ItemsStarted;
import dev.templatedeployer.replay.ReplayEvent.Paused;
import dev.templatedeployer.replay.ReplayEvent.Planned;
import dev.templatedeployer.replay.ReplayEvent.Resumed;
import dev.templatedeployer.replay.ReplayEvent.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReplaysTest {

  @Nested
  class APlan {

    @Test
    void freezesExactlyWhatWasFoundInOrder() {
      var events = given().when(plan(2500, loose())).events();

      assertThat(events).hasSize(4);
      assertThat(events.subList(0, 3))
          .allSatisfy(event -> assertThat(event).isInstanceOf(ItemsListed.class));
      Replay replay = ReplayFold.fold(ID, events);
      assertThat(replay).isNotNull();
      assertThat(replay.items())
          .extracting(item -> item.id().value() + " " + item.version())
          .containsExactlyElementsOf(
              candidates(2500).stream().map(c -> c.id().value() + " " + c.version()).toList());
      assertThat(replay.state()).isEqualTo(State.PLANNED);
      assertThat(replay.wholePlan().count()).isEqualTo(2500);
      assertThat(replay.wholePlan().leftOut()).isEqualTo(3);
      assertThat(replay.count(ItemStatus.WAITING)).isEqualTo(2500);
    }

    @Test
    void hasTheDigestThatAnybodyCanComputeFromTheList() {
      var planned = (Planned) given().when(plan(2, loose())).events().getLast();

      // printf 'web-1 4\nweb-2 4\n' | sha256sum
      assertThat(planned.plan().digest())
          .isEqualTo("f1d14d73aa3a8505ba157dd885d019d52843fbe60de53c75593205e1a054111f");
    }

    @Test
    void countsItsItemsByTemplateAndCause() {
      var found = new ArrayList<>(candidates(5));
      found.add(
          new Candidate(
              new DeploymentId("other"),
              2,
              new TemplateName("lock"),
              "DENIED",
              "f00d",
              "No access."));
      var plan = new Plan("age:<1d", found, 0, Limits.Wish.USUAL, ANN, WHY, NOON);

      var planned = (Planned) given().when(plan).events().getLast();

      assertThat(planned.plan().groups())
          .extracting(group -> group.template() + " " + group.code() + " " + group.count())
          .containsExactly("probe NO_MEMORY 5", "lock DENIED 1");
    }

    @Test
    void takesTheUsualLimitsWhereNobodySaysOtherwise() {
      var plan = new Plan("age:<1d", candidates(300), 0, Limits.Wish.USUAL, ANN, WHY, NOON);

      var planned = (Planned) given().when(plan).events().getLast();

      assertThat(planned.plan().limits()).isEqualTo(new Limits(10, 50, 0.5, 10));
      assertThat(Limits.usualCanary(1)).isEqualTo(1);
      assertThat(Limits.usualCanary(30)).isEqualTo(2);
    }

    @Test
    void isRefusedIfNothingFailed() {
      given()
          .when(new Plan("template:x", List.of(), 7, Limits.Wish.USUAL, ANN, WHY, NOON))
          .thenRefused(
              Kind.INVALID,
              "The filter lets 7 deployments through, but none of them is FAILED, and only failed ones can be replayed.");
      given()
          .when(new Plan("template:x", List.of(), 0, Limits.Wish.USUAL, ANN, WHY, NOON))
          .thenRefused(
              Kind.INVALID,
              "The filter lets no deployment through, so there is nothing to replay. Try it with './deployer ls' first.");
    }

    @Test
    void isRefusedIfItIsTooLarge() {
      given()
          .when(plan(ReplayPlan.MOST_ITEMS + 1, loose()))
          .thenRefused(
              Kind.INVALID,
              "The filter lets more than 100,000 failed deployments through, which is the most that one plan takes. Narrow it, for example by template or time.");
    }

    @Test
    void isRefusedWithAllLimitsThatAreOutOfBounds() {
      given()
          .when(plan(1, new Limits(0, 0, 1.5, -1)))
          .thenRefused(
              Kind.INVALID,
              "'rate' has to be from one item in ten minutes (0.00167) to 1000 items a second."
                  + " 'concurrency' has to be from 1 to 1000 items under way at once."
                  + " 'stopAtFailureRatio' has to be above 0 and at most 1, such as 0.5 for every second item."
                  + " 'canary' has to be from 0 (none) to 1000 items that run first and alone.");
    }

    @Test
    void startsNothing() {
      given(planned(3, loose())).when(new Advance(3, second(2))).thenNothingHappens();
    }
  }

  @Nested
  class AnApproval {

    final ReplayScenario.Given plan = given(planned(42, loose()));
    final String digest = ((Planned) planned(42, loose())[1]).plan().digest();

    @Test
    void namesTheNumberOfItemsOrTheDigest() {
      var approved = new Approved(ANN, WHY, second(1));
      plan.when(new Approve(null, 42, ANN, WHY, second(1))).then(approved);
      plan.when(new Approve(digest, null, ANN, WHY, second(1))).then(approved);
      plan.when(new Approve(digest.substring(0, 12), 42, ANN, WHY, second(1))).then(approved);
    }

    @Test
    void isRefusedForAPlanThatNobodyHasSeen() {
      plan.when(new Approve(null, null, ANN, WHY, second(1)))
          .thenRefused(
              Kind.CONFLICT,
              "Cannot approve the replay 'k3v9x2p7q4' unseen: name its digest or its number of items, as 'GET /v1/replays/k3v9x2p7q4' tells them.");
    }

    @Test
    void isRefusedForAnotherList() {
      plan.when(new Approve(null, 41, ANN, WHY, second(1)))
          .thenRefused(
              Kind.CONFLICT,
              "Cannot approve the replay 'k3v9x2p7q4': it has 42 items, and the approval is for 41. Look at the plan again.");
      String sentence =
          "Cannot approve the replay 'k3v9x2p7q4': its digest begins with '%s', and the approval is for another list. Look at the plan again, and give at least the first 12 digits."
              .formatted(digest.substring(0, 12));
      plan.when(new Approve("0".repeat(64), null, ANN, WHY, second(1)))
          .thenRefused(Kind.CONFLICT, sentence);
      plan.when(new Approve(digest.substring(0, 11), 42, ANN, WHY, second(1)))
          .thenRefused(Kind.CONFLICT, sentence);
    }

    @Test
    void changesNothingTheSecondTime() {
      plan.and(new Approved(ANN, WHY, second(1)))
          .when(new Approve(null, 42, "bob", WHY, second(2)))
          .thenNothingHappens();
    }

    @Test
    void isRefusedOnceItWasStopped() {
      plan.and(new Stopped(ANN, WHY, second(1)))
          .when(new Approve(null, 42, ANN, WHY, second(2)))
          .thenRefused(
              Kind.CONFLICT,
              "Cannot approve the replay 'k3v9x2p7q4': it is STOPPED. Plan a new one for what is still FAILED.");
    }

    @Test
    void isRefusedIfThereIsNoPlan() {
      given()
          .when(new Approve(null, 42, ANN, WHY, second(2)))
          .thenRefused(
              Kind.NOT_FOUND,
              "There is no replay 'k3v9x2p7q4'. List them with './deployer replay ls'.");
    }
  }

  @Nested
  class ARunningReplay {

    @Test
    void startsAsManyAsTheRateAllows() {
      given(approved(10, loose()))
          .when(new Advance(3, second(2)))
          .then(new ItemsStarted(1, 3, second(2)));
    }

    @Test
    void goesOnWhereItStopped() {
      given(approved(10, loose()))
          .and(new ItemsStarted(1, 3, second(2)))
          .when(new Advance(100, second(3)))
          .then(new ItemsStarted(4, 7, second(3)));
    }

    @Test
    void neverHasMoreUnderWayThanItMay() {
      given(approved(10, new Limits(1000, 4, 1, 0)))
          .and(new ItemsStarted(1, 4, second(2)), ended(second(3), completed(2)))
          .when(new Advance(100, second(4)))
          .then(new ItemsStarted(5, 1, second(4)));
    }

    @Test
    void finishesWithItsLastResult() {
      given(approved(2, loose()))
          .and(new ItemsStarted(1, 2, second(2)), ended(second(3), completed(1)))
          .when(ends(4, skipped(2)))
          .then(ended(second(4), skipped(2)), new Finished(second(4)))
          .thenReplay(replay -> {
            assertThat(replay.state()).isEqualTo(State.FINISHED);
            assertThat(replay.isSettled()).isTrue();
            assertThat(replay.status(1)).isEqualTo(ItemStatus.COMPLETED);
            assertThat(replay.status(2)).isEqualTo(ItemStatus.SKIPPED);
          });
    }

    @Test
    void hearsOfTheSameEndOnce() {
      given(approved(2, loose()))
          .and(new ItemsStarted(1, 2, second(2)), ended(second(3), completed(1)))
          .when(ends(4, failed(1)))
          .thenNothingHappens();
      given(approved(2, loose()))
          .and(new ItemsStarted(1, 2, second(2)))
          .when(ends(4, completed(1), failed(1)))
          .then(ended(second(4), completed(1)));
    }

    @Test
    void doesNotHearOfItemsThatItNeverStarted() {
      given(approved(2, loose())).when(ends(4, completed(1))).thenNothingHappens();
    }

    @Test
    void stopsByItselfWhenTooManyFailAgain() {
      given(approved(100, new Limits(1000, 1000, 0.5, 0)))
          .and(new ItemsStarted(1, 60, second(2)), ended(second(3), several(1, 10, true)))
          .when(ends(4, several(11, 20, false)))
          .then(
              ended(second(4), several(11, 20, false)),
              new Stopped(
                  null,
                  "10 of 20 items failed again, and 50 % is where this replay stops by itself. Look at their failures, and plan again when the cause is gone.",
                  second(4)))
          .thenReplay(replay -> {
            assertThat(replay.isSettled()).isFalse();
            assertThat(replay.count(ItemStatus.NOT_STARTED)).isEqualTo(40);
            assertThat(replay.count(ItemStatus.OPEN)).isEqualTo(40);
          });
    }

    @Test
    void doesNotJudgeByFewItems() {
      given(approved(100, new Limits(1000, 1000, 0.5, 0)))
          .and(new ItemsStarted(1, 60, second(2)))
          .when(ends(4, several(1, 19, false)))
          .then(ended(second(4), several(1, 19, false)));
    }
  }

  @Nested
  class TheCanary {

    final ReplayScenario.Given ten = given(approved(100, new Limits(1000, 1000, 0.5, 4)));

    @Test
    void runsAlone() {
      ten.when(new Advance(100, second(2))).then(new ItemsStarted(1, 4, second(2)));
      ten.and(new ItemsStarted(1, 4, second(2)), ended(second(3), completed(1), completed(2)))
          .when(new Advance(100, second(4)))
          .thenNothingHappens();
    }

    @Test
    void letsTheRestGoOnOnceAllOfItEndedWell() {
      ten.and(new ItemsStarted(1, 4, second(2)), ended(second(3), failed(1), completed(2)))
          .when(ends(4, completed(3), completed(4)))
          .then(ended(second(4), completed(3), completed(4)), new CanaryPassed(second(4)));
      ten.and(
              new ItemsStarted(1, 4, second(2)),
              ended(second(3), several(1, 4, true)),
              new CanaryPassed(second(3)))
          .when(new Advance(100, second(4)))
          .then(new ItemsStarted(5, 96, second(4)));
    }

    @Test
    void stopsTheReplayIfItFails() {
      ten.and(new ItemsStarted(1, 4, second(2)), ended(second(3), completed(1), completed(2)))
          .when(ends(4, failed(3), failed(4)))
          .then(
              ended(second(4), failed(3), failed(4)),
              new Stopped(
                  null,
                  "2 of 4 items of the canary failed again, and 50 % is where this replay stops by itself. Look at their failures, and plan again when the cause is gone.",
                  second(4)));
    }

    @Test
    void isMadeUpOfItemsThatRan() {
      ten.and(new ItemsStarted(1, 4, second(2)), ended(second(3), skipped(1), completed(2)))
          .when(new Advance(100, second(4)))
          .then(new ItemsStarted(5, 1, second(4)));
    }

    @Test
    void isJudgedAlsoAfterACrashBeforeTheVerdictWasWritten() {
      ten.and(new ItemsStarted(1, 4, second(2)), ended(second(3), several(1, 4, true)))
          .when(new Advance(10, second(4)))
          .then(new CanaryPassed(second(4)), new ItemsStarted(5, 10, second(4)));
    }
  }

  @Nested
  class APausedReplay {

    final ReplayScenario.Given paused =
        given(approved(10, loose()))
            .and(new ItemsStarted(1, 3, second(2)), new Paused(ANN, WHY, second(3)));

    @Test
    void startsNothing() {
      paused.when(new Advance(10, second(4))).thenNothingHappens();
    }

    @Test
    void stillHearsOfEnds() {
      paused.when(ends(4, completed(2))).then(ended(second(4), completed(2)));
    }

    @Test
    void goesOnWhenItIsResumed() {
      paused.when(new Resume(ANN, WHY, second(4))).then(new Resumed(ANN, WHY, second(4)));
      paused
          .and(new Resumed(ANN, WHY, second(4)))
          .when(new Advance(10, second(5)))
          .then(new ItemsStarted(4, 7, second(5)));
    }

    @Test
    void isPausedOnce() {
      paused.when(new Pause("bob", WHY, second(4))).thenNothingHappens();
      given(approved(1, loose())).when(new Resume("bob", WHY, second(4))).thenNothingHappens();
    }

    @Test
    void hasToHaveBeenApproved() {
      given(planned(1, loose()))
          .when(new Pause(ANN, WHY, second(1)))
          .thenRefused(
              Kind.CONFLICT,
              "Cannot pause the replay 'k3v9x2p7q4': it was not approved yet, so it does not run.");
    }
  }

  @Nested
  class AStoppedReplay {

    final ReplayScenario.Given stopped =
        given(approved(10, loose()))
            .and(new ItemsStarted(1, 3, second(2)), new Stopped(ANN, WHY, second(3)));

    @Test
    void startsNothingMore() {
      stopped.when(new Advance(10, second(4))).thenNothingHappens();
      stopped
          .when(new Resume(ANN, WHY, second(4)))
          .thenRefused(
              Kind.CONFLICT,
              "Cannot resume the replay 'k3v9x2p7q4': it is STOPPED. Plan a new one for what is still FAILED.");
    }

    @Test
    void settlesWhenWhatWasUnderWayHasEnded() {
      stopped
          .when(ends(4, completed(1), failed(2), completed(3)))
          .then(ended(second(4), completed(1), failed(2), completed(3)))
          .thenReplay(replay -> {
            assertThat(replay.isSettled()).isTrue();
            assertThat(replay.status(4)).isEqualTo(ItemStatus.NOT_STARTED);
          });
    }

    @Test
    void isStoppedOnce() {
      stopped.when(new Stop("bob", WHY, second(4))).thenNothingHappens();
    }

    @Test
    void mayHaveBeenAPlanThatNobodyApproved() {
      given(planned(1, loose()))
          .when(new Stop(ANN, WHY, second(1)))
          .then(new Stopped(ANN, WHY, second(1)));
    }
  }

  private static ItemsEnded ended(java.time.Instant at, ItemEnd... ends) {
    return new ItemsEnded(List.of(ends), at);
  }

  private static ItemEnd[] several(int from, int to, boolean isWell) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> isWell ? completed(number) : failed(number))
        .toArray(ItemEnd[]::new);
  }
}
