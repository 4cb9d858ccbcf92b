package dev.templatedeployer.verify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A verification, as it stands at one moment.
///
/// @param id names it, as long as the process lives
/// @param startedBy who asked for it
/// @param deploymentId the one deployment that is verified, or null for all of them
/// @param endedAt when it ended, or null while it runs
/// @param brokenOff why it could not be finished, as a sentence; null unless that is so
/// @param findings what was found, and how far it is
public record Verification(
    String id,
    String startedBy,
    @Nullable String deploymentId,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String brokenOff,
    Findings.Snapshot findings) {

  /// How a verification stands. The names are kept for life.
  public enum State {
    /// It is under way.
    RUNNING,
    /// Everything is as it should be.
    CLEAN,
    /// Something is not.
    DIFFERENT,
    /// It could not be finished, and what it had checked was as it should be.
    BROKEN_OFF
  }

  /// How it stands. A difference that was found counts for more than that it could not be finished.
  public State state() {
    if (endedAt == null) {
      return State.RUNNING;
    }
    if (findings.differences() > 0) {
      return State.DIFFERENT;
    }
    return brokenOff == null ? State.CLEAN : State.BROKEN_OFF;
  }
}
