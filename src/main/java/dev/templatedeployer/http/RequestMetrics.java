package dev.templatedeployer.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Answers "how many requests does the API get, and how long do they take?", by route.
final class RequestMetrics {

  private static final String BEGAN = "began";

  private final MeterRegistry registry;

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void begin(Context ctx) {
    ctx.attribute(BEGAN, System.nanoTime());
  }

  void end(Context ctx) {
    Long began = ctx.attribute(BEGAN);
    if (began != null) {
      Timer.builder("deployer.http.requests")
          .description("Requests to the API, by route")
          .tag("method", ctx.method().name())
          .tag("route", route(ctx))
          .tag("status", Integer.toString(ctx.statusCode()))
          .register(registry)
          .record(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /// The pattern and never the path, so that nobody can make names up without end.
  private static String route(Context ctx) {
    var last = ctx.endpoints().lastHttpEndpoint();
    return last == null ? "none" : last.path;
  }
}
