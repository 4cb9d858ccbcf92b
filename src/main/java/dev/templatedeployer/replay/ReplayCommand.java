package dev.templatedeployer.replay;

import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that may change one replay. What people ask, and what its driver says, are both
/// commands.
public sealed interface ReplayCommand {

  /// When it was asked.
  Instant at();

  /// Makes a plan of `found`.
  ///
  /// @param filter what selected them
  /// @param found the failed deployments, in the order in which they will run
  /// @param leftOut deployments that the filter let through and that had not failed
  record Plan(
      String filter,
      List<Candidate> found,
      long leftOut,
      Limits.Wish limits,
      String by,
      String reason,
      Instant at)
      implements ReplayCommand {
    public Plan {
      found = List.copyOf(found);
    }
  }

  /// Lets a plan run.
  ///
  /// @param digest of the list, as its sender saw it; null if they name the number
  /// @param count the number of items, as its sender saw it; null if they name the digest
  record Approve(
      @Nullable String digest, @Nullable Integer count, String by, String reason, Instant at)
      implements ReplayCommand {}

  /// Starts nothing more for now.
  record Pause(String by, String reason, Instant at) implements ReplayCommand {}

  /// Goes on after a pause.
  record Resume(String by, String reason, Instant at) implements ReplayCommand {}

  /// Starts nothing more, for good.
  record Stop(String by, String reason, Instant at) implements ReplayCommand {}

  /// Goes on as far as the limits allow.
  ///
  /// @param allowance the items that the rate allows to start now
  record Advance(int allowance, Instant at) implements ReplayCommand {}

  /// Tells how items ended.
  record Conclude(List<ItemEnd> ends, Instant at) implements ReplayCommand {
    public Conclude {
      ends = List.copyOf(ends);
    }
  }
}
