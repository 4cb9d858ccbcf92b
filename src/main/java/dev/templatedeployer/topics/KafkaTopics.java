package dev.templatedeployer.topics;

import dev.templatedeployer.wire.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;

/// The topics of a real broker, through Kafka's admin client.
public final class KafkaTopics implements BrokerTopics {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Admin admin;
  private final String brokers;

  private KafkaTopics(Admin admin, String brokers) {
    this.admin = admin;
    this.brokers = brokers;
  }

  /// Makes the client; the broker is reached with the first question.
  ///
  /// @param kafka what the client is told, `bootstrap.servers` among it; may hold secrets
  public static KafkaTopics at(Map<String, String> kafka) throws BrokerTrouble {
    var brokers = kafka.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere");
    var config = new HashMap<String, Object>();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
    config.putAll(kafka);
    try {
      return new KafkaTopics(Admin.create(config), brokers);
    } catch (KafkaException e) {
      throw BrokerTrouble.of(e, brokers);
    }
  }

  @Override
  public Set<String> names() throws BrokerTrouble, InterruptedException {
    return Set.copyOf(answer(admin.listTopics().names()));
  }

  @Override
  public Map<String, FoundTopic> find(Collection<String> names)
      throws BrokerTrouble, InterruptedException {
    var existing = names().stream().filter(names::contains).toList();
    var descriptions = answer(admin.describeTopics(existing).allTopicNames());
    var configs =
        answer(admin.describeConfigs(existing.stream().map(KafkaTopics::resource).toList()).all());
    var found = new HashMap<String, FoundTopic>();
    descriptions.forEach((name, description) ->
        Optional.ofNullable(configs.get(resource(name)))
            .ifPresent(config -> found.put(name, found(description, config))));
    return found;
  }

  private static FoundTopic found(TopicDescription description, Config config) {
    var copies =
        description.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    var settings = new HashMap<String, String>();
    for (var entry : config.entries()) {
      if (entry.value() != null) {
        settings.put(entry.name(), entry.value());
      }
    }
    return new FoundTopic(description.name(), description.partitions().size(), copies, settings);
  }

  @Override
  public void create(Collection<Topic> topics, int replication)
      throws BrokerTrouble, InterruptedException {
    var names = topics.stream().map(Topic::name).toList();
    answer(admin.createTopics(topics.stream().map(t -> created(t, replication)).toList()).all());
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    // The controller has them now; a broker hears of them a moment later.
    while (!names().containsAll(names)) {
      if (System.nanoTime() - deadline > 0) {
        throw BrokerTrouble.of(new TimeoutException("New topics do not appear."), brokers);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    awaitLeaders(topics);
  }

  /// Waits until the leader of every partition answers: the client asks again until it does.
  ///
  /// A topic appears before its partitions take records. A producer that sends meanwhile has its
  /// first batch refused and the next one taken, and then the first again and again, since it is
  /// out of sequence: it is lost when the producer's delivery time-out is over.
  private void awaitLeaders(Collection<Topic> topics) throws BrokerTrouble, InterruptedException {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (Topic topic : topics) {
      for (int i = 0; i < topic.partitions(); i++) {
        ends.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    answer(admin.listOffsets(ends).all());
  }

  private static NewTopic created(Topic topic, int replication) {
    return new NewTopic(topic.name(), topic.partitions(), (short) replication)
        .configs(topic.config(replication));
  }

  @Override
  public void set(String topic, String setting, String value)
      throws BrokerTrouble, InterruptedException {
    var change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    answer(admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(change))).all());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private <T> T answer(KafkaFuture<T> future) throws BrokerTrouble, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw BrokerTrouble.of(e, brokers);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
