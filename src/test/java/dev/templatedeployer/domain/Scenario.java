package dev.templatedeployer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Refusal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A test of the rules as a sentence: given what happened, when this is asked, then that happens.
///
/// ```java
/// given(requested(), started(FIRST, second(1), second(1)))
///     .when(cancel(second(2)))
///     .then(cancelRequested(second(2)))
///     .thenPublishes(stop(FIRST, "Cancelled: No longer wanted."));
/// ```
///
/// Only past events can be given, never a hand-made record, so each scenario shows
/// [DeploymentRecords#evolve] on its way to [Deployments#decide]. Every `then` may follow another.
final class Scenario {

  private Scenario() {}

  /// Begins with what happened. Nothing: nobody knows the deployment.
  static Given given(DeploymentEvent... past) {
    return new Given(List.of(past));
  }

  /// What happened so far.
  record Given(List<DeploymentEvent> past) {

    /// Asks something.
    Then when(DeploymentCommand command) {
      DeploymentRecord record = DeploymentRecords.fold(past);
      return new Then(command, record, Deployments.decide(record, command));
    }
  }

  /// What came of it.
  record Then(DeploymentCommand command, @Nullable DeploymentRecord before, Decision decision) {

    /// Exactly these events happen, in this order.
    Then then(DeploymentEvent... expected) {
      assertThat(events()).as("what happens at %s", command).containsExactly(expected);
      return this;
    }

    /// The command is taken, and changes nothing.
    Then thenNothingHappens() {
      assertThat(events()).as("what happens at %s", command).isEmpty();
      return this;
    }

    /// The command is not taken, in exactly these words.
    Then thenRefused(Kind kind, String words) {
      switch (decision) {
        case Decision.Refused(var refusal) ->
            assertThat(refusal).as("the refusal of %s", command).isEqualTo(Refusal.of(kind, words));
        case Decision.Accepted(var events) ->
            throw new AssertionError(
                "Expected a refusal (%s) of %s, but it was taken and caused %s"
                    .formatted(kind, command, events));
      }
      return this;
    }

    /// The record afterwards is as `claims` claim.
    Then thenRecord(Consumer<DeploymentRecord> claims) {
      DeploymentRecord after = before;
      for (DeploymentEvent event : events()) {
        after = DeploymentRecords.evolve(after, event);
      }
      if (after == null) {
        throw new AssertionError("There is no record after %s".formatted(command));
      }
      assertThat(after).as("the record after %s", command).satisfies(claims);
      return this;
    }

    /// The executors are told exactly this, in this order.
    Then thenPublishes(Work... expected) {
      assertThat(work()).as("the work that %s publishes", command).containsExactly(expected);
      return this;
    }

    /// Everybody is told this one outcome.
    Then thenPublishes(DeploymentOutcome expected) {
      assertThat(outcomes())
          .as("the outcomes that %s publishes", command)
          .containsExactly(expected);
      return this;
    }

    /// Nobody is told anything.
    Then thenPublishesNothing() {
      assertThat(work()).as("the work that %s publishes", command).isEmpty();
      assertThat(outcomes()).as("the outcomes that %s publishes", command).isEmpty();
      return this;
    }

    private List<DeploymentEvent> events() {
      return switch (decision) {
        case Decision.Accepted(var events) -> events;
        case Decision.Refused(var refusal) ->
            throw new AssertionError(
                "Expected %s to be taken, but it was refused (%s): %s"
                    .formatted(command, refusal.kind(), refusal.sentence()));
      };
    }

    private List<Work> work() {
      var work = new ArrayList<Work>();
      eachStep(
          (before, event, after) -> Publications.work(before, event, after).ifPresent(work::add));
      return work;
    }

    private List<DeploymentOutcome> outcomes() {
      var outcomes = new ArrayList<DeploymentOutcome>();
      eachStep((before, _, after) -> Publications.outcome(before, after).ifPresent(outcomes::add));
      return outcomes;
    }

    private void eachStep(Step step) {
      DeploymentRecord record = before;
      for (DeploymentEvent event : events()) {
        DeploymentRecord after = DeploymentRecords.evolve(record, event);
        step.take(record, event, after);
        record = after;
      }
    }
  }

  private interface Step {
    void take(@Nullable DeploymentRecord before, DeploymentEvent event, DeploymentRecord after);
  }
}
