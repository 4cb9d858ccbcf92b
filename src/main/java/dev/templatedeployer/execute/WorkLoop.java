package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.ERROR;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread of a [WorkConsumer]: turns it until it is told to end, and bears whatever the brokers
/// do meanwhile.
final class WorkLoop {

  private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

  private static final String STARTING =
      "The executor looks through its share of the work, and begins none before it has.";

  private static final long PAUSE_AFTER_PROBLEM_MILLIS = 1_000;
  private static final Duration JOIN = Duration.ofSeconds(30);

  private final WorkConsumer consumer;
  private final Thread thread = Thread.ofPlatform().name("executor-work").unstarted(this::run);

  private volatile @Nullable String problem = STARTING;
  private volatile boolean isAlive = true;

  // Belong to the thread.
  private boolean hasTakenOver;
  private boolean isTroubled;

  private volatile Wish wish = Wish.WORK;
  private final CountDownLatch ended = new CountDownLatch(1);

  private enum Wish {
    WORK,
    REST,
    END
  }

  WorkLoop(WorkConsumer consumer) {
    this.consumer = consumer;
  }

  void start() {
    thread.start();
  }

  /// Why the consumer cannot work at present; empty if it can.
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /// Whether it works, or may do so again by itself.
  boolean isAlive() {
    return isAlive;
  }

  /// Lets the consumer take no more work. Returns at once.
  void rest() {
    wish = Wish.REST;
  }

  /// Lets the consumer commit and leave, and waits for that.
  void end() {
    wish = Wish.END;
    ended.countDown();
    if (thread.getState() == Thread.State.NEW) {
      consumer.leave();
      return;
    }
    try {
      if (!thread.join(JOIN)) {
        LOG.atWarn().log("the executor's consumer does not end; its group will notice");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      consumer.join();
      for (Wish next = wish; next != Wish.END; next = wish) {
        if (next == Wish.REST) {
          consumer.rest();
        }
        turn();
      }
    } catch (FencedInstanceIdException _) {
      problem =
          "Another process has the same instance name as this executor, so this one takes no more"
              + " work. Give each its own name, and start this one again.";
      LOG.atError().log(problem);
      consumer.lose();
    } catch (RuntimeException | Error e) {
      problem = "The executor met a fault and takes no more work: %s. Restart it.".formatted(e);
      isAlive = false;
      LOG.atError().setCause(e).log("the executor met a fault and takes no more work");
      consumer.lose();
    } finally {
      leave();
    }
  }

  private void turn() {
    try {
      consumer.turn();
      hasTakenOver |= consumer.hasTakenOver(); // later it looks through what others leave it
      problem = consumer.problem().orElse(hasTakenOver ? null : STARTING);
      isTroubled = false;
    } catch (FencedInstanceIdException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!isTroubled) {
        isTroubled = true;
        LOG.atWarn().addKeyValue(ERROR, e).log("work cannot be read; it is tried again and again");
      }
      problem = "Work cannot be read from Kafka: %s. It is tried again.".formatted(e.getMessage());
      pause();
    }
  }

  private void pause() {
    try {
      var _ = ended.await(PAUSE_AFTER_PROBLEM_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    try {
      consumer.leave();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue(ERROR, e).log("the consumer did not leave its group in good order");
    }
  }
}
