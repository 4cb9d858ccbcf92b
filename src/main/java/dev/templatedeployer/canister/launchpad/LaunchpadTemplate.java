package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.config.ConfigSchema;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Deploys launchpads, as canisters that this service hosts.
public final class LaunchpadTemplate implements Template<LaunchpadConfig> {

  private final String schema = ConfigSchema.beside(LaunchpadTemplate.class);

  @Override
  public String name() {
    return LaunchpadCanister.KIND;
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Token sale";
  }

  @Override
  public String description() {
    return "Sells a token for another, in a fair launch, at a fixed price or privately:"
        + " participants contribute, and claim what they bought or are refunded.";
  }

  @Override
  public Class<LaunchpadConfig> configType() {
    return LaunchpadConfig.class;
  }

  @Override
  public String configSchema() {
    return schema;
  }

  @Override
  public List<Violation> validate(LaunchpadConfig config, Instant now) {
    return LaunchpadRules.check(config, now);
  }

  @Override
  public TemplateResult create(LaunchpadConfig config, TemplateContext context)
      throws RetryableFailure, InterruptedException {
    context.canisters().create(config);
    return new TemplateResult(
        Map.of(
            "name", config.project().name(),
            "saleType", config.saleType().name(),
            "saleToken", config.saleToken().symbol(),
            "purchaseTokenId", config.purchaseTokenId().text(),
            "totalSaleAmount", config.totalSaleAmount().toString(),
            "saleStart", config.saleStart().toString(),
            "saleEnd", config.saleEnd().toString()));
  }
}
