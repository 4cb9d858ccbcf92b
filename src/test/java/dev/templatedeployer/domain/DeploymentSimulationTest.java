package dev.templatedeployer.domain;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.templatedeployer.domain.SimulatedService.Defect;
import dev.templatedeployer.domain.SimulatedTopics.Source;
import dev.templatedeployer.domain.Simulation.Ending;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules in a world where everything goes wrong: what the service promises holds after every
/// step, and everything comes to rest once the world is kind again.
///
/// A failure names the seed and tells the shortest story that was found. Other worlds are tried
/// with `./mvnw -B test -Dtest=DeploymentSimulationTest -Dseed=7`.
class DeploymentSimulationTest {

  private static final long SEED = Long.getLong("seed", 42);
  private static final int WORLDS = 500;
  private static final int STEPS = 400;

  @Nested
  class TheService {

    @Test
    void keepsItsPromisesWhateverGoesWrong() {
      firstBreach(Defect.NONE).ifPresent(world -> fail(told(world, Defect.NONE)));
    }
  }

  @Nested
  class TheInvariants {

    @ParameterizedTest
    @CsvSource({
      "NO_TOKEN_FENCE, I3 Every event has a cause that explains it",
      "NO_DEDUPLICATION, I4 Versions are 1",
      "NO_ROLLBACK, I5 The store is the fold of the events",
      "START_BEFORE_COMMIT, I8 A template is called for a committed start",
      "FORGOTTEN_AGENDA, I7 What has not ended is on the agenda once",
      "SECOND_OUTCOME, I2 An outcome names the one it replaces",
      "CANCELLED_FOR_GOOD, I9 What failed or was cancelled has no canister"
    })
    void noticeAServiceThatIsBuiltWrong(Defect defect, String invariant) {
      OptionalLong world = firstBreach(defect);
      assertThat(world).as("a world that shows %s", defect).isPresent();
      assertThat(Simulation.shortened(world.getAsLong(), STEPS, defect))
          .satisfies(ending -> {
            assertThat(ending.breach()).get().asString().contains(invariant);
            assertThat(ending.story()).hasSizeLessThan(20);
          });
    }

    @Test
    void areReportedWithTheSeedAndAShortStory() {
      long world = firstBreach(Defect.NO_ROLLBACK).orElseThrow();
      assertThat(told(world, Defect.NO_ROLLBACK))
          .startsWith("World %d of seed %d: ".formatted(world, SEED))
          .contains("I5 The store is the fold of the events")
          .containsPattern("\n  \\d+\\. a backend asks for a deployment\n")
          .containsPattern("(the transaction aborts|another one with another clock takes over)$");
    }
  }

  @Nested
  class TheWorlds {

    @Test
    void areTheSameForTheSameSeed() {
      Ending once = Simulation.run(SEED, STEPS, Defect.NONE);
      Ending again = Simulation.run(SEED, STEPS, Defect.NONE);
      assertThat(again.story()).isEqualTo(once.story());
      assertThat(again.topics().events).isEqualTo(once.topics().events);
    }

    @Test
    void reachWhatTheInvariantsAreAbout() {
      List<SimulatedTopics> all =
          worlds()
              .limit(50)
              .mapToObj(world -> Simulation.run(world, STEPS, Defect.NONE).topics())
              .toList();
      assertThat(
              all.stream()
                  .flatMap(topics -> topics.events.stream())
                  .map(recorded -> recorded.event().getClass())
                  .collect(toSet()))
          .as("kinds of event")
          .hasSize(DeploymentEvent.class.getPermittedSubclasses().length);
      assertThat(all.stream().flatMap(topics -> topics.outcomes.stream()))
          .as("late successes")
          .anyMatch(outcome -> outcome.status() == Status.COMPLETED && outcome.replaces() != null);
      assertThat(all)
          .as("successes after a cancellation")
          .anyMatch(DeploymentSimulationTest::hasReplacedACancellation);
      assertThat(all)
          .as("reports that were not believed")
          .anyMatch(DeploymentSimulationTest::hasIgnoredReports);
    }
  }

  private static boolean hasReplacedACancellation(SimulatedTopics topics) {
    return topics.outcomes.stream()
        .filter(outcome -> outcome.status() == Status.COMPLETED)
        .anyMatch(success ->
            topics.outcomes.stream()
                .anyMatch(outcome ->
                    outcome.id().equals(success.id())
                        && outcome.status() == Status.CANCELLED
                        && Long.valueOf(outcome.version()).equals(success.replaces())));
  }

  private static boolean hasIgnoredReports(SimulatedTopics topics) {
    long believed =
        topics.events.stream()
            .map(SimulatedTopics.RecordedEvent::cause)
            .filter(cause -> cause.source() == Source.REPORTS)
            .distinct()
            .count();
    return believed < topics.reports.size();
  }

  private static LongStream worlds() {
    return new SplittableRandom(SEED).longs(WORLDS);
  }

  private static OptionalLong firstBreach(Defect defect) {
    return worlds()
        .filter(world -> Simulation.run(world, STEPS, defect).breach().isPresent())
        .findFirst();
  }

  private static String told(long world, Defect defect) {
    Ending ending = Simulation.shortened(world, STEPS, defect);
    return "World %d of seed %d: %s%nThe shortest story that was found:%n%s"
        .formatted(
            world,
            SEED,
            ending.breach().orElse("no breach"),
            IntStream.range(0, ending.story().size())
                .mapToObj(i -> "  %d. %s".formatted(i + 1, ending.story().get(i)))
                .collect(joining("\n")));
  }
}
