package dev.templatedeployer.control.log;

import dev.templatedeployer.control.Controls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the control topic from its beginning, for ever, and knows what holds.
///
/// One thread of its own reads; [#get] may be called from any thread at any time and never blocks.
public final class ControlFollower implements Supplier<Controls>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlFollower.class);
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration POLL_UNTIL_AT_END = Duration.ofMillis(100);
  private static final long AFTER_TROUBLE_MILLIS = 500;
  private static final Duration JOIN = Duration.ofSeconds(10);

  private final ControlTopics topics;
  private final Consumer<String, byte[]> consumer;
  private final Thread thread = Thread.ofPlatform().name("control").unstarted(this::run);
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch atEnd = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  private volatile Controls controls = Controls.NONE;
  private volatile @Nullable String problem;
  private long position; // guarded by lock

  /// Told on the thread of the follower when something else holds, so it may not block.
  @FunctionalInterface
  public interface Listener {

    /// `after` holds, and no longer `before`.
    void changed(Controls before, Controls after);
  }

  /// A follower that has read nothing yet.
  public ControlFollower(ControlClients clients, ControlTopics topics) {
    this.topics = topics;
    this.consumer = clients.consumer("control-follower");
  }

  /// Has `listener` told of every change from now on.
  public void onChange(Listener listener) {
    listeners.add(listener);
  }

  /// Begins to read. Returns at once.
  public void start() {
    thread.start();
  }

  /// What holds, as far as was read.
  @Override
  public Controls get() {
    return controls;
  }

  /// Why nothing new can be heard at present, as a sentence; empty if all is well.
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /// Waits until everything was read that was there when the reading began.
  ///
  /// @return whether that is so
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return atEnd.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Waits until everything before `wanted` was read.
  ///
  /// @return whether that is so
  public boolean awaitPosition(long wanted, Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (position < wanted) {
        if (nanos <= 0) {
          return false;
        }
        nanos = moved.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Stops to read.
  @Override
  public void close() {
    closing.countDown();
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(JOIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partition = List.of(topics.control());
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      long end = -1;
      while (closing.getCount() > 0) {
        try {
          if (end < 0) {
            end = consumer.endOffsets(partition).getOrDefault(topics.control(), 0L);
          }
          read(end);
          problem = null;
        } catch (WakeupException _) {
          // asked to close
        } catch (RuntimeException | Error e) { // a reader that ends unseen would hold for ever
          if (problem == null) {
            LOG.atWarn()
                .setCause(e)
                .log("what holds cannot be read from Kafka; what was read last holds meanwhile");
          }
          problem =
              "What holds cannot be read from Kafka: %s. What was read last holds meanwhile."
                  .formatted(e.getMessage());
          if (closing.await(AFTER_TROUBLE_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(long end) {
    if (consumer.position(topics.control()) >= end) {
      atEnd.countDown();
    }
    ConsumerRecords<String, byte[]> records =
        consumer.poll(atEnd.getCount() > 0 ? POLL_UNTIL_AT_END : POLL);
    Controls before = controls;
    Controls after = ControlFold.evolve(before, records, topics.controlCodec());
    controls = after;
    reached(consumer.position(topics.control()));
    if (!after.equals(before)) {
      tell(before, after);
    }
  }

  private void reached(long next) {
    lock.lock();
    try {
      position = next;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tell(Controls before, Controls after) {
    for (Listener listener : listeners) {
      try {
        listener.changed(before, after);
      } catch (RuntimeException e) {
        LOG.atError()
            .setCause(e)
            .log("somebody who was told what holds threw; the others are told");
      }
    }
  }
}
