package dev.templatedeployer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LogClockTest {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration BEAT = Duration.ofMillis(100);

  final LogClock clock = new LogClock(NOON, Duration.ofSeconds(1));
  Instant now = NOON;

  @Nested
  class ATaskThatIsNotBehind {

    @Test
    void hasHeardEverythingUntilNow() {
      run(Duration.ofHours(1));

      assertThat(heardUntil()).isEqualTo(now);
    }

    @Test
    void hasHeardEverythingUntilNowBetweenRecordsToo() {
      read(Duration.ofMillis(3));
      run(Duration.ofSeconds(10));

      assertThat(heardUntil()).isEqualTo(now.minusMillis(3));
    }
  }

  @Nested
  class ATaskThatIsBehind {

    /// However long: it was believed for 30 minutes once, and then every lease was lost.
    @Test
    void hasHeardEverythingUntilItsLastRecord() {
      for (int second = 0; second < 7200; second++) {
        now = now.plusSeconds(1);
        read(Duration.ofSeconds(second));

        assertThat(heardUntil()).isEqualTo(now.minusSeconds(second));
      }
    }

    @Test
    void catchesUpWithItsRecords() {
      read(Duration.ofMinutes(10));
      assertThat(heardUntil()).isEqualTo(now.minusSeconds(600));

      now = now.plusSeconds(5);
      read(Duration.ofMillis(10));

      assertThat(heardUntil()).isEqualTo(now.minusMillis(10));
    }
  }

  @Nested
  class AProcessThatWasStopped {

    @Test
    void hasHeardNothingMeanwhile() {
      run(Duration.ofSeconds(5));
      now = now.plusSeconds(60);

      assertThat(heardUntil()).isEqualTo(now.minusSeconds(59));
    }

    @Test
    void isUpToDateAgainWithTheNextRecord() {
      now = now.plusSeconds(60);
      heardUntil();
      read(Duration.ZERO);

      assertThat(heardUntil()).isEqualTo(now);
    }
  }

  @Nested
  class AClockOfThisProcessThat {

    @Test
    void isAheadMakesNobodyLate() {
      read(Duration.ofHours(1));
      run(Duration.ofMinutes(1));

      assertThat(heardUntil()).isEqualTo(now.minusSeconds(3600));
    }

    @Test
    void isBehindOnlyDelays() {
      read(Duration.ofHours(-1));
      run(Duration.ofMinutes(1));

      assertThat(heardUntil()).isEqualTo(now);
    }

    @Test
    void isSetForwardMakesNobodyLate() {
      read(Duration.ZERO);
      Instant before = heardUntil();
      now = now.plusSeconds(3600);

      assertThat(heardUntil()).isEqualTo(before.plusSeconds(1));
    }

    @Test
    void isSetBackOnlyDelaysUntilTheNextRecord() {
      read(Duration.ZERO);
      now = now.minusSeconds(3600);
      assertThat(heardUntil()).isEqualTo(now);

      read(Duration.ofHours(-1));
      run(Duration.ofSeconds(30));

      assertThat(heardUntil()).isEqualTo(now);
    }
  }

  private void read(Duration age) {
    clock.read(now.minus(age).toEpochMilli(), now.toEpochMilli());
  }

  private Instant heardUntil() {
    return clock.heardUntil(now);
  }

  private void run(Duration time) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(BEAT)) {
      now = now.plus(BEAT);
      heardUntil();
    }
  }
}
