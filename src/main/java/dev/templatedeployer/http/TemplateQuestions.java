package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// `GET /v1/templates…`: what may be deployed.
final class TemplateQuestions {

  private static final String SCHEMA = "application/schema+json";

  private final Supplier<List<OfferedTemplate>> templates;

  TemplateQuestions(Supplier<List<OfferedTemplate>> templates) {
    this.templates = templates;
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/templates", Gate.WHO_LOOKS, this::list)
        .get("/v1/templates/{name}", Gate.WHO_LOOKS, ctx -> Answers.json(ctx, json(template(ctx))))
        .get("/v1/templates/{name}/schema", Gate.WHO_LOOKS, this::schema);
  }

  private void list(Context ctx) {
    Parameters.of(ctx, Set.of());
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    templates.get().forEach(template -> items.add(json(template)));
    Answers.json(ctx, json);
  }

  private void schema(Context ctx) {
    Answers.bytes(ctx, SCHEMA, template(ctx).schema().getBytes(UTF_8));
  }

  private OfferedTemplate template(Context ctx) {
    Parameters.of(ctx, Set.of());
    String name = ctx.pathParam("name");
    List<OfferedTemplate> all = templates.get();
    return all.stream()
        .filter(template -> template.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Problem.notFound(
                "There is no template of that name. There are: %s."
                    .formatted(
                        all.stream()
                            .map(OfferedTemplate::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static ObjectNode json(OfferedTemplate template) {
    return Json.object()
        .put("name", template.name())
        .put("version", template.version())
        .put("title", template.title())
        .put("description", template.description())
        .put("enabled", template.isEnabled())
        .put("paused", template.isPaused());
  }
}
