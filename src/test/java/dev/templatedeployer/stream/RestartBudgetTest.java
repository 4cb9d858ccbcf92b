package dev.templatedeployer.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

  Instant now = Instant.parse("2026-01-01T12:00:00Z");
  final RestartBudget budget = new RestartBudget(2, Duration.ofMinutes(10), () -> now);

  @Test
  void replacesAFewThreadsAndThenStops() {
    var fault = new StreamsException(new IllegalStateException("a fault"));

    assertThat(budget.handle(fault)).isEqualTo(REPLACE_THREAD);
    assertThat(budget.handle(fault)).isEqualTo(REPLACE_THREAD);
    assertThat(budget.handle(fault)).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void forgetsDeathsOfLongAgo() {
    var fault = new StreamsException("a fault");
    budget.handle(fault);
    budget.handle(fault);

    now = now.plus(Duration.ofMinutes(11));

    assertThat(budget.handle(fault)).isEqualTo(REPLACE_THREAD);
  }

  @Test
  void countsNoUnreachableBroker() {
    var unreachable = new StreamsException(new TimeoutException("no answer"));

    for (int i = 0; i < 10; i++) {
      assertThat(budget.handle(unreachable)).isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void stopsAtOnceWhenAnotherProcessHasItsName() {
    assertThat(budget.handle(new StreamsException(new FencedInstanceIdException("it is taken"))))
        .isEqualTo(SHUTDOWN_CLIENT);
  }
}
