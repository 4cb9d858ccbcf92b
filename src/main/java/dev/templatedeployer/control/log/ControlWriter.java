package dev.templatedeployer.control.log;

import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.control.ControlUnavailable;
import dev.templatedeployer.control.Controls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/// Changes what holds, one change after the other over all instances.
///
/// ```text
/// begin under the one transactional id  -- shuts out whoever else was at it
/// read the control topic to its end     -- so nothing can be missed
/// decide, and write what comes of it and its audit record in one transaction
/// ```
///
/// Whoever is shut out before its commit has changed nothing, and begins again. May be used from
/// many threads; they take turns.
public final class ControlWriter {

  private static final int TRIES = 8;
  private static final long LONGEST_PAUSE_MILLIS = 400;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ControlClients clients;
  private final ControlTopics topics;
  private final String transactionalId;
  private final ControlRules rules;
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition never = turn.newCondition();

  /// @param transactionalId the same for all instances of a service
  public ControlWriter(
      ControlClients clients, ControlTopics topics, String transactionalId, ControlRules rules) {
    this.clients = clients;
    this.topics = topics;
    this.transactionalId = transactionalId;
    this.rules = rules;
  }

  /// The transactional id of a service.
  ///
  /// @param applicationId what the names of its groups and transactions begin with
  public static String transactionalId(String applicationId) {
    return applicationId + "-control";
  }

  /// What came of a change.
  ///
  /// @param end a position of the control topic from which on all of it is there to be read
  public record Written(ControlDecision decision, long end) {}

  /// Decides on `change`, and writes what comes of it.
  ///
  /// @throws ControlUnavailable if it could not be decided, or if that is not known
  public Written change(ControlChange change) throws ControlUnavailable, InterruptedException {
    turn.lockInterruptibly();
    try {
      for (int tries = 1; tries < TRIES; tries++) {
        try {
          return changeOnce(change);
        } catch (ShutOut _) {
          pause(tries);
        }
      }
      return changeOnce(change);
    } catch (ShutOut e) {
      throw new ControlUnavailable(
          "Others change what holds at the same time, again and again. Try it once more in a moment.",
          e);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw new ControlUnavailable(
          "Kafka did not take the change: %s Look whether it was done, and ask again if not; asking twice does no harm."
              .formatted(sentence(e)),
          e);
    } finally {
      turn.unlock();
    }
  }

  private Written changeOnce(ControlChange change)
      throws ShutOut, ControlUnavailable, InterruptedException {
    try (Producer<String, byte[]> producer = clients.transactionalProducer(transactionalId)) {
      producer.initTransactions();
      Known known = known();
      ControlDecision decision = rules.decide(known.controls, change);
      return new Written(decision, write(producer, change, decision, known.end));
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new ShutOut(e);
    } catch (KafkaException e) {
      if (isShutOut(e)) {
        throw new ShutOut(e);
      }
      throw e;
    }
  }

  private long write(
      Producer<String, byte[]> producer, ControlChange change, ControlDecision decision, long end)
      throws InterruptedException {
    List<ControlRecord<?>> records =
        decision instanceof ControlDecision.Accepted(var accepted, _) ? accepted : List.of();
    producer.beginTransaction();
    var sent = new ArrayList<Future<RecordMetadata>>();
    records.forEach(record -> sent.add(producer.send(topics.written(record))));
    var _ = producer.send(topics.written(change.audited(decision)));
    producer.commitTransaction();
    return sent.isEmpty() ? end : offset(sent.getLast()) + 1;
  }

  /// The offset of a record whose transaction was committed.
  private static long offset(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      return sent.get().offset();
    } catch (ExecutionException e) {
      throw new KafkaException("A record of a committed transaction was not written.", e);
    }
  }

  private record Known(Controls controls, long end) {}

  /// All that was committed before now. Since whoever wrote before is shut out, that is all there
  /// is.
  private Known known() throws ControlUnavailable {
    try (Consumer<String, byte[]> consumer = clients.shortLivedConsumer("control-reader")) {
      List<TopicPartition> partition = List.of(topics.control());
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      long end = consumer.endOffsets(partition).getOrDefault(topics.control(), 0L);
      var controls = Controls.NONE;
      long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(topics.control()) < end) {
        if (System.nanoTime() > patienceEnds) {
          throw new ControlUnavailable(
              "The topic '%s' could not be read to its end within %d s. Look at Kafka, and try again."
                  .formatted(topics.control().topic(), PATIENCE.toSeconds()));
        }
        controls = ControlFold.evolve(controls, consumer.poll(POLL), topics.controlCodec());
      }
      return new Known(controls, end);
    }
  }

  /// Lets others go first, for a time that is hardly ever the same as theirs.
  private void pause(int tries) throws InterruptedException {
    long longest = Math.min(LONGEST_PAUSE_MILLIS, 50L << tries);
    long nanos = TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(10, longest));
    while (nanos > 0) {
      nanos = never.awaitNanos(nanos);
    }
  }

  private static boolean isShutOut(Throwable e) {
    Throwable cause = e.getCause();
    return e instanceof ProducerFencedException
        || e instanceof InvalidProducerEpochException
        || (cause != null && isShutOut(cause));
  }

  private static String sentence(KafkaException e) {
    return switch (e) {
      case TimeoutException _ -> "it did not answer in time.";
      default -> "%s.".formatted(String.valueOf(e.getMessage()).replaceAll("\\.+$", ""));
    };
  }

  private static InterruptedException interrupted(InterruptException e) {
    boolean _ = Thread.interrupted(); // as whoever throws an InterruptedException does
    var interruption = new InterruptedException("Interrupted while a change was written.");
    interruption.initCause(e);
    return interruption;
  }

  /// Somebody else began to change what holds, so that nothing of this is written.
  private static final class ShutOut extends Exception {
    private static final long serialVersionUID = 1;

    ShutOut(Throwable cause) {
      super(cause);
    }
  }
}
