package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;

/// `/registry/…`: hands requests on to the schema registry.
final class RegistryGate {

  private static final String PREFIX = "/registry";
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final SchemaRegistry registry;

  RegistryGate(SchemaRegistry registry) {
    this.registry = registry;
  }

  void addTo(Routes routes) {
    routes.any(PREFIX + "/<path>", this::pass);
  }

  private void pass(Context ctx) {
    SchemaRegistry.Response response =
        registry.answer(
            ctx.method().name(), ctx.path().substring(PREFIX.length()), RequestBody.bytes(ctx));
    ctx.status(response.status());
    Answers.bytes(ctx, MEDIA_TYPE, response.json().getBytes(UTF_8));
  }
}
