package dev.templatedeployer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Status;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final long MILLI = 1_000_000;

  private final Tally tally = new Tally(4, 0);

  @Test
  void counts() {
    // Given four that are sent a millisecond apart
    for (var index = 0; index < 4; index++) {
      tally.sent(index, index * MILLI, (index + 10) * MILLI);
    }

    // When two complete, one of them twice, and one fails
    tally.ended(0, Status.COMPLETED, 20 * MILLI);
    tally.ended(0, Status.COMPLETED, 21 * MILLI);
    tally.ended(1, Status.COMPLETED, 30 * MILLI);
    tally.ended(2, Status.FAILED, 40 * MILLI);

    // Then
    var result = tally.result();
    assertThat(result.completed()).isEqualTo(2);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.missing()).isEqualTo(1);
    assertThat(result.duplicates()).isEqualTo(1);
    assertThat(result.nanos()).isEqualTo(30 * MILLI); // from the first send at 10
    assertThat(result.latency().max()).isBetween(28.9, 29.1); // due at 1, ended at 30
    assertThat(result.isFlawless()).isFalse();
    assertThat(tally.isComplete()).isFalse();
  }

  @Test
  void isFlawlessWhenEveryOneCompletedOnce() {
    for (var index = 0; index < 4; index++) {
      tally.sent(index, 0, 0);
      tally.ended(index, Status.COMPLETED, MILLI);
    }
    assertThat(tally.isComplete()).isTrue();
    assertThat(tally.result().isFlawless()).isTrue();
    assertThat(tally.result().completedPerSecond()).isEqualTo(4_000);
  }

  @Test
  void comesToNothingWhenNothingWasSent() {
    assertThat(tally.result().completedPerSecond()).isZero();
    assertThat(tally.result().missing()).isZero();
    assertThat(tally.result().isFlawless()).isFalse();
  }
}
