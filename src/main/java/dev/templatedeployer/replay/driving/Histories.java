package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.replay.ItemResult;
import java.util.Optional;

/// What happened to single deployments, for the few items whose command was refused.
@FunctionalInterface
interface Histories {

  /// How the run ended that the retry `command` began, or empty if it began none.
  ///
  /// A command that is sent again after a crash may be refused although its first sending was
  /// taken: somebody else has retried the deployment since. The history tells.
  ///
  /// @param atLeast the version that the answer has to reflect
  /// @throws NotYet if that version is not known yet, or if the run has not ended
  Optional<ItemResult> endOf(DeploymentId id, String command, long atLeast)
      throws NotYet, InterruptedException;

  /// It cannot be told yet.
  final class NotYet extends Exception {

    private static final long serialVersionUID = 1;

    NotYet() {
      super(null, null, false, false);
    }
  }
}
