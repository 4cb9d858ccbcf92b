package dev.templatedeployer.replay.driving;

import org.jspecify.annotations.Nullable;

/// The log of the replays cannot be written or read just now. What was asked for may have been
/// done: look before asking again.
public final class LogTrouble extends Exception {

  private static final long serialVersionUID = 1;

  LogTrouble(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
