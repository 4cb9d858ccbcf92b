package dev.templatedeployer.backlog;

import dev.templatedeployer.domain.TemplateName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Measures the backlog when somebody asks, and remembers it for a moment, so that any number of
/// people who look at it cost Kafka the same.
///
/// One thread measures at a time; the others wait for what it finds.
public final class RememberedBacklogs implements Backlogs {

  /// How long an answer is good for.
  static final Duration MOMENT = Duration.ofSeconds(1);

  /// After which a figure of the metrics is measured anew.
  static final Duration METRICS_MOMENT = Duration.ofSeconds(5);

  /// After which a figure of the metrics is no longer shown.
  static final Duration TOO_OLD = Duration.ofMinutes(1);

  private final Lags lags;
  private final InstantSource clock;
  private final Executor background;
  private final ReentrantLock measuring = new ReentrantLock();
  private final AtomicBoolean isRefreshing = new AtomicBoolean();
  private volatile @Nullable Remembered remembered;

  private record Remembered(Instant at, Backlog backlog) {

    boolean isYounger(Duration age, Instant now) {
      return now.isBefore(at.plus(age));
    }
  }

  /// @param lags where it is measured
  public RememberedBacklogs(KafkaLags lags, InstantSource clock) {
    this(lags, clock, Thread::startVirtualThread);
  }

  RememberedBacklogs(Lags lags, InstantSource clock, Executor background) {
    this.lags = lags;
    this.clock = clock;
    this.background = background;
  }

  @Override
  public Backlog now() {
    Remembered last = remembered;
    if (last != null && last.isYounger(MOMENT, clock.instant())) {
      return last.backlog();
    }
    measuring.lock();
    try {
      last = remembered;
      if (last == null || !last.isYounger(MOMENT, clock.instant())) {
        Backlog measured = measure();
        last = new Remembered(clock.instant(), measured);
        remembered = last;
      }
      return last.backlog();
    } finally {
      measuring.unlock();
    }
  }

  /// Shows the backlog of each of `templates` in `registry`. A scrape waits for nothing: it shows
  /// what was measured last, and has it measured again for the next one.
  ///
  /// | name | unit | what it answers |
  /// |---|---|---|
  /// | `deployer.template.backlog` | records | How much work of a template waits for executors? |
  public void showIn(MeterRegistry registry, Collection<TemplateName> templates) {
    for (TemplateName template : templates) {
      Gauge.builder(
              "deployer.template.backlog",
              this,
              own -> {
                OptionalLong records = own.latest(template);
                return records.isPresent() ? records.getAsLong() : Double.NaN;
              })
          .description("How much work of a template waits for executors?")
          .tag("template", template.value())
          .register(registry);
    }
  }

  /// What was measured of a template last, unless that is long ago; never waits.
  OptionalLong latest(TemplateName template) {
    Remembered last = remembered;
    Instant now = clock.instant();
    if (last == null || !last.isYounger(METRICS_MOMENT, now)) {
      refresh();
    }
    if (last != null
        && last.isYounger(TOO_OLD, now)
        && last.backlog() instanceof Backlog.Known(_, var records)) {
      Long found = records.get(template);
      return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }
    return OptionalLong.empty();
  }

  private void refresh() {
    if (isRefreshing.compareAndSet(false, true)) {
      background.execute(() -> {
        try {
          var _ = now();
        } finally {
          isRefreshing.set(false);
        }
      });
    }
  }

  private Backlog measure() {
    try {
      Map<TemplateName, Long> records = lags.read();
      return new Backlog.Known(clock.instant().truncatedTo(ChronoUnit.MILLIS), records);
    } catch (LagsUnknown e) {
      return new Backlog.Unknown(e.sentence());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Backlog.Unknown("The backlog is not known: the service is about to end.");
    }
  }
}
