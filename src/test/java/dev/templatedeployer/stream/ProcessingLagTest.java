package dev.templatedeployer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessingLagTest {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  final ProcessingLag lag = new ProcessingLag();

  @Test
  void isNoneWhileRecordsAreNew() {
    lag.processed(NOON.minusMillis(900), NOON);

    assertThat(lag.behindUntil()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void endsWithTheLastLateRecord() {
    lag.processed(NOON.minusSeconds(3600), NOON);
    lag.processed(NOON.minusSeconds(2), NOON.plusSeconds(5));
    lag.processed(NOON.plusSeconds(6), NOON.plusSeconds(6));

    assertThat(lag.behindUntil()).isEqualTo(NOON.plusSeconds(5));
  }

  @Test
  void isNotBelievedWhenItNeverEnds() {
    Instant now = NOON;
    while (!now.isAfter(NOON.plus(ProcessingLag.MOST).plusSeconds(60))) {
      now = now.plusSeconds(10);
      lag.processed(now.minusSeconds(7), now);
    }

    assertThat(lag.behindUntil()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void isBelievedAgainAfterAPause() {
    Instant now = NOON;
    while (!now.isAfter(NOON.plus(ProcessingLag.MOST).plusSeconds(60))) {
      now = now.plusSeconds(10);
      lag.processed(now.minusSeconds(7), now);
    }
    Instant later = now.plus(Duration.ofMinutes(1));

    lag.processed(later.minusSeconds(7), later);

    assertThat(lag.behindUntil()).isEqualTo(later);
  }
}
