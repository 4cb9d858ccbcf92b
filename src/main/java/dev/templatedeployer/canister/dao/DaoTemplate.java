package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.config.ConfigSchema;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.Violation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Deploys DAOs, as canisters that this service hosts.
public final class DaoTemplate implements Template<DaoConfig> {

  private final String schema = ConfigSchema.beside(DaoTemplate.class);

  @Override
  public String name() {
    return DaoCanister.KIND;
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "DAO";
  }

  @Override
  public String description() {
    return "An organisation whose members stake a token and decide by votes:"
        + " on motions, its own parameters, its treasury, its token and calls of other canisters.";
  }

  @Override
  public Class<DaoConfig> configType() {
    return DaoConfig.class;
  }

  @Override
  public String configSchema() {
    return schema;
  }

  @Override
  public List<Violation> validate(DaoConfig config, Instant now) {
    return DaoRules.check(config);
  }

  @Override
  public TemplateResult create(DaoConfig config, TemplateContext context)
      throws RetryableFailure, InterruptedException {
    context.canisters().create(config);
    return new TemplateResult(details(config));
  }

  /// What an admin may want to see.
  static Map<String, String> details(DaoConfig config) {
    var details = new LinkedHashMap<String, String>();
    details.put("name", config.name());
    details.put("tokenId", config.tokenId().text());
    details.put("governanceLevel", config.governanceLevel().name());
    details.put("votingPowerModel", config.votingPowerModel().name());
    details.put("initialMembers", String.valueOf(config.members().size()));
    if (config.hasShortTimelock()) {
      details.put(
          "warning",
          "The timelock is shorter than two days: members may notice a decision too late.");
    }
    return details;
  }
}
