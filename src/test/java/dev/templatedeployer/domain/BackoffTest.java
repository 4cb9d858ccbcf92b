package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The wait between two attempts. The policy of the examples begins at 10 s and ends at 60 s.
class BackoffTest {

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 20", "3, 40"})
  void doublesWithEachAttemptGiveOrTakeAFifth(int attempt, long seconds) {
    assertThat(waits(attempt))
        .allSatisfy(wait -> assertThat(wait).isBetween(seconds * 800, seconds * 1200));
  }

  @ParameterizedTest
  @CsvSource({"1, 8000, 12000", "4, 48000, 60000", "9, 48000, 60000"})
  void spreadsEvenlySoThatWhatFailedTogetherDoesNotComeBackTogether(
      int attempt, long shortest, long longest) {
    long tenth = (longest - shortest) / 10;
    var tenths = new int[11];
    waits(attempt).forEach(wait -> tenths[(int) ((wait - shortest) / tenth)]++);
    for (int i = 0; i < 10; i++) {
      assertThat(tenths[i])
          .as("waits from %d ms on, of ten thousand", shortest + i * tenth)
          .isBetween(800, 1200);
    }
  }

  @Test
  void isNeverLongerThanTheLongestHoweverManyAttemptsThereWere() {
    for (int attempt = 4; attempt < 100; attempt++) {
      assertThat(after(inAttempt(attempt), null)).isBetween(48_000L, 60_000L);
    }
  }

  @Test
  void isTheSameForTheSameHistoryForEver() {
    assertThat(after(inAttempt(1), null)).isEqualTo(FIRST_BACKOFF.toMillis());
    assertThat(after(inAttempt(2), null)).isEqualTo(SECOND_BACKOFF.toMillis());
  }

  @Test
  void isNotShorterThanTheTemplateAsked() {
    assertThat(after(inAttempt(1), 45_000L)).isEqualTo(45_000);
  }

  @Test
  void isNotShortenedBecauseTheTemplateAskedForLess() {
    assertThat(after(inAttempt(1), 1L)).isEqualTo(FIRST_BACKOFF.toMillis());
    assertThat(after(inAttempt(1), -1L)).isEqualTo(FIRST_BACKOFF.toMillis());
  }

  @Test
  void isNotLongerThanTheLongestWhateverTheTemplateAsked() {
    assertThat(after(inAttempt(1), Long.MAX_VALUE)).isEqualTo(60_000);
  }

  @Test
  void beginsAnewWithEachRun() {
    DeploymentRecord retried =
        folded(
            requested(),
            failed(token(5, 1), HOPELESS, second(1), second(2)),
            retried(token(6, 1), null, second(3)));
    assertThat(after(retried, null)).isBetween(8_000L, 12_000L);
  }

  /// The waits of ten thousand deployments, in milliseconds.
  private static List<Long> waits(int attempt) {
    return IntStream.range(0, 10_000)
        .mapToObj(i -> after(inAttempt(new DeploymentId("web-" + i), attempt), null))
        .toList();
  }

  private static long after(DeploymentRecord record, @Nullable Long retryAfterMillis) {
    return Backoff.after(record, retryAfterMillis).toMillis();
  }

  private static DeploymentRecord inAttempt(int attempt) {
    return inAttempt(ID, attempt);
  }

  private static DeploymentRecord inAttempt(DeploymentId id, int attempt) {
    var events = new ArrayList<DeploymentEvent>();
    events.add(new DeploymentEvent.Requested(id, request(), SHOP, TERMS, CANISTER, NOON, NOON));
    for (int i = 1; i < attempt; i++) {
      events.add(attemptFailed(token(i, 1), FLAKY, NOON, NOON, NOON));
    }
    return folded(events.toArray(DeploymentEvent[]::new));
  }

  private static DeploymentRecord folded(DeploymentEvent... events) {
    return Objects.requireNonNull(DeploymentRecords.fold(List.of(events)));
  }
}
