package dev.templatedeployer.wire;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A topic as the manifest wants it.
///
/// @param name the full name, prefix and all
/// @param partitions how many; part of the contract, since a key has to stay where it is
/// @param key what the key is, in words
/// @param envelope what the values are, in words
/// @param kept how long records are kept
/// @param stamp whose time a record bears
/// @param maxBytes the largest batch that the broker takes, in bytes
public record Topic(
    String name,
    int partitions,
    String key,
    String envelope,
    Retention kept,
    Stamp stamp,
    int maxBytes) {

  /// How long records are kept.
  public sealed interface Retention {

    /// For so long.
    record For(Duration time) implements Retention {}

    /// For ever.
    record Forever() implements Retention {}

    /// The last one of each key, for ever.
    record LastOfKey() implements Retention {}
  }

  /// Whose time a record bears.
  public enum Stamp {
    /// The broker's, when it took the record in: a sender cannot lie about it.
    LOG_APPEND_TIME("LogAppendTime"),
    /// The one that the sender gave it.
    CREATE_TIME("CreateTime");

    private final String config;

    Stamp(String config) {
      this.config = config;
    }
  }

  /// The topic's settings in Kafka's words, all of those that matter to us.
  ///
  /// @param replication copies of each partition, which decide how many have to be in sync
  public Map<String, String> config(int replication) {
    var config = new LinkedHashMap<String, String>();
    switch (kept) {
      case Retention.For(var time) -> {
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", Long.toString(time.toMillis()));
      }
      case Retention.Forever _ -> {
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", "-1");
        config.put("retention.bytes", "-1");
      }
      case Retention.LastOfKey _ -> config.put("cleanup.policy", "compact");
    }
    config.put("message.timestamp.type", stamp.config);
    config.put("max.message.bytes", Integer.toString(maxBytes));
    config.put("min.insync.replicas", Integer.toString(replication >= 3 ? 2 : 1));
    return config;
  }
}
