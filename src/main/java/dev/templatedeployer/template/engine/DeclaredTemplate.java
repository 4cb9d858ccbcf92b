package dev.templatedeployer.template.engine;

import dev.templatedeployer.template.AttemptPolicy;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;

/// A template that a folder declares. Its schema says all that there is to say about its configs.
public final class DeclaredTemplate implements Template<ConfigDocument> {

  private final Declaration declaration;

  DeclaredTemplate(Declaration declaration) {
    this.declaration = declaration;
  }

  @Override
  public String name() {
    return declaration.name();
  }

  @Override
  public String version() {
    return declaration.version();
  }

  @Override
  public String title() {
    return declaration.title();
  }

  @Override
  public String description() {
    return declaration.description();
  }

  @Override
  public Class<ConfigDocument> configType() {
    return ConfigDocument.class;
  }

  @Override
  public String configSchema() {
    return declaration.schema();
  }

  @Override
  public AttemptPolicy policy() {
    return declaration.policy();
  }

  @Override
  public TemplateResult create(ConfigDocument config, TemplateContext context)
      throws TemplateFailure, InterruptedException {
    return declaration.engine().create(config, context);
  }
}
