package dev.templatedeployer.wire;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/// The topics that replies may be asked for on, by who asks: a backend that could name the topic of
/// another would put replies there with correlation ids of its choice.
///
/// @param api the topic that the service's own API reads; for the commands that it writes alone
/// @param shared topics that every sender may name
/// @param backends topics that one backend alone may name, by its name
public record ReplyTopics(String api, List<String> shared, Map<String, List<String>> backends) {

  public ReplyTopics {
    shared = List.copyOf(shared);
    var copy = new TreeMap<String, List<String>>();
    backends.forEach((backend, topics) -> copy.put(backend, List.copyOf(topics)));
    backends = Collections.unmodifiableMap(copy);
  }

  /// What the commands of `backend` may name.
  public SequencedSet<String> ofBackend(String backend) {
    var topics = new LinkedHashSet<>(shared);
    topics.addAll(backends.getOrDefault(backend, List.of()));
    return topics;
  }

  /// What commands may name that the service itself writes.
  public SequencedSet<String> ofService() {
    var topics = new LinkedHashSet<String>();
    topics.add(api);
    topics.addAll(shared);
    return topics;
  }

  /// Every topic that anybody may name, the API's own first.
  public SequencedSet<String> all() {
    var topics = ofService();
    backends.values().forEach(topics::addAll);
    return topics;
  }

  /// Those of [#all] that are not the service's own: somebody else has to make them.
  public Set<String> foreign() {
    var topics = all();
    topics.remove(api);
    return topics;
  }
}
