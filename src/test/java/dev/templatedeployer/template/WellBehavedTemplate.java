package dev.templatedeployer.template;

/// A template that keeps the contract, to make wrong ones of.
public class WellBehavedTemplate implements Template<WellBehavedTemplate.Order> {

  /// What it is to create; `NONE` cannot be created.
  public record Order(String size) {}

  @Override
  public String name() {
    return "well-behaved";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Well-behaved";
  }

  @Override
  public String description() {
    return "Creates a canister of some size.";
  }

  @Override
  public Class<Order> configType() {
    return Order.class;
  }

  @Override
  public String configSchema() {
    return """
    {
      "type": "object",
      "additionalProperties": false,
      "required": ["size"],
      "properties": {
        "size": {
          "title": "Size",
          "description": "How large it is.",
          "enum": ["SMALL", "LARGE", "NONE"],
          "examples": ["SMALL"]
        }
      }
    }
    """;
  }

  @Override
  public TemplateResult create(Order config, TemplateContext context)
      throws TemplateFailure, InterruptedException {
    if (config.size().equals("NONE")) {
      throw new PermanentFailure("NO_SIZE", "There are no canisters of size 'NONE'. Take another.");
    }
    context.canisters().create(config);
    return TemplateResult.created();
  }
}
