package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.Violation;
import java.time.Instant;
import java.util.List;

/// A template that has nothing but a schema.
///
/// @param configSchema the schema
public record SchemaOnlyTemplate(String configSchema) implements Template<JsonNode> {

  @Override
  public String name() {
    return "schema-only";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Schema only";
  }

  @Override
  public String description() {
    return "A schema, for tests.";
  }

  @Override
  public Class<JsonNode> configType() {
    return JsonNode.class;
  }

  @Override
  public List<Violation> validate(JsonNode config, Instant now) {
    return List.of();
  }

  @Override
  public TemplateResult create(JsonNode config, TemplateContext context) {
    return TemplateResult.created();
  }
}
