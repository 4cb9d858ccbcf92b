package dev.templatedeployer.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.template.catalog.UnusableTemplates;

/// A template whose calls meet in [Calls], where the world says how they end.
///
/// @param name the name used in commands
record MeetingTemplate(String name) implements Template<JsonNode> {

  /// All templates of the world.
  static final TemplateCatalog CATALOG = catalog();

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Meeting";
  }

  @Override
  public String description() {
    return "Does what the world says.";
  }

  @Override
  public Class<JsonNode> configType() {
    return JsonNode.class;
  }

  @Override
  public String configSchema() {
    return "{}";
  }

  @Override
  public TemplateResult create(JsonNode config, TemplateContext context)
      throws TemplateFailure, InterruptedException {
    ((Calls.Gate) context.canisters()).enter();
    return TemplateResult.created();
  }

  private static TemplateCatalog catalog() {
    try {
      return TemplateCatalog.of(
          World.TEMPLATES.stream().map(TemplateName::value).map(MeetingTemplate::new).toList(),
          Principal.Form.ANY);
    } catch (UnusableTemplates e) {
      throw new AssertionError(e);
    }
  }
}
