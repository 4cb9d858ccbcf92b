package dev.templatedeployer.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs verifications in the background, one at a time, and remembers the last [#MOST_KEPT] for as
/// long as the process lives. Thread-safe.
public final class Verifications implements AutoCloseable {

  /// The most verifications that are remembered.
  public static final int MOST_KEPT = 20;

  /// Who asks for those that nobody asked for.
  public static final String SCHEDULE = "schedule";

  private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
  private static final Duration FIRST = Duration.ofHours(1);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final Verifier verifier;
  private final VerifyMetrics metrics;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<Running> kept = new ArrayDeque<>();

  /// @param clock tells when verifications begin and end
  public Verifications(Verifier verifier, VerifyMetrics metrics, InstantSource clock) {
    this.verifier = verifier;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// What came of the wish to verify.
  public sealed interface Wish {

    /// It began.
    record Begun(Verification verification) implements Wish {}

    /// Another one runs.
    record Busy(Verification running) implements Wish {}
  }

  /// Begins a verification, unless one runs.
  ///
  /// @param by who asks for it
  /// @param only the id of the one deployment to verify, or null for all
  public Wish begin(String by, @Nullable String only) {
    Running running;
    synchronized (kept) {
      Running last = kept.peekFirst();
      if (last != null && last.endedAt == null) {
        return new Wish.Busy(last.view());
      }
      Instant now = clock.instant();
      running = new Running(id(now), by, only, now);
      kept.addFirst(running);
      while (kept.size() > MOST_KEPT) {
        kept.removeLast();
      }
    }
    running.thread = Thread.ofPlatform().daemon().name("verification").start(running::run);
    return new Wish.Begun(running.view());
  }

  /// The verification `id`, or empty if it is not remembered.
  public Optional<Verification> verification(String id) {
    return all().stream().filter(verification -> verification.id().equals(id)).findFirst();
  }

  /// All that are remembered, the newest first.
  public List<Verification> all() {
    synchronized (kept) {
      return kept.stream().map(Running::view).toList();
    }
  }

  /// Begins one again and again, the first after an hour or one `interval`, whichever is shorter.
  /// To be called once at most.
  public void schedule(Duration interval) {
    metrics.awaitSuccess();
    Thread.ofVirtual()
        .name("verification-schedule")
        .start(() -> {
          Duration wait = interval.compareTo(FIRST) < 0 ? interval : FIRST;
          while (!isClosedWithin(wait)) {
            begin(SCHEDULE, null);
            wait = interval;
          }
        });
  }

  /// Ends the one that runs, and the schedule.
  @Override
  public void close() {
    closing.countDown();
    verifier.stop();
    Running last;
    synchronized (kept) {
      last = kept.peekFirst();
    }
    Thread thread = last == null ? null : last.thread;
    try {
      if (thread != null && thread.isAlive() && !thread.join(CLOSE)) {
        LOG.warn("a verification does not end; it is left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosedWithin(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// The time in base 36, and one more if that is taken.
  private String id(Instant now) {
    long number = now.toEpochMilli();
    while (isTaken(Long.toString(number, Character.MAX_RADIX))) {
      number++;
    }
    return Long.toString(number, Character.MAX_RADIX);
  }

  private boolean isTaken(String id) {
    return kept.stream().anyMatch(running -> running.id.equals(id));
  }

  /// A verification that runs or ran.
  private final class Running {

    private final String id;
    private final String by;
    private final @Nullable String only;
    private final Instant startedAt;
    private final Findings findings = new Findings();
    private volatile @Nullable Thread thread;
    private volatile @Nullable String brokenOff;

    /// Set last, so that whoever sees it sees the rest.
    private volatile @Nullable Instant endedAt;

    Running(String id, String by, @Nullable String only, Instant startedAt) {
      this.id = id;
      this.by = by;
      this.only = only;
      this.startedAt = startedAt;
    }

    void run() {
      try {
        verifier.verify(only, findings);
      } catch (BrokenOff e) {
        brokenOff = String.valueOf(e.getMessage());
      } catch (InterruptedException e) {
        brokenOff = "It was interrupted. Verify again.";
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        brokenOff =
            "The verifier has a fault, %s. Its log says more; please report it.".formatted(e);
        LOG.atError().addKeyValue("verification", id).setCause(e).log("a verification met a fault");
      } finally {
        endedAt = clock.instant();
        tell(view());
      }
    }

    Verification view() {
      Instant end = endedAt;
      return new Verification(id, by, only, startedAt, end, brokenOff, findings.snapshot());
    }
  }

  private void tell(Verification ended) {
    if (ended.deploymentId() == null) {
      metrics.ended(ended);
    }
    Findings.Snapshot found = ended.findings();
    var line =
        (ended.state() == Verification.State.CLEAN ? LOG.atInfo() : LOG.atWarn())
            .addKeyValue("verification", ended.id())
            .addKeyValue("state", ended.state())
            .addKeyValue("deployments", found.deployments())
            .addKeyValue("events", found.events())
            .addKeyValue("differences", found.differences());
    if (!found.listed().isEmpty()) {
      line = line.addKeyValue("first", found.listed().getFirst().sentence());
    }
    if (ended.brokenOff() != null) {
      line = line.addKeyValue("brokenOff", ended.brokenOff());
    }
    line.log("verification ended");
  }
}
