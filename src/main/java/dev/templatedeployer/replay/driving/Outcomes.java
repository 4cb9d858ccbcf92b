package dev.templatedeployer.replay.driving;

import java.time.Instant;

/// The outcomes of deployments, to be listened to while a replay needs them.
interface Outcomes {

  /// Listens to those from `from` on, if it does not listen yet.
  void listen(Instant from);

  /// Listens no more.
  void rest();
}
