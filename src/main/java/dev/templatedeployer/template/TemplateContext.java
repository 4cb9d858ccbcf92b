package dev.templatedeployer.template;

import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a template is told about the deployment that it is called for.
public interface TemplateContext {

  /// The id of the deployment.
  String deploymentId();

  /// The id of the canister to create: the same in every attempt, so use it as the idempotency key.
  Principal canisterId();

  /// Who will own the canister.
  Principal owner();

  /// Which attempt this is, from 1.
  int attempt();

  /// Which start of this attempt this is, from 1; higher after a crash. With [#attempt()] it fences
  /// older calls off.
  int drive();

  /// When the deployment was accepted. The same in every attempt, so prefer it to the clock.
  Instant acceptedAt();

  /// How long this call may take before it is interrupted.
  Duration timeLimit();

  /// The labels that the sender gave the deployment.
  Map<String, String> labels();

  /// Where canisters live that this service hosts itself.
  CanisterHost canisters();
}
