package dev.templatedeployer.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /// What a thread dies of whose process was paused for longer than a transaction may take.
  @ParameterizedTest
  @MethodSource("saidToWhoComesTooLate")
  void countsNoThreadThatTheBrokersGaveUpOn(Exception said) {
    var death = new StreamsException("Error encountered trying to commit a transaction", said);

    for (int i = 0; i < 10; i++) {
      assertThat(budget.handle(death)).isEqualTo(REPLACE_THREAD);
    }
  }

  static Stream<Exception> saidToWhoComesTooLate() {
    return Stream.of(
        new InvalidTxnStateException("it was ended"),
        new InvalidProducerEpochException("there is a newer one"),
        new ProducerFencedException("there is a newer one"),
        new InvalidPidMappingException("it was forgotten"),
        new TransactionAbortedException(),
        new TransactionAbortableException("it has to begin again"),
        new UnknownMemberIdException(),
        new IllegalGenerationException(),
        new CommitFailedException(),
        new TaskMigratedException("it has moved"));
  }

  @Test
  void stopsForANamesakeThoughTheBrokersGaveUpOnItToo() {
    var death = new TaskMigratedException("it has moved", new FencedInstanceIdException("taken"));

    assertThat(budget.handle(death)).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void stopsAtOnceWhenAnotherProcessHasItsName() {
    assertThat(budget.handle(new StreamsException(new FencedInstanceIdException("it is taken"))))
        .isEqualTo(SHUTDOWN_CLIENT);
  }
}
