package dev.templatedeployer.wire;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A topic as the service needs it to be.
///
/// @param key what the keys of its records are, for people
/// @param value what its values are, or null if they are not Avro
/// @param isInput whether others write it for the service to read: then the broker stamps the time
///   of its records, which is the only clock of the rules, and compresses them in a way of its own
///   choice
/// @param writers who has to be able to write it; nobody else may
/// @param readers who has to be able to read it; nobody else may
public record Topic(
    String name,
    int partitions,
    String key,
    @Nullable Envelope value,
    Kept kept,
    boolean isInput,
    Set<Party> writers,
    Set<Party> readers) {

  private static final Set<Party> OWN = Set.of(Party.Kind.SERVICE);

  /// Room for the key and the headers of a record, in bytes.
  private static final int OVERHEAD_BYTES = 32 * 1024;

  private static final int MAX_BYTES_OF_OTHERS = 1024 * 1024;

  public Topic {
    writers = Set.copyOf(writers);
    readers = Set.copyOf(readers);
  }

  /// A topic that is the service's own: nobody else writes or reads it, unless [#writtenBy] and
  /// [#readBy] say so.
  public Topic(
      String name,
      int partitions,
      String key,
      @Nullable Envelope value,
      Kept kept,
      boolean isInput) {
    this(name, partitions, key, value, kept, isInput, OWN, OWN);
  }

  /// How long records stay.
  public sealed interface Kept {

    /// For a time.
    record For(Duration time) implements Kept {}

    /// For ever: the topic is the truth.
    record ForEver() implements Kept {}

    /// The last record of each key.
    record LastOfEachKey() implements Kept {}
  }

  /// The same topic, written by these alone.
  public Topic writtenBy(Party... parties) {
    return new Topic(name, partitions, key, value, kept, isInput, Set.of(parties), readers);
  }

  /// The same topic, read by these alone.
  public Topic readBy(Party... parties) {
    return new Topic(name, partitions, key, value, kept, isInput, writers, Set.of(parties));
  }

  /// The most bytes of a record that it takes.
  public int maxMessageBytes() {
    return value == null ? MAX_BYTES_OF_OTHERS : value.maxBytes() + OVERHEAD_BYTES;
  }

  /// Its settings at the broker, all that matter here.
  ///
  /// @param replication copies of each partition, which decide how many have to be in sync
  public Map<String, String> config(int replication) {
    var config = new LinkedHashMap<String, String>();
    config.put("cleanup.policy", kept instanceof Kept.LastOfEachKey ? "compact" : "delete");
    config.put("retention.ms", Long.toString(retentionMillis()));
    config.put("retention.bytes", "-1");
    config.put("message.timestamp.type", isInput ? "LogAppendTime" : "CreateTime");
    config.put("max.message.bytes", Integer.toString(maxMessageBytes()));
    // Of all codecs lz4 expands least, so that a small batch of a stranger cannot fill the heap.
    config.put("compression.type", isInput ? "lz4" : "producer");
    config.put("min.insync.replicas", replication >= 3 ? "2" : "1");
    return config;
  }

  private long retentionMillis() {
    return switch (kept) {
      case Kept.For(var time) -> time.toMillis();
      case Kept.ForEver _, Kept.LastOfEachKey _ -> -1;
    };
  }
}
