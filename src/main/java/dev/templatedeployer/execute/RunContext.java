package dev.templatedeployer.execute;

import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.CanisterHost;
import dev.templatedeployer.template.TemplateContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a template is told of one start.
record RunContext(Work.Start start, CanisterHost canisters) implements TemplateContext {

  @Override
  public String deploymentId() {
    return start.id().value();
  }

  @Override
  public Principal canisterId() {
    return start.canisterId();
  }

  @Override
  public Principal owner() {
    return start.owner();
  }

  @Override
  public int attempt() {
    return start.token().attempt();
  }

  @Override
  public int drive() {
    return start.token().drive();
  }

  @Override
  public Instant acceptedAt() {
    return start.acceptedAt();
  }

  @Override
  public Duration timeLimit() {
    return start.timeLimit();
  }

  @Override
  public Map<String, String> labels() {
    return start.labels();
  }
}
