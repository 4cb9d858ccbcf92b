package dev.templatedeployer.explain;

import static dev.templatedeployer.explain.Told.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.explain.Durations.Attempt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void ofARunThatWasHeardOfAtItsStart() {
    given(requested(), started(1, 1, 1), completed(1, 1, 3))
        .thenTook(attempt(1, 1, 0, 1, 2, true))
        .thenInAll(0, 1, 2, 3);
  }

  /// Such a run is reported once, so its start and its end are taken in together.
  @Test
  void ofAShortRunThatWasHeardOfAtItsEnd() {
    given(
            requested(),
            new DeploymentEvent.Started(Token.FIRST, "node-7", second(0.5), second(3)),
            completed(1, 0.5, 3))
        .thenTook(attempt(1, 1, 0, 0.5, 2.5, true))
        .thenInAll(0, 0.5, 2.5, 3);
  }

  @Test
  void ofAnExecutorWhoseClockIsWrong() {
    given(requested(), started(1, 1, 1), completed(1, 9_999, 3))
        .thenTook(attempt(1, 1, 0, 1, 2, true))
        .thenInAll(0, 1, 2, 3);
  }

  @Test
  void ofAWaitForTheWishedStart() {
    given(requested(60.0, null), dispatched(1, 1, 60.1), started(1, 1, 61), completed(1, 61, 63))
        .thenTook(attempt(1, 1, 60, 1, 2, true))
        .thenInAll(60, 1, 2, 63);
  }

  @Test
  void ofABackoff() {
    given(
            requested(),
            started(1, 1, 1),
            attemptFailed(1, 1, 2, 12),
            dispatched(2, 1, 12.1),
            started(2, 1, 12.5),
            completed(2, 12.5, 13.5))
        .thenTook(attempt(1, 1, 0, 1, 1, true), attempt(2, 1, 10, 0.5, 1, true))
        .thenInAll(10, 1.5, 2, 13.5);
  }

  @Test
  void ofAnAttemptThatWasDrivenTwice() {
    given(
            requested(),
            started(1, 1, 1),
            redriven(1, 2, 11, 41),
            started(1, 2, 43),
            completed(1, 43, 44))
        .thenTook(attempt(1, 2, 0, 3, 41, true))
        .thenInAll(0, 3, 41, 44);
  }

  @Test
  void ofWorkThatWasHandedOutTwice() {
    given(requested(), dispatched(1, 2, 100), started(1, 2, 101), completed(1, 101, 102))
        .thenTook(attempt(1, 2, 0, 101, 1, true))
        .thenInAll(0, 101, 1, 102);
  }

  /// The time between the failure and the retry belongs to nobody: the total has it alone.
  @Test
  void ofARetry() {
    given(
            requested(),
            started(1, 1, 1),
            failed(1, NO_TOKEN, 1, 2),
            retried(2, 100),
            started(2, 1, 101),
            completed(2, 101, 103))
        .thenTook(attempt(1, 1, 0, 1, 1, true), attempt(2, 1, 0, 1, 2, true))
        .thenInAll(0, 2, 3, 103);
  }

  @Test
  void ofACancellationWhileItWaited() {
    given(requested(60.0, null), cancelled(1, 5))
        .thenTook(attempt(1, 1, 5, 0, 0, true))
        .thenInAll(5, 0, 0, 5);
  }

  @Test
  void ofACancellationWhileItRan() {
    given(requested(), started(1, 1, 1), cancelRequested(2), cancelled(1, 4))
        .thenTook(attempt(1, 1, 0, 1, 3, true))
        .thenInAll(0, 1, 3, 4);
  }

  @Test
  void ofASuccessAfterTheFailure() {
    given(requested(), started(1, 1, 1), failed(1, NO_TOKEN, 1, 2), completed(1, 1, 9))
        .thenTook(attempt(1, 1, 0, 1, 1, true))
        .thenInAll(0, 1, 1, 9);
  }

  @Test
  void ofWhatIsUnderWayAreCountedUntilNow() {
    given(requested()).at(7).thenTook(attempt(1, 1, 0, 7, 0, false)).thenInAll(0, 7, 0, 7);
    given(requested(), started(1, 1, 1))
        .at(7)
        .thenTook(attempt(1, 1, 0, 1, 6, false))
        .thenInAll(0, 1, 6, 7);
    given(requested(60.0, null))
        .at(7)
        .thenTook(attempt(1, 1, 7, 0, 0, false))
        .thenInAll(7, 0, 0, 7);
    given(requested(60.0, null))
        .at(62)
        .thenTook(attempt(1, 1, 60, 2, 0, false))
        .thenInAll(60, 2, 0, 62);
  }

  private static Scenario given(DeploymentEvent... events) {
    return new Scenario(List.of(events), 1_000);
  }

  private static Attempt attempt(
      int attempt, int drives, double planned, double queue, double run, boolean hasEnded) {
    return new Attempt(attempt, drives, seconds(planned), seconds(queue), seconds(run), hasEnded);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private record Scenario(List<DeploymentEvent> events, double now) {

    Scenario at(double moment) {
      return new Scenario(events, moment);
    }

    Scenario thenTook(Attempt... attempts) {
      assertThat(durations().attempts()).containsExactly(attempts);
      return this;
    }

    void thenInAll(double planned, double queue, double run, double total) {
      Durations all = durations();
      assertThat(List.of(all.planned(), all.queue(), all.run(), all.total()))
          .containsExactly(seconds(planned), seconds(queue), seconds(run), seconds(total));
    }

    private Durations durations() {
      return Durations.of(events, second(now));
    }
  }
}
