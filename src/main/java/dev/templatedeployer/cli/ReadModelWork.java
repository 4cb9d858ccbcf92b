package dev.templatedeployer.cli;

/// Work on the read model while the service does not run.
@FunctionalInterface
public interface ReadModelWork {

  /// Throws the read model away and fills it anew from the event topics.
  ///
  /// @param listener told how far it has come
  /// @return how many records were taken in
  /// @throws CommandFailed with a sentence, if it cannot be done
  long rebuild(Installation.Options options, Listener listener)
      throws CommandFailed, InterruptedException;

  /// Is told how far the work has come.
  @FunctionalInterface
  interface Listener {

    /// It has come so far.
    ///
    /// @param done offsets passed
    /// @param all offsets up to the end
    void reached(long done, long all);
  }
}
