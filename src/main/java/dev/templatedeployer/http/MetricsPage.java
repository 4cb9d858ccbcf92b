package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// `/metrics`, in the format that the asker prefers of those that Prometheus knows.
final class MetricsPage {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsPage(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  void addTo(Routes routes) {
    routes.open("/metrics", this::scrape);
  }

  private void scrape(Context ctx) {
    String accept = ctx.header("Accept");
    String type =
        accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    Answers.bytes(ctx, type, registry.scrape(type).getBytes(UTF_8));
  }
}
