package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The figures of the executor.
///
/// | name | unit | what it answers |
/// |---|---|---|
/// | `deployer.attempts` | attempts | How do the attempts of each template end, and why do they fail? |
/// | `deployer.attempt.duration` | seconds | How long do attempts take? |
/// | `deployer.executor.running` | attempts | How many places of a template are taken? |
/// | `deployer.executor.queued` | attempts | How much fetched work waits for a place? |
/// | `deployer.clock.ahead` | seconds | How far is this clock ahead of the brokers', or behind? |
/// | `deployer.executor.abandoned` | attempts | Which template does not heed its interruption? |
final class ExecutorMetrics {

  /// Codes are the templates' own; more than this many of one template are counted together.
  private static final int MAX_CODES = 50;

  private static final String OTHER = "OTHER";
  private static final String NONE = "NONE";

  private final MeterRegistry registry;
  private final Map<Ended, Counter> ended = new ConcurrentHashMap<>();
  private final Map<TemplateName, Timer> durations = new ConcurrentHashMap<>();
  private final Map<TemplateName, Set<String>> codes = new HashMap<>();

  private record Ended(TemplateName template, String outcome, String code) {}

  ExecutorMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Shows how full the lane of `template` is.
  void show(TemplateName template, Supplier<Number> running, Supplier<Number> queued) {
    Gauge.builder("deployer.executor.running", running)
        .description("How many places of a template are taken?")
        .tag("template", template.value())
        .register(registry);
    Gauge.builder("deployer.executor.queued", queued)
        .description("How much fetched work waits for a place?")
        .tag("template", template.value())
        .register(registry);
  }

  /// Shows how wrong the clock is.
  void show(ClockCheck clock) {
    Gauge.builder("deployer.clock.ahead.seconds", clock, ClockCheck::aheadSeconds)
        .description("How far is this clock ahead of the brokers', or behind?")
        .register(registry);
  }

  /// Counts the end of a run that is reported.
  ///
  /// @param failure why it did not succeed, or null if it did
  void ended(Run run, @Nullable Diagnosis failure, Time time) {
    TemplateName template = run.templateName();
    ended
        .computeIfAbsent(
            new Ended(
                template,
                failure == null ? "succeeded" : "failed",
                failure == null ? NONE : code(template, failure.failure().code())),
            this::counter)
        .increment();
    Duration took = run.elapsed(time.nanos());
    durations.computeIfAbsent(template, this::timer).record(took);
  }

  /// Counts a run that was given up.
  void abandoned(TemplateName template) {
    Counter.builder("deployer.executor.abandoned")
        .description("Which template does not heed its interruption?")
        .tag("template", template.value())
        .register(registry)
        .increment();
  }

  private synchronized String code(TemplateName template, String code) {
    Set<String> known = codes.computeIfAbsent(template, _ -> new HashSet<>());
    if (known.size() < MAX_CODES) {
      known.add(code);
    }
    return known.contains(code) ? code : OTHER;
  }

  private Counter counter(Ended ended) {
    return Counter.builder("deployer.attempts")
        .description("How do the attempts of each template end, and why do they fail?")
        .tag("template", ended.template().value())
        .tag("outcome", ended.outcome())
        .tag("code", ended.code())
        .register(registry);
  }

  private Timer timer(TemplateName template) {
    return Timer.builder("deployer.attempt.duration")
        .description("How long do attempts take?")
        .tag("template", template.value())
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5))
        .register(registry);
  }
}
