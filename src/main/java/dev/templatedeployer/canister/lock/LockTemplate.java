package dev.templatedeployer.canister.lock;

import dev.templatedeployer.canister.config.ConfigSchema;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Deploys token locks, as canisters that this service hosts.
public final class LockTemplate implements Template<LockConfig> {

  private final String schema = ConfigSchema.beside(LockTemplate.class);

  @Override
  public String name() {
    return LockCanister.KIND;
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Token lock";
  }

  @Override
  public String description() {
    return "Locks an amount of a token for a beneficiary and unlocks it by a schedule:"
        + " at one time, evenly, after a cliff, in steps, or at times of your choice.";
  }

  @Override
  public Class<LockConfig> configType() {
    return LockConfig.class;
  }

  @Override
  public String configSchema() {
    return schema;
  }

  @Override
  public List<Violation> validate(LockConfig config, Instant now) {
    return LockRules.check(config, now);
  }

  @Override
  public TemplateResult create(LockConfig config, TemplateContext context)
      throws RetryableFailure, InterruptedException {
    context.canisters().create(config);
    return new TemplateResult(
        Map.of(
            "name", config.name(),
            "tokenId", config.tokenId().text(),
            "beneficiary", config.beneficiary().text(),
            "amount", config.amount().toString()));
  }
}
