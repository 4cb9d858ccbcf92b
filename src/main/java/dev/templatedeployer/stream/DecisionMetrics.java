package dev.templatedeployer.stream;

import dev.templatedeployer.domain.Decision;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.StoredRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/// Counts what is decided. No label names a deployment, an owner or a caller: there is no end of
/// those.
final class DecisionMetrics {

  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final Map<TaskId, Integer> openByTask = new ConcurrentHashMap<>();

  DecisionMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge(
        "deployer.deployments.open",
        openByTask,
        open -> open.values().stream().mapToInt(Integer::intValue).sum());
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
          case Decision.Refused(var refusal) ->
              refusal.kind().name().toLowerCase(java.util.Locale.ROOT);
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

  /// A task has `count` open deployments.
  void open(TaskId task, int count) {
    openByTask.put(task, count);
  }

  /// A task went elsewhere.
  void closed(TaskId task) {
    openByTask.remove(task);
  }

  private static String acceptedTemplate(CommandMessage message, Decision decision) {
    return decision instanceof Decision.Accepted && message instanceof CommandMessage.Deploy deploy
        ? deploy.request().template().value()
        : NONE;
  }
}
