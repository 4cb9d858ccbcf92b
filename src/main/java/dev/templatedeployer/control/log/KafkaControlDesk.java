package dev.templatedeployer.control.log;

import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlDesk;
import dev.templatedeployer.control.ControlUnavailable;
import dev.templatedeployer.control.Controls;
import java.time.Duration;

/// The desk of one process: its follower shows what holds, its writer changes it.
public record KafkaControlDesk(ControlFollower follower, ControlWriter writer)
    implements ControlDesk {

  private static final Duration UNTIL_SEEN = Duration.ofSeconds(5);

  @Override
  public Controls controls() {
    return follower.get();
  }

  @Override
  public ControlDecision change(ControlChange change)
      throws ControlUnavailable, InterruptedException {
    ControlWriter.Written written = writer.change(change);
    boolean _ = follower.awaitPosition(written.end(), UNTIL_SEEN); // it is done, seen here or not
    return written.decision();
  }
}
