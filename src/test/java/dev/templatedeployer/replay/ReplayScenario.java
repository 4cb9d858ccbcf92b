package dev.templatedeployer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A test of the rules as a sentence: given what happened, when this is asked, then that happens.
final class ReplayScenario {

  private ReplayScenario() {}

  static Given given(ReplayEvent... past) {
    return new Given(List.of(past));
  }

  /// What happened so far.
  record Given(List<ReplayEvent> past) {

    Given and(ReplayEvent... more) {
      return new Given(
          java.util.stream.Stream.concat(past.stream(), List.of(more).stream()).toList());
    }

    Then when(ReplayCommand command) {
      Replay replay = ReplayFold.fold(ReplayExamples.ID, past);
      return new Then(command, replay, Replays.decide(ReplayExamples.ID, replay, command));
    }
  }

  /// What came of it.
  record Then(ReplayCommand command, @Nullable Replay before, ReplayDecision decision) {

    Then then(ReplayEvent... expected) {
      assertThat(events()).as("what happens at %s", command).containsExactly(expected);
      return this;
    }

    Then thenNothingHappens() {
      assertThat(events()).as("what happens at %s", command).isEmpty();
      return this;
    }

    Then thenRefused(ReplayDecision.Kind kind, String words) {
      assertThat(decision)
          .as("what becomes of %s", command)
          .isEqualTo(new ReplayDecision.Refused(kind, words));
      return this;
    }

    Then thenReplay(Consumer<Replay> claims) {
      Replay after = before;
      for (ReplayEvent event : events()) {
        after = ReplayFold.evolve(ReplayExamples.ID, after, event);
      }
      assertThat(after).satisfies(claims);
      return this;
    }

    List<ReplayEvent> events() {
      return switch (decision) {
        case ReplayDecision.Accepted(var events) -> events;
        case ReplayDecision.Refused(_, var sentence) ->
            throw new AssertionError("%s was refused: %s".formatted(command, sentence));
      };
    }
  }
}
