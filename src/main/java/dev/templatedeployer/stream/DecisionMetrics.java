package dev.templatedeployer.stream;

import dev.templatedeployer.domain.Decision;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.StoredRecord;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/// Counts what is decided. No label names a deployment, an owner or a caller: there is no end of
/// those.
final class DecisionMetrics {

  private static final String NONE = "none";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10)
  };

  private final MeterRegistry registry;
  private final Map<TaskId, Integer> openByTask = new ConcurrentHashMap<>();
  private final Map<TaskId, Duration> overdueByTask = new ConcurrentHashMap<>();
  private final Set<TaskId> rebuilding = ConcurrentHashMap.newKeySet();

  DecisionMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("deployer.deployments.open", openByTask, DecisionMetrics::total)
        .description("Deployments that have not ended, as far as this process owns them.")
        .register(registry);
    Gauge.builder("deployer.agenda.overdue.seconds", overdueByTask, DecisionMetrics::longest)
        .description("How long the most overdue of them waits to be looked at.")
        .register(registry);
    Gauge.builder("deployer.agenda.rebuilding", rebuilding, Set::size)
        .description(
            "Tasks that still look through their store for open deployments; until then not all are counted.")
        .register(registry);
    registry.counter("deployer.lease.expired");
  }

  private static double total(Map<TaskId, Integer> open) {
    return open.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static double longest(Map<TaskId, Duration> overdue) {
    return overdue.values().stream().mapToDouble(d -> d.toMillis() / 1e3).max().orElse(0);
  }

  /// A command was decided.
  void command(CommandMessage message, @Nullable StoredRecord stored, Decision decision) {
    String kind =
        switch (message) {
          case CommandMessage.Deploy _ -> "deploy";
          case CommandMessage.Retry _ -> "retry";
          case CommandMessage.Cancel _ -> "cancel";
        };
    String result =
        switch (decision) {
          case Decision.Accepted(var events) -> events.isEmpty() ? "duplicate" : "accepted";
          case Decision.Refused(var refusal) -> refusal.kind().name().toLowerCase(Locale.ROOT);
        };
    // An unknown template is not a label: senders could make up any number of them.
    String template =
        stored == null
            ? acceptedTemplate(message, decision)
            : stored.record().request().template().value();
    registry
        .counter("deployer.commands", Tags.of("kind", kind, "template", template, "result", result))
        .increment();
  }

  /// A report was decided.
  void report(
      DeploymentCommand.Report report, List<DeploymentEvent> events, boolean isOfNewestStart) {
    if (!events.isEmpty()) {
      return;
    }
    String why =
        !isOfNewestStart
            ? "stale"
            : report instanceof DeploymentCommand.Heartbeat ? "heartbeat" : "repeated";
    registry.counter("deployer.reports.without.effect", "why", why).increment();
  }

  /// Time was acted upon.
  void due(List<DeploymentEvent> events) {
    for (DeploymentEvent event : events) {
      if (event instanceof DeploymentEvent.Redriven) {
        registry.counter("deployer.lease.expired").increment();
      }
    }
  }

  /// A record became a dead letter.
  void deadLetter(String topic, String code) {
    registry.counter("deployer.dlq.records", "topic", topic, "code", code).increment();
  }

  /// A deployment has ended.
  void ended(DeploymentRecord record) {
    Timer.builder("deployer.deployment.duration")
        .description("From the acceptance of a deployment to its outcome.")
        .tag("template", record.request().template().value())
        .tag("status", record.status().name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.between(record.createdAt(), record.updatedAt()));
  }

  /// A task has `count` open deployments, of which the one that waits longest for its due time to
  /// be acted upon has waited for `overdue`.
  void open(TaskId task, int count, Duration overdue) {
    openByTask.put(task, count);
    overdueByTask.put(task, overdue);
  }

  /// A task looks through its store for open deployments, or has done so.
  void rebuilding(TaskId task, boolean stillDoes) {
    if (stillDoes) {
      rebuilding.add(task);
    } else {
      rebuilding.remove(task);
    }
  }

  /// A task went elsewhere.
  void closed(TaskId task) {
    rebuilding.remove(task);
    openByTask.remove(task);
    overdueByTask.remove(task);
  }

  private static String acceptedTemplate(CommandMessage message, Decision decision) {
    return decision instanceof Decision.Accepted && message instanceof CommandMessage.Deploy deploy
        ? deploy.request().template().value()
        : NONE;
  }
}
