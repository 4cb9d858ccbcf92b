package dev.templatedeployer.domain;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.domain.DeploymentCommand.Due;
import dev.templatedeployer.domain.DeploymentCommand.Retry;
import dev.templatedeployer.domain.Histories.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What holds for every history of a deployment, shown for some thousands that were drawn.
///
/// A failure names the seed and the shortest history that breaks the law. Other histories are tried
/// with `./mvnw -B test -Dtest=DeploymentLawsTest -Dseed=7`.
class DeploymentLawsTest {

  private static final long SEED = Long.getLong("seed", 42);
  private static final List<List<Step>> HISTORIES = histories(3000);

  private static List<List<Step>> histories(int count) {
    var random = new SplittableRandom(SEED);
    return Stream.generate(() -> Histories.draw(random.split())).limit(count).toList();
  }

  @Nested
  class ACommand {

    @Test
    void thatArrivesTwiceCausesEventsOnce() {
      forEveryStep(step -> assertThat(Step.of(step.after(), step.command()).events()).isEmpty());
    }

    /// Two are left out: time does not come again, and a retry is known again only until another
    /// one is taken.
    @Test
    void thatArrivesAgainMuchLaterCausesNothingMore() {
      forEveryHistory(history -> {
        for (int i = 0; i < history.size(); i++) {
          DeploymentCommand command = history.get(i).command();
          if (!history.get(i).events().isEmpty()
              && !(command instanceof Retry || command instanceof Due)) {
            history.subList(i, history.size()).stream()
                .map(later -> Step.of(later.after(), command).events())
                .forEach(events -> assertThat(events).as("%s again", command).isEmpty());
          }
        }
      });
    }

    @Test
    void causesTheSameWheneverItIsDecidedFromTheSameRecord() {
      forEveryStep(step -> assertThat(Step.of(step.before(), step.command())).isEqualTo(step));
    }

    @Test
    void thatIsTakenCausesOnlyEventsThatCanBeEvolved() {
      forEveryHistory(
          history -> assertThat(DeploymentRecords.fold(eventsOf(history))).isEqualTo(end(history)));
    }

    @Test
    void causesAtMostTwoEvents() {
      forEveryStep(step -> assertThat(step.events()).hasSizeLessThanOrEqualTo(2));
    }
  }

  @Nested
  class ARecord {

    @Test
    void isCountedByItsEventsWithoutGaps() {
      forEveryHistory(history -> {
        DeploymentRecord record = null;
        long version = 0;
        for (DeploymentEvent event : eventsOf(history)) {
          record = DeploymentRecords.evolve(record, event);
          version++;
          assertThat(record.version()).isEqualTo(version);
        }
      });
    }

    @Test
    void isTheSameWhereverItsHistoryIsCutWhileFolding() {
      forEveryHistory(history -> {
        List<DeploymentEvent> events = eventsOf(history);
        for (int cut = 0; cut <= events.size(); cut++) {
          DeploymentRecord record = DeploymentRecords.fold(events.subList(0, cut));
          for (DeploymentEvent event : events.subList(cut, events.size())) {
            record = DeploymentRecords.evolve(record, event);
          }
          assertThat(record).isEqualTo(end(history));
        }
      });
    }

    @Test
    void neverGoesBackToAnOlderTokenAndSkipsNoAttempt() {
      forEveryRecord((before, _, after) -> {
        Token token = before == null ? Token.FIRST : before.token();
        assertThat(after.token()).isGreaterThanOrEqualTo(token);
        assertThat(after.token().attempt()).isBetween(token.attempt(), token.attempt() + 1);
      });
    }

    @Test
    void takesNoMoreAttemptsInOneRunThanItsPolicyAllows() {
      forEveryRecord((_, _, after) ->
          assertThat(after.attemptsOfRun()).isBetween(1, after.terms().policy().maxAttempts()));
    }

    @Test
    void isFinalOnceCompleted() {
      forEveryRecord((before, _, _) ->
          assertThat(before == null ? Status.PENDING : before.status())
              .isNotEqualTo(Status.COMPLETED));
    }

    @Test
    void isChangedByNothingButASuccessOnceCancelled() {
      forEveryRecord((before, event, _) -> {
        if (before != null && before.status() == Status.CANCELLED) {
          assertThat(event).isInstanceOf(DeploymentEvent.Completed.class);
        }
      });
    }

    /// The canister has one id in all attempts, so whoever made it, it is there.
    @Test
    void isCompletedOnceAnyStartThatWasHandedOutHasSucceeded() {
      forEveryStep(step -> {
        DeploymentRecord before = step.before();
        if (before != null
            && step.command() instanceof DeploymentCommand.Succeeded success
            && wasHandedOut(success.token(), before)) {
          assertThat(Objects.requireNonNull(step.after()).status()).isEqualTo(Status.COMPLETED);
        }
      });
    }

    private static boolean wasHandedOut(Token token, DeploymentRecord record) {
      int age = token.compareTo(record.token());
      return age < 0 || (age == 0 && !(record.phase() instanceof Phase.Waiting));
    }

    @Test
    void forgetsAWishToCancelWhenItEnds() {
      forEveryRecord((_, _, after) -> {
        if (after.status().isTerminal() || after.phase() instanceof Phase.Waiting) {
          assertThat(after.cancel()).isNull();
        }
      });
    }
  }

  @Nested
  class AReport {

    @Test
    void ofAnyStartButTheNewestChangesNothingUnlessItSucceeded() {
      forEveryRecord((_, event, after) ->
          tokensBut(after.token())
              .flatMap(token -> reports(after.id(), token, event.at()))
              .filter(report ->
                  !(report instanceof DeploymentCommand.Succeeded)
                      || report.token().compareTo(after.token()) > 0)
              .forEach(report ->
                  assertThat(Deployments.decide(after, report))
                      .isEqualTo(new Decision.Accepted(List.of()))));
    }

    private static Stream<Token> tokensBut(Token newest) {
      return IntStream.rangeClosed(1, newest.attempt() + 1)
          .boxed()
          .flatMap(attempt ->
              IntStream.rangeClosed(1, newest.drive() + 1)
                  .mapToObj(drive -> new Token(attempt, drive)))
          .filter(token -> !token.equals(newest));
    }
  }

  @Nested
  class AnOutcome {

    @Test
    void isReachedOncePerRunUnlessALateSuccessReplacesIt() {
      forEveryHistory(history ->
          assertThat(outcomesByRun(history).values())
              .allSatisfy(outcomes -> {
                assertThat(outcomes).hasSizeLessThanOrEqualTo(2);
                if (outcomes.size() == 2) {
                  assertThat(outcomes.getFirst().status()).isIn(Status.FAILED, Status.CANCELLED);
                  assertThat(outcomes.getLast().status()).isEqualTo(Status.COMPLETED);
                }
              }));
    }

    @Test
    void namesTheOneThatItReplaces() {
      forEveryHistory(history -> {
        Long last = null;
        for (DeploymentOutcome outcome :
            outcomesByRun(history).values().stream().flatMap(List::stream).toList()) {
          assertThat(outcome.replaces()).isEqualTo(last);
          last = outcome.version();
        }
      });
    }

    @Test
    void isReachedByEveryRunButTheLast() {
      forEveryHistory(history -> {
        DeploymentRecord end = end(history);
        if (end != null) {
          int reached = end.status().isTerminal() ? end.run() : end.run() - 1;
          assertThat(outcomesByRun(history)).hasSize(reached);
        }
      });
    }

    private static Map<Integer, List<DeploymentOutcome>> outcomesByRun(List<Step> history) {
      var outcomes = new TreeMap<Integer, List<DeploymentOutcome>>();
      eachRecord(
          history,
          (before, _, after) ->
              Publications.outcome(before, after)
                  .ifPresent(outcome ->
                      outcomes
                          .computeIfAbsent(outcome.run(), _ -> new ArrayList<>())
                          .add(outcome)));
      return outcomes;
    }
  }

  @Nested
  class HandedOutWork {

    @Test
    void isForTheNewestTokenOnly() {
      forEveryRecord((before, event, after) -> {
        if (isStart(before, event, after)) {
          assertThat(Publications.work(before, event, after))
              .get()
              .extracting(Work::token)
              .isEqualTo(after.token());
        }
      });
    }

    @Test
    void comesOnceForEachToken() {
      forEveryHistory(history -> {
        var tokens = new ArrayList<Token>();
        eachRecord(
            history,
            (before, event, after) -> {
              if (isStart(before, event, after)) {
                tokens.add(after.token());
              }
            });
        assertThat(tokens).doesNotHaveDuplicates().isSorted();
      });
    }

    @Test
    void isNeverForAnAttemptThatWouldBeginAfterTheDeadline() {
      forEveryRecord((before, event, after) -> {
        Instant deadline = after.deadline();
        if (deadline != null
            && isStart(before, event, after)
            && !(event instanceof DeploymentEvent.Redriven)) {
          assertThat(event.at()).isBefore(deadline);
        }
      });
    }

    @Test
    void comesToAnEndWhenSomebodyWantsTheDeploymentCancelled() {
      forEveryRecord((before, event, after) -> {
        if (before != null && before.cancel() != null) {
          assertThat(isStart(before, event, after)).isFalse();
        }
      });
    }

    private static boolean isStart(
        @Nullable DeploymentRecord before, DeploymentEvent event, DeploymentRecord after) {
      return Publications.work(before, event, after)
          .filter(Work.Start.class::isInstance)
          .isPresent();
    }
  }

  @Nested
  class Time {

    @Test
    void isAwaitedByEveryDeploymentThatHasNotEndedAndByNoOther() {
      forEveryRecord((_, _, after) ->
          assertThat(DueTimes.of(after, null) == null).isEqualTo(after.status().isTerminal()));
    }

    @Test
    void changesNothingBeforeTheDueTime() {
      forEveryRecord((_, _, after) -> {
        Instant dueAt = DueTimes.of(after, null);
        if (dueAt != null) {
          assertThat(Step.of(after, new Due(after.id(), null, dueAt.minusMillis(1))).events())
              .isEmpty();
        }
      });
    }

    @Test
    void alwaysMovesADeploymentThatIsDue() {
      forEveryRecord((_, _, after) -> {
        Instant dueAt = DueTimes.of(after, null);
        if (dueAt != null) {
          assertThat(Step.of(after, new Due(after.id(), null, dueAt)).events()).isNotEmpty();
        }
      });
    }

    /// However far off its start time-out is: who asked for it waits a lease.
    @Test
    void endsInALeaseWhatSomebodyWantsCancelledAndNobodyHasBegun() {
      forEveryRecord((_, _, after) -> {
        DeploymentRecord.CancelWish wish = after.cancel();
        if (wish != null && !(after.phase() instanceof Phase.Running)) {
          Instant dueAt = wish.at().plus(after.terms().policy().lease());
          assertThat(DueTimes.of(after, null)).isEqualTo(dueAt);
          assertThat(
                  Objects.requireNonNull(Step.of(after, new Due(after.id(), null, dueAt)).after())
                      .status())
              .isEqualTo(Status.CANCELLED);
        }
      });
    }

    @Test
    void endsEveryDeploymentWhoseExecutorsFallSilent() {
      forEveryHistory(history -> {
        DeploymentRecord record = end(history);
        if (record != null) {
          assertThat(endedInSilence(record).status().isTerminal()).isTrue();
        }
      });
    }

    @Test
    void handsOutUnderANewTokenWhatNobodyPicksUpOrEndsItByItsDeadline() {
      forEveryRecord((_, _, after) -> {
        if (after.phase() instanceof Phase.Dispatched) {
          Instant dueAt = Objects.requireNonNull(DueTimes.of(after, null));
          DeploymentRecord next =
              Objects.requireNonNull(Step.of(after, new Due(after.id(), null, dueAt)).after());
          boolean tooLate = after.deadline() != null && !dueAt.isBefore(after.deadline());
          boolean isUnwanted = after.cancel() != null;
          assertThat(next.status())
              .isEqualTo(isUnwanted ? Status.CANCELLED : tooLate ? Status.FAILED : Status.PENDING);
          assertThat(next.token())
              .isEqualTo(tooLate || isUnwanted ? after.token() : after.token().nextDrive());
        }
      });
    }

    /// Where `record` ends if executors pick up what they are given, say so, and are never heard of
    /// again. An attempt takes at most its drives, each with a start and a loss, a dispatch and an
    /// end.
    private static DeploymentRecord endedInSilence(DeploymentRecord record) {
      Policy policy = record.terms().policy();
      DeploymentRecord current = record;
      for (int i = 0; i < policy.maxAttempts() * (2 * policy.maxDrives() + 2); i++) {
        Instant dueAt = DueTimes.of(current, null);
        if (dueAt == null) {
          return current;
        }
        DeploymentCommand next =
            switch (current.phase()) {
              case Phase.Dispatched(var at) -> pickedUp(current, at);
              case Phase.Redispatched(var at) -> pickedUp(current, at);
              default -> new Due(current.id(), null, dueAt);
            };
        current = Objects.requireNonNull(Step.of(current, next).after());
      }
      return current;
    }

    private static DeploymentCommand pickedUp(DeploymentRecord record, Instant at) {
      return new DeploymentCommand.Started(record.id(), record.token(), "executor-1", at, at);
    }
  }

  @Nested
  class TheDrawnHistories {

    @Test
    void reachEveryEventEveryPhaseAndEveryRefusalOfTheRules() {
      List<Step> steps = HISTORIES.stream().flatMap(List::stream).toList();
      assertThat(steps.stream().flatMap(step -> step.events().stream()).map(Object::getClass))
          .containsAll(Arrays.asList(DeploymentEvent.class.getPermittedSubclasses()));
      assertThat(
              steps.stream()
                  .map(Step::after)
                  .filter(Objects::nonNull)
                  .map(record -> record.phase().getClass())
                  .collect(toSet()))
          .hasSize(Phase.class.getPermittedSubclasses().length);
      assertThat(
              steps.stream()
                  .map(Step::decision)
                  .filter(Decision.Refused.class::isInstance)
                  .map(refused -> ((Decision.Refused) refused).refusal().kind()))
          .contains(
              Refusal.Kind.CONFLICT,
              Refusal.Kind.NOT_FOUND,
              Refusal.Kind.NOT_RETRYABLE,
              Refusal.Kind.NOT_CANCELLABLE);
    }

    @Test
    void reachALateSuccessAfterEachEndAndOfAnOlderStart() {
      for (Status ended : List.of(Status.FAILED, Status.CANCELLED)) {
        assertThat(HISTORIES.stream().flatMap(List::stream))
            .as("a success after %s", ended)
            .anyMatch(step ->
                step.before() != null
                    && step.before().status() == ended
                    && step.after() != null
                    && step.after().status() == Status.COMPLETED);
      }
      assertThat(HISTORIES.stream().flatMap(List::stream))
          .as("a success of an older start while a newer one is out")
          .anyMatch(step ->
              step.before() != null
                  && step.before().phase() instanceof Phase.Redispatched
                  && step.command() instanceof DeploymentCommand.Succeeded success
                  && success.token().compareTo(step.before().token()) < 0
                  && !step.events().isEmpty());
    }
  }

  @Nested
  class ABrokenLaw {

    @Test
    void isShownByTheSeedAndTheShortestHistoryThatBreaksIt() {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() ->
              forEveryHistory(history ->
                  assertThat(eventsOf(history))
                      .as("nothing ever starts")
                      .noneMatch(DeploymentEvent.Started.class::isInstance)))
          .withMessageContaining("seed " + SEED)
          .withMessageContaining("nothing ever starts")
          .withMessageContaining("The shortest one is:\n  1. Deploy[")
          .withMessageMatching("(?s).*Started\\[[^\\n]*\\n*$");
    }
  }

  private interface HistoryLaw {
    void check(List<Step> history);
  }

  private interface StepLaw {
    void check(Step step);
  }

  private interface RecordLaw {
    void check(@Nullable DeploymentRecord before, DeploymentEvent event, DeploymentRecord after);
  }

  private static void forEveryStep(StepLaw law) {
    forEveryHistory(history -> history.forEach(law::check));
  }

  private static void forEveryRecord(RecordLaw law) {
    forEveryHistory(history -> eachRecord(history, law));
  }

  /// Every beginning of a history is a history, so the first that breaks the law is the shortest.
  private static void forEveryHistory(HistoryLaw law) {
    for (int i = 0; i < HISTORIES.size(); i++) {
      List<Step> history = HISTORIES.get(i);
      if (breach(law, history) == null) {
        continue;
      }
      int length = 0;
      AssertionError breach = null;
      while (breach == null) {
        length++;
        breach = breach(law, history.subList(0, length));
      }
      throw new AssertionError(
          "%s%nHistory %d of seed %d breaks the law. The shortest one is:%n%s"
              .formatted(breach.getMessage(), i, SEED, shown(history.subList(0, length))),
          breach);
    }
  }

  private static @Nullable AssertionError breach(HistoryLaw law, List<Step> history) {
    try {
      law.check(history);
      return null;
    } catch (AssertionError e) {
      return e;
    }
  }

  private static String shown(List<Step> history) {
    return IntStream.range(0, history.size())
        .mapToObj(i -> "  %d. %s".formatted(i + 1, history.get(i)))
        .collect(joining("\n"));
  }

  private static void eachRecord(List<Step> history, RecordLaw law) {
    for (Step step : history) {
      DeploymentRecord record = step.before();
      for (DeploymentEvent event : step.events()) {
        DeploymentRecord after = DeploymentRecords.evolve(record, event);
        law.check(record, event, after);
        record = after;
      }
    }
  }

  private static List<DeploymentEvent> eventsOf(List<Step> history) {
    return history.stream().flatMap(step -> step.events().stream()).toList();
  }

  private static @Nullable DeploymentRecord end(List<Step> history) {
    return history.isEmpty() ? null : history.getLast().after();
  }

  private static Stream<DeploymentCommand.Report> reports(
      DeploymentId id, Token token, Instant at) {
    return Stream.of(
        new DeploymentCommand.Started(id, token, "zombie", at, at),
        new DeploymentCommand.Heartbeat(id, token, "zombie", at, at),
        new DeploymentCommand.Succeeded(id, token, "zombie", Map.of(), at, at, at),
        new DeploymentCommand.AttemptFailed(id, token, "zombie", Examples.FLAKY, null, at, at, at),
        new DeploymentCommand.AttemptFailed(
            id, token, "zombie", Examples.HOPELESS, null, at, at, at));
  }
}
