package dev.templatedeployer.template.engine;

import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.CanisterHost;
import dev.templatedeployer.template.TemplateContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What an engine is told in a test.
record TryContext(int attempt, int drive, Duration timeLimit) implements TemplateContext {

  static final TryContext FIRST = new TryContext(1, 1, Duration.ofMinutes(1));

  static final String DEPLOYMENT = "order-7";

  /// The canister of [#DEPLOYMENT].
  static final Principal CANISTER = CanisterIds.of(DEPLOYMENT);

  static TryContext within(Duration limit) {
    return new TryContext(1, 1, limit);
  }

  @Override
  public String deploymentId() {
    return DEPLOYMENT;
  }

  @Override
  public Principal canisterId() {
    return CANISTER;
  }

  @Override
  public Principal owner() {
    return Principal.of(new byte[] {1, 2, 3});
  }

  @Override
  public Instant acceptedAt() {
    return Instant.parse("2026-03-01T12:00:00Z");
  }

  @Override
  public Map<String, String> labels() {
    return Map.of("team", "blue");
  }

  @Override
  public CanisterHost canisters() {
    return _ -> {
      throw new AssertionError("A declared template hosts nothing in the service.");
    };
  }
}
