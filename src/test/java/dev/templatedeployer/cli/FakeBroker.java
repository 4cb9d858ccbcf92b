package dev.templatedeployer.cli;

import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.FoundTopic;
import dev.templatedeployer.wire.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A broker that keeps its topics in a map.
final class FakeBroker implements BrokerTopics {

  private final Map<String, FoundTopic> topics = new TreeMap<>();

  @Override
  public Set<String> names() {
    return topics.keySet();
  }

  @Override
  public Map<String, FoundTopic> find(Collection<String> names) {
    var found = new HashMap<>(topics);
    found.keySet().retainAll(names);
    return found;
  }

  @Override
  public void create(Collection<Topic> created, int replication) {
    for (var topic : created) {
      topics.put(
          topic.name(),
          new FoundTopic(topic.name(), topic.partitions(), replication, topic.config(replication)));
    }
  }

  @Override
  public void set(String topic, String setting, String value) {
    topics.computeIfPresent(
        topic,
        (_, found) -> {
          var config = new HashMap<>(found.config());
          config.put(setting, value);
          return new FoundTopic(topic, found.partitions(), found.replication(), config);
        });
  }

  @Override
  public void close() {}
}
