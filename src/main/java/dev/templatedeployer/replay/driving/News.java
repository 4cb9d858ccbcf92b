package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.ReplayId;

/// What the driver hears of the items that it started.
sealed interface News {

  /// An item has its result.
  ///
  /// @param command the id of its retry command
  /// @param deployment which deployment it is about
  record Ended(String command, DeploymentId deployment, ItemResult result) implements News {}

  /// The service took the command of an item; its run will end some time.
  record Taken(ReplayId replay, int number) implements News {}

  /// Nobody answered for now, or nobody could say what the answer means. The same command may be
  /// sent again.
  record Unanswered(ReplayId replay, int number) implements News {}
}
