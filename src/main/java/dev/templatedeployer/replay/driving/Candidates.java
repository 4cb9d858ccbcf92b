package dev.templatedeployer.replay.driving;

import dev.templatedeployer.replay.Candidate;
import java.util.List;

/// Finds what a plan may be made of.
@FunctionalInterface
public interface Candidates {

  /// The failed deployments that `filter` lets through, the oldest first.
  ///
  /// @param most the most that are looked for; there may be one more in the answer, to show that
  ///   there are too many
  /// @throws UnusableFilter if the filter makes no sense, or says nothing
  Found find(String filter, int most) throws UnusableFilter;

  /// What was found.
  ///
  /// @param filter in its usual spelling
  /// @param leftOut deployments that the filter lets through and that have not failed, counted up
  ///   to some thousand
  record Found(String filter, List<Candidate> failed, long leftOut) {
    public Found {
      failed = List.copyOf(failed);
    }
  }
}
