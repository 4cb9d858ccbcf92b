package dev.templatedeployer.topics;

import dev.templatedeployer.wire.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The topics of a broker, to look at and to change.
public interface BrokerTopics extends AutoCloseable {

  /// The names of all topics that may be seen.
  Set<String> names() throws BrokerTrouble, InterruptedException;

  /// The topics of the names that exist, by name.
  Map<String, FoundTopic> find(Collection<String> names) throws BrokerTrouble, InterruptedException;

  /// Creates topics, and returns when they can be used.
  void create(Collection<Topic> topics, int replication) throws BrokerTrouble, InterruptedException;

  /// Gives a setting of a topic another value. [#find] may answer with the old one for a moment.
  void set(String topic, String setting, String value) throws BrokerTrouble, InterruptedException;

  @Override
  void close();

  /// Mends the differences that are mendable, and leaves the others.
  default void mend(Collection<TopicDifference> differences)
      throws BrokerTrouble, InterruptedException {
    var missing = new LinkedHashMap<Integer, List<Topic>>();
    for (var difference : differences) {
      switch (difference) {
        case TopicDifference.Missing(var wanted, var replication) ->
            missing.computeIfAbsent(replication, _ -> new ArrayList<>()).add(wanted);
        case TopicDifference.Setting(var topic, var name, _, var value, var isLoss) when !isLoss ->
            set(topic, name, value);
        case TopicDifference.Setting _, TopicDifference.Partitions _, TopicDifference.Copies _ -> {}
      }
    }
    for (var group : missing.entrySet()) {
      create(group.getValue(), group.getKey());
    }
  }
}
