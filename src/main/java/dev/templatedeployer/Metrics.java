package dev.templatedeployer;

import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.http.Health;
import dev.templatedeployer.query.Projector;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// What the process measures of itself, in the words of Prometheus. Each part counts what it does;
/// what belongs to no part is here.
final class Metrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  Metrics() {
    garbage.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("deployer.build.info", () -> 1)
        .tag("version", Version.ofThisProgram())
        .register(registry);
  }

  /// Where all are counted.
  PrometheusMeterRegistry registry() {
    return registry;
  }

  /// Shows how far the read model is behind.
  void show(Projector projector) {
    Gauge.builder("deployer.fold.lag.records", projector, p -> (double) p.lag().orElse(0))
        .description("Events that the read model does not show yet.")
        .register(registry);
  }

  /// Shows which topics are missing.
  ///
  /// @param topics the names of all that there have to be
  void show(MissingTopics missing, List<String> topics) {
    for (String topic : topics) {
      Gauge.builder("deployer.topic.missing", () -> missing.isMissing(topic) ? 1 : 0)
          .description("Whether a topic is missing that was there.")
          .tag("topic", topic)
          .register(registry);
    }
  }

  /// Shows which parts can do what they are there for.
  void show(Health health) {
    for (Health.Check part : health.ready()) {
      Gauge.builder("deployer.ready", () -> isReady(health, part.name()) ? 1 : 0)
          .description("Whether a part can do what it is there for, as /readyz tells.")
          .tag("part", part.name())
          .register(registry);
    }
  }

  private static boolean isReady(Health health, String part) {
    return health.ready().stream().anyMatch(check -> check.name().equals(part) && check.ok());
  }

  /// Shows what holds work and deployments back.
  ///
  /// @param templates the names of all templates
  void show(Supplier<Controls> controls, List<TemplateName> templates) {
    for (TemplateName template : templates) {
      Gauge.builder(
              "deployer.template.paused", () -> controls.get().pause(template).isPresent() ? 1 : 0)
          .description("Whether the work of the template waits until an operator lets it go on.")
          .tag("template", template.value())
          .register(registry);
    }
    Gauge.builder(
            "deployer.maintenance",
            () -> controls.get().maintenance(Instant.now()).isPresent() ? 1 : 0)
        .description("Whether no new deployments are taken.")
        .register(registry);
    Gauge.builder(
            "deployer.emergency.stop", () -> controls.get().emergencyStop().isPresent() ? 1 : 0)
        .description("Whether nothing at all is started.")
        .register(registry);
  }

  void close() {
    garbage.close();
    registry.close();
  }
}
