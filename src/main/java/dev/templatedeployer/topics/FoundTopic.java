package dev.templatedeployer.topics;

import java.util.Map;

/// A topic as a broker has it.
///
/// @param replication copies of each partition; of the partition that has the fewest
/// @param config every setting that is in force, the broker's defaults among them
public record FoundTopic(String name, int partitions, int replication, Map<String, String> config) {

  public FoundTopic {
    config = Map.copyOf(config);
  }
}
