package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.DeploymentOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that drives while this instance leads: it waits until something is heard or due, and
/// lets the [Driver] take a step.
final class DriverLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverLoop.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);
  private static final Duration TO_CLOSE = Duration.ofSeconds(15);

  /// What may arrive.
  private sealed interface Message {
    /// Of an item.
    record Heard(News news) implements Message {}

    /// The log has something new.
    record Look() implements Message {}

    /// This instance leads from now on, or does so no more.
    record Led(boolean leads) implements Message {}

    /// It is over.
    record End() implements Message {}
  }

  private final Ledger ledger;
  private final ReplayLog log;
  private final Supplier<Driver> drivers;
  private final Outcomes outcomes;
  private final LinkedBlockingQueue<Message> mail = new LinkedBlockingQueue<>();
  private final AtomicBoolean isToldToLook = new AtomicBoolean();
  private final Thread thread;

  // Of the thread.
  private @Nullable Driver driver;
  private boolean isCaughtUp;
  private boolean isOver;

  /// @param drivers makes one for each time of leading
  DriverLoop(Ledger ledger, ReplayLog log, Supplier<Driver> drivers, Outcomes outcomes) {
    this.ledger = ledger;
    this.log = log;
    this.drivers = drivers;
    this.outcomes = outcomes;
    this.thread = Thread.ofPlatform().name("replay-driver").daemon().unstarted(this::run);
  }

  void start() {
    ledger.onChange(this::look);
    thread.start();
  }

  /// Takes in news; on any thread.
  void hear(News news) {
    mail.add(new Message.Heard(news));
  }

  /// Takes in how a run ended; on any thread.
  void hear(String command, DeploymentOutcome outcome) {
    hear(new News.Ended(command, outcome.id(), Driver.result(outcome)));
  }

  /// Takes in whether this instance leads; on any thread.
  void led(boolean leads) {
    mail.add(new Message.Led(leads));
  }

  private void look() {
    if (isToldToLook.compareAndSet(false, true)) {
      mail.add(new Message.Look());
    }
  }

  @Override
  public void close() {
    mail.add(new Message.End());
    try {
      if (thread.isAlive()) {
        thread.join(TO_CLOSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration wait = AFTER_TROUBLE;
    try {
      while (!isOver) {
        take(wait);
        if (!isOver && driver != null) {
          wait = step(driver);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      outcomes.rest();
    }
  }

  private Duration step(Driver driver) throws InterruptedException {
    try {
      if (!isCaughtUp) { // with whoever drove before; what comes later is told to the ledger
        ledger.awaitEnd(log);
        isCaughtUp = true;
      }
      return driver.step();
    } catch (LogTrouble e) {
      LOG.warn("the replays wait: {}", e.getMessage());
      return AFTER_TROUBLE;
    } catch (RuntimeException e) {
      LOG.error("the replays cannot go on, which is a bug; trying again soon", e);
      return AFTER_A_BUG;
    }
  }

  /// Waits for mail, and takes all that is there.
  private void take(Duration most) throws InterruptedException {
    var all = new ArrayList<Message>();
    Message first = driver == null ? mail.take() : mail.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    if (first != null) {
      all.add(first);
      mail.drainTo(all);
    }
    take(all);
  }

  private void take(List<Message> all) {
    for (Message message : all) {
      switch (message) {
        case Message.Heard(var news) -> {
          if (driver != null) {
            driver.hear(news);
          }
        }
        case Message.Look _ -> isToldToLook.set(false);
        case Message.Led(var leads) -> lead(leads);
        case Message.End _ -> isOver = true;
      }
    }
  }

  private void lead(boolean leads) {
    if (leads && driver == null) {
      LOG.info("this instance drives the replays");
      driver = drivers.get();
      isCaughtUp = false;
    } else if (!leads && driver != null) {
      LOG.info("this instance drives the replays no more");
      driver = null;
      outcomes.rest();
    }
  }
}
