package dev.templatedeployer.topics;

import static java.util.Objects.requireNonNull;

import dev.templatedeployer.wire.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// The topics of a cluster, beside the ones that the service needs.
///
/// @param admin a connection to the cluster, closed by its owner
public record ClusterTopics(Admin admin) {

  /// Makes those of `wanted` that are not there. Changes none that are.
  ///
  /// @param replication copies of each partition
  /// @return the names of those that were made
  public List<String> createMissing(Collection<Topic> wanted, int replication)
      throws InterruptedException {
    Set<String> there = names();
    List<Topic> missing = wanted.stream().filter(topic -> !there.contains(topic.name())).toList();
    var created =
        admin.createTopics(
            missing.stream()
                .map(
                    topic ->
                        new NewTopic(topic.name(), topic.partitions(), (short) replication)
                            .configs(topic.config()))
                .toList());
    for (Topic topic : missing) {
      try {
        requireNonNull(created.values().get(topic.name())).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw failure(e);
        }
      }
    }
    return missing.stream().map(Topic::name).toList();
  }

  /// How the cluster differs from `wanted`, a sentence for each difference, with what to do.
  public List<String> differences(Collection<Topic> wanted) throws InterruptedException {
    Set<String> there = names();
    var differences = new ArrayList<String>();
    List<Topic> present = new ArrayList<>();
    for (Topic topic : wanted) {
      if (there.contains(topic.name())) {
        present.add(topic);
      } else {
        differences.add(
            "The topic '%s' does not exist. Make it with './deployer topics apply'."
                .formatted(topic.name()));
      }
    }
    Map<String, TopicDescription> descriptions = descriptions(present);
    Map<String, Config> configs = configs(present);
    for (Topic topic : present) {
      int partitions = requireNonNull(descriptions.get(topic.name())).partitions().size();
      if (partitions != topic.partitions()) {
        differences.add(
            "The topic '%s' has %d partitions, and %d are wanted. Keys would move if they were changed: set 'deployer.topics.partitions' to what is there, or begin with new topics."
                .formatted(topic.name(), partitions, topic.partitions()));
      }
      topic
          .config()
          .forEach(
              (key, value) ->
                  actual(requireNonNull(configs.get(topic.name())), key)
                      .filter(actual -> !actual.equals(value))
                      .ifPresent(
                          actual ->
                              differences.add(
                                  "The topic '%s' has %s=%s, and %s is wanted. Change it with Kafka's own tools, or make it anew."
                                      .formatted(topic.name(), key, actual, value))));
    }
    return differences;
  }

  private static Optional<String> actual(Config config, String key) {
    ConfigEntry entry = config.get(key);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.value());
  }

  private Set<String> names() throws InterruptedException {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private Map<String, TopicDescription> descriptions(List<Topic> topics)
      throws InterruptedException {
    try {
      return admin
          .describeTopics(topics.stream().map(Topic::name).toList())
          .allTopicNames()
          .get();
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private Map<String, Config> configs(List<Topic> topics) throws InterruptedException {
    try {
      return admin
          .describeConfigs(
              topics.stream()
                  .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                  .toList())
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static KafkaException failure(ExecutionException e) {
    return e.getCause() instanceof KafkaException known
        ? known
        : new KafkaException("Kafka's admin client failed.", e.getCause());
  }
}
