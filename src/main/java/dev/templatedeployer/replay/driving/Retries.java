package dev.templatedeployer.replay.driving;

import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.wire.CommandMessage;

/// Where the retry commands of items are sent.
@FunctionalInterface
interface Retries {

  /// Sends the command of an item. What comes of it is told later as [News].
  ///
  /// @param isRepeated whether it was sent before and taken perhaps, so that its outcome may have
  ///   been missed
  void send(ReplayId replay, int number, CommandMessage.Retry command, boolean isRepeated);
}
