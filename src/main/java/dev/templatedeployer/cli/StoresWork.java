package dev.templatedeployer.cli;

import java.util.Map;
import java.util.Set;

/// Work on the stores that decisions are made from, while no instance of the service runs.
@FunctionalInterface
public interface StoresWork {

  /// Makes the stores anew from the event topics.
  ///
  /// @param listener told how far it has come
  /// @throws CommandFailed with a sentence, if it cannot be done
  Result rebuild(Wish wish, Listener listener) throws CommandFailed, InterruptedException;

  /// What is asked for.
  ///
  /// @param isTrial whether the events are only looked at and nothing is written
  /// @param fromTheirBeginning input topics whose records are all to be decided
  record Wish(Installation.Options options, boolean isTrial, Set<String> fromTheirBeginning) {
    public Wish {
      fromTheirBeginning = Set.copyOf(fromTheirBeginning);
    }
  }

  /// What came of it.
  ///
  /// @param deployments how many the stores hold
  /// @param canisters how many they hold
  /// @param operations operations on canisters that are remembered by their ids
  /// @param repeated events that came again and count for nothing
  /// @param passedOver records that will be taken for decided although nobody knows, by topic
  record Result(
      long deployments,
      long canisters,
      long operations,
      long repeated,
      Map<String, Long> passedOver) {
    public Result {
      passedOver = Map.copyOf(passedOver);
    }
  }

  /// Is told how far the work has come.
  @FunctionalInterface
  interface Listener {

    /// It has come so far.
    ///
    /// @param done offsets passed
    /// @param all offsets to pass
    void reached(long done, long all);
  }
}
