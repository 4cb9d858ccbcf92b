package dev.templatedeployer.template;

import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a template is told in a test.
///
/// @param canisters where its canisters live
public record ContractContext(
    String deploymentId, int attempt, int drive, Instant acceptedAt, CanisterHost canisters)
    implements TemplateContext {

  @Override
  public Principal canisterId() {
    return CanisterIds.of(deploymentId);
  }

  @Override
  public Principal owner() {
    return Principal.of(new byte[] {1, 2, 3});
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Map<String, String> labels() {
    return Map.of();
  }
}
