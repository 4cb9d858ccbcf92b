package dev.templatedeployer.simulation;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.simulation.Simulation.Ending;
import dev.templatedeployer.wire.RecordedEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real parts in a world where everything goes wrong: what the service promises holds after
/// every step, and everything comes to rest once the world is kind again.
///
/// Each promise is looked at by itself, in worlds where it is in danger; and all of them in worlds
/// where anything may happen. A failure names the seed and tells the shortest story that was found.
/// Other worlds are tried with `./mvnw -B test -Dtest=RealPartsSimulationTest -Dseed=7`, a million
/// steps with `-Pslow`.
class RealPartsSimulationTest {

  private static final long SEED = Long.getLong("seed", 42);
  private static final int STEPS = 300;

  @Nested
  class TheService {

    @Test
    void keepsItsPromisesWhateverGoesWrong() {
      holds(new Simulation(EnumSet.allOf(Law.class), Act.usually(), STEPS, Defect.NONE), 20);
    }

    @Test
    void decidesEveryCommandOnceInOneHistory() {
      holds(
          Map.of(
              Act.ABORT,
              6,
              Act.CRASH_DECIDER,
              6,
              Act.RESEND,
              6,
              Act.RETRY,
              8,
              Act.CRASH_EXECUTOR,
              4),
          10,
          Law.VERSIONS,
          Law.STORE,
          Law.OUTCOMES,
          Law.ANSWERS,
          Law.CALLS,
          Law.REST);
    }

    @Test
    void callsNothingCancelledOrFailedWhoseCanisterIsThere() {
      holds(
          Map.of(Act.CANCEL, 12, Act.RETRY, 6, Act.PASS_MINUTES, 0, Act.HICCUPS, 0),
          10,
          Law.CANISTERS);
    }

    @Test
    void countsNoRunAsLostWhenSettingsDifferBetweenProcesses() {
      holds(
          Map.of(
              Act.SET,
              8,
              Act.CRASH_EXECUTOR,
              8,
              Act.CRASH_DECIDER,
              8,
              Act.RECOVER,
              2,
              Act.NETWORK,
              0,
              Act.PAUSE_EXECUTOR,
              0,
              Act.SLOW_DECIDER,
              0,
              Act.PAUSE_DECIDER,
              0,
              Act.HICCUPS,
              0),
          20,
          Law.LEASES);
    }

    @Test
    void endsACancelledRunAlthoughItsTemplateIsPausedOrItsLaneIsFull() {
      holds(
          Map.of(Act.HOLD, 6, Act.CANCEL, 12, Act.CRASH_EXECUTOR, 1, Act.PASS_SECONDS, 16),
          15,
          Law.CANCELS);
    }

    @Test
    void actsInTimeAlthoughItIsLateNowAndThen() {
      holds(
          Map.of(Act.HICCUPS, 5, Act.PAUSE_EXECUTOR, 5, Act.CRASH_EXECUTOR, 5, Act.RECOVER, 2),
          15,
          Law.ATTENTION);
    }

    @Test
    void addsNoWorkToAnOverload() {
      var overload =
          Act.usuallyBut(
              Map.of(
                  Act.OVERLOAD,
                  8,
                  Act.SLOW_DECIDER,
                  0,
                  Act.CRASH_DECIDER,
                  0,
                  Act.CRASH_EXECUTOR,
                  0,
                  Act.SET,
                  0,
                  Act.HICCUPS,
                  0,
                  Act.PASS_MINUTES,
                  0));
      holds(new Simulation(Set.of(Law.LEASES, Law.REST), overload, 20, Defect.NONE), 4);
    }

    @Test
    void keepsOnItsAgendaWhatIsOpenAndNothingElse() {
      holds(
          Map.of(Act.ABORT, 8, Act.TAKE, 24, Act.COMMIT, 5, Act.BEAT, 8, Act.RECOVER, 10),
          10,
          Law.AGENDA);
    }

    @Test
    @Tag("slow")
    void keepsItsPromisesForAMillionSteps() {
      holds(new Simulation(EnumSet.allOf(Law.class), Act.usually(), 500, Defect.NONE), 2_000);
    }
  }

  @Nested
  class TheLaws {

    @ParameterizedTest
    @CsvSource({
      "RESUME_INSTEAD_OF_ABORT, STORE",
      "POSITIONS_FORGOTTEN, ANSWERS",
      "WORK_READ_UNCOMMITTED, CALLS",
      "FINAL_REPORT_LOST, CANISTERS",
      "NO_HEARTBEAT, LEASES",
      "NO_BEAT, ATTENTION",
      "NO_STOP, CANCELS"
    })
    void noticeAWorldThatIsBuiltWrong(Defect defect, Law law) {
      var simulation = new Simulation(Set.of(law), Act.usually(), STEPS, defect);
      assertThat(firstBreach(simulation, 60)).as("a world that shows %s", defect).isPresent();
    }

    @Test
    void areReportedWithTheSeedAndAShortStory() {
      var simulation =
          new Simulation(Set.of(Law.ANSWERS), Act.usually(), STEPS, Defect.POSITIONS_FORGOTTEN);
      long world = firstBreach(simulation, 10).orElseThrow();
      assertThat(told(simulation, world))
          .startsWith("World %d of seed %d: ANSWERS".formatted(world, SEED))
          .contains("a backend deploys d1");
      assertThat(simulation.shortened(world).story()).hasSizeLessThan(16);
    }
  }

  @Nested
  class TheWorlds {

    @Test
    void areTheSameForTheSameSeed() {
      var simulation = new Simulation(Set.of(), Act.usually(), STEPS, Defect.NONE);
      Ending once = simulation.run(SEED);
      Ending again = simulation.run(SEED);
      assertThat(again.story()).isEqualTo(once.story());
      assertThat(again.events()).isEqualTo(once.events());
    }

    @Test
    void reachWhatTheLawsAreAbout() {
      var simulation = new Simulation(Set.of(), Act.usually(), STEPS, Defect.NONE);
      List<DeploymentEvent> events =
          worlds(20)
              .mapToObj(simulation::run)
              .flatMap(ending -> ending.events().stream())
              .map(RecordedEvent::event)
              .toList();
      assertThat(events.stream().map(DeploymentEvent::getClass).collect(toSet()))
          .as("kinds of event")
          .hasSize(DeploymentEvent.class.getPermittedSubclasses().length);
      assertThat(events.stream().map(RealPartsSimulationTest::code).collect(toSet()))
          .as("reasons of failures")
          .contains(
              Failure.LEASE_LOST, Failure.TIMED_OUT, Failure.DEADLINE_PASSED, "NO_QUOTA", "WRONG");
    }
  }

  private static String code(DeploymentEvent event) {
    return switch (event) {
      case DeploymentEvent.AttemptFailed e -> e.failure().code();
      case DeploymentEvent.Failed e -> e.failure().code();
      default -> "";
    };
  }

  private static void holds(Map<Act, Integer> weights, int worlds, Law... laws) {
    holds(new Simulation(Set.of(laws), Act.usuallyBut(weights), STEPS, Defect.NONE), worlds);
  }

  private static void holds(Simulation simulation, int worlds) {
    firstBreach(simulation, worlds).ifPresent(world -> fail(told(simulation, world)));
  }

  private static OptionalLong firstBreach(Simulation simulation, int worlds) {
    return worlds(worlds).filter(world -> simulation.run(world).isBreach()).findFirst();
  }

  private static LongStream worlds(int count) {
    return new SplittableRandom(SEED).longs(count);
  }

  private static String told(Simulation simulation, long world) {
    Ending ending = simulation.shortened(world);
    return "World %d of seed %d: %s%nThe shortest story that was found, with milliseconds:%n%s"
        .formatted(world, SEED, ending.breach(), ending.story().stream().collect(joining("\n")));
  }
}
