package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.util.Set;

/// `/registry/…`: hands requests on to the schema registry, if they are no larger than its schemas.
///
/// Everybody may ask it. A body has to say that it is JSON, which a web page cannot let a browser
/// say to somebody else's service without asking that first.
final class RegistryGate {

  private static final String PREFIX = "/registry";
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  /// What clients of a registry send.
  private static final Set<String> TAKEN =
      Set.of("application/json", "application/vnd.schemaregistry+json", MEDIA_TYPE);

  /// The most bytes of a body: several times our largest schema.
  private static final int MOST_BYTES = 64 * 1024;

  private final SchemaRegistry registry;

  RegistryGate(SchemaRegistry registry) {
    this.registry = registry;
  }

  void addTo(Routes routes) {
    routes.any(PREFIX + "/<path>", this::pass);
  }

  private void pass(Context ctx) {
    byte[] body = RequestBody.bytes(ctx, MOST_BYTES);
    if (body.length > 0) {
      RequestBody.checkMediaType(ctx, TAKEN);
    }
    SchemaRegistry.Response response =
        registry.answer(ctx.method().name(), ctx.path().substring(PREFIX.length()), body);
    ctx.status(response.status());
    Answers.bytes(ctx, MEDIA_TYPE, response.json().getBytes(UTF_8));
  }
}
