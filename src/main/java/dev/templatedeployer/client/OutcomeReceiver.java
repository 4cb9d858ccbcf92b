package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentOutcome;

/// What a subscriber does with an outcome.
@FunctionalInterface
public interface OutcomeReceiver {

  /// Acts on `outcome`. Called on the subscription's one thread, in the order of each deployment's
  /// versions. The outcome counts as handled when this returns; after a crash it may come again, so
  /// whatever this does has to be harmless twice under the same id and version.
  ///
  /// @throws Exception to be called again later with the same outcome
  void receive(DeploymentOutcome outcome) throws Exception;
}
