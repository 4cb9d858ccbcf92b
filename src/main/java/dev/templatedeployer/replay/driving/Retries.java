package dev.templatedeployer.replay.driving;

import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.wire.CommandMessage;

/// Where the retry commands of items are sent.
@FunctionalInterface
interface Retries {

  /// Sends the command of an item. What comes of it is told later as [News].
  void send(ReplayId replay, int number, CommandMessage.Retry command);
}
