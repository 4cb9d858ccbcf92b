package dev.templatedeployer.bench;

import java.util.List;

/// What was written to the log during a benchmark.
///
/// @param topics those that anything was written to
/// @param isSampled whether only the beginning of each partition was counted, and the rest taken to
///   be like it
public record Written(List<Topic> topics, boolean isSampled) {

  public Written {
    topics = List.copyOf(topics);
  }

  /// What was written to one topic.
  ///
  /// @param records committed records
  /// @param bytes keys, values and headers of the records, before compression and without what the
  ///   log itself adds
  /// @param markers offsets without a committed record: the ends of transactions, and what was
  ///   aborted
  public record Topic(String name, double records, double bytes, double markers) {}

  /// Records of all topics.
  public double records() {
    return topics.stream().mapToDouble(Topic::records).sum();
  }

  /// Bytes of all topics.
  public double bytes() {
    return topics.stream().mapToDouble(Topic::bytes).sum();
  }

  /// Markers of all topics.
  public double markers() {
    return topics.stream().mapToDouble(Topic::markers).sum();
  }
}
