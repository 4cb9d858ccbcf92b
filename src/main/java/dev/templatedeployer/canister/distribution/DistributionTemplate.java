package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.canister.config.ConfigSchema;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Deploys distributions, as canisters that this service hosts.
public final class DistributionTemplate implements Template<DistributionConfig> {

  private final String schema = ConfigSchema.beside(DistributionTemplate.class);

  @Override
  public String name() {
    return DistributionCanister.KIND;
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Token distribution";
  }

  @Override
  public String description() {
    return "Distributes a token among many, who claim what a schedule unlocks for them: recipients"
        + " that you name, recipients on a list that lies elsewhere, or whoever registers in time.";
  }

  @Override
  public Class<DistributionConfig> configType() {
    return DistributionConfig.class;
  }

  @Override
  public String configSchema() {
    return schema;
  }

  @Override
  public List<Violation> validate(DistributionConfig config, Instant now) {
    return DistributionRules.check(config, now);
  }

  @Override
  public TemplateResult create(DistributionConfig config, TemplateContext context)
      throws RetryableFailure, InterruptedException {
    context.canisters().create(config);
    return new TemplateResult(
        Map.of(
            "title", config.title(),
            "tokenId", config.tokenId().text(),
            "campaign", config.campaign().name(),
            "totalAmount", config.totalAmount().toString()));
  }
}
