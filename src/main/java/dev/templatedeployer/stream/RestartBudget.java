package dev.templatedeployer.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens when a stream thread dies: it is replaced, a few times; after that the service
/// stops and says so, since what kills every thread will kill the next one too.
///
/// It stops at once when another process has its name: each new thread would put out the other's,
/// and be put out in turn. An unreachable broker costs nothing of the budget: that rights itself.
/// Nor does a thread that the brokers have given up on, as they do while a process is paused: what
/// it had begun was rolled back, and another thread does it again. Called on dying stream threads,
/// perhaps several at once.
final class RestartBudget implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RestartBudget.class);

  /// What brokers and clients say to who comes back too late: its transaction was ended for it, or
  /// its place in the group given away.
  private static final Set<Class<? extends Exception>> GIVEN_UP_ON =
      Set.of(
          CommitFailedException.class,
          IllegalGenerationException.class,
          InvalidPidMappingException.class,
          InvalidProducerEpochException.class,
          InvalidTxnStateException.class,
          ProducerFencedException.class,
          RebalanceInProgressException.class,
          TaskMigratedException.class,
          TransactionAbortableException.class,
          TransactionAbortedException.class,
          UnknownMemberIdException.class,
          UnknownProducerIdException.class);

  private final int most;
  private final Duration window;
  private final InstantSource clock;
  private final Deque<Instant> deaths = new ArrayDeque<>();

  /// @param most how many threads may be replaced within `window`
  RestartBudget(int most, Duration window, InstantSource clock) {
    this.most = most;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable death) {
    if (isUnreachableBroker(death)) {
      LOG.atWarn()
          .addKeyValue("error", death.toString())
          .log("a stream thread gave up on an unreachable broker; another one goes on trying");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (isReplacedByNamesake(death)) {
      LOG.atError()
          .log(
              "Another process has the same instance name as this one, so this one stops. Give each its own 'deployer.instance' and its own state directory, and start this one again.");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (isGivenUpOn(death)) {
      LOG.atWarn()
          .addKeyValue("error", death.toString())
          .log(
              "the brokers gave up on a stream thread, perhaps since the process was paused; another one does its work again");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    Instant now = clock.instant();
    while (!deaths.isEmpty() && deaths.getFirst().isBefore(now.minus(window))) {
      deaths.removeFirst();
    }
    deaths.addLast(now);
    if (deaths.size() <= most) {
      LOG.atError().setCause(death).log("a stream thread died and is replaced");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.atError()
        .addKeyValue("deaths", deaths.size())
        .addKeyValue("within", window)
        .setCause(death)
        .log(
            "stream threads keep dying; the service stops. Mend the cause below, then start it again");
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean isUnreachableBroker(Throwable death) {
    return causes(death)
        .anyMatch(t -> t instanceof TimeoutException || t instanceof DisconnectException);
  }

  private static boolean isGivenUpOn(Throwable death) {
    return causes(death).anyMatch(t -> GIVEN_UP_ON.contains(t.getClass()));
  }

  private static boolean isReplacedByNamesake(Throwable death) {
    return causes(death).anyMatch(FencedInstanceIdException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable death) {
    return Stream.iterate(death, Objects::nonNull, Throwable::getCause);
  }
}
