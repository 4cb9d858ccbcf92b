package dev.templatedeployer.topics;

import dev.templatedeployer.wire.Topic;

/// A topic that is looked at as long as the service runs.
///
/// @param name its name
/// @param wanted how many copies of a partition have to take a record before it counts as written,
///   given how many there are; of a topic that is not ours, one
public record WatchedTopic(String name, InSync wanted) {

  private static final String MIN_IN_SYNC = "min.insync.replicas";

  /// Copies that have to be in sync.
  @FunctionalInterface
  public interface InSync {
    /// How many of `copies`.
    int of(int copies);
  }

  /// A topic of the manifest.
  public static WatchedTopic of(Topic topic) {
    return new WatchedTopic(
        topic.name(),
        copies -> Integer.parseInt(topic.config(copies).getOrDefault(MIN_IN_SYNC, "1")));
  }

  /// A topic that others look after.
  public static WatchedTopic ofOthers(String name) {
    return new WatchedTopic(name, _ -> 1);
  }
}
