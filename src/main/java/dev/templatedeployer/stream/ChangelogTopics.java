package dev.templatedeployer.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.streams.StreamsConfig;

/// The changelog topics of the topology's stores, set as Kafka Streams would set them.
///
/// They are made before the topology starts. Kafka Streams makes them too, but only those that the
/// leader of the group knows of, which may be an instance of the release before; and it does not
/// wait until they take records.
///
/// @param stores what they belong to
record ChangelogTopics(KeptStores stores) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /// All of them.
  List<NewTopic> all() {
    Map<String, String> compacted = Map.of("cleanup.policy", "compact");
    var positions = new HashMap<>(InputPositions.Position.CHANGELOG_CONFIG);
    positions.putAll(compacted);
    long kept = TakenCommand.KEPT.plus(Duration.ofDays(1)).toMillis();
    Map<String, String> windowed =
        Map.of("cleanup.policy", "compact,delete", "retention.ms", Long.toString(kept));
    return List.of(
        topic(DeploymentPath.DEPLOYMENTS, compacted),
        topic(DeploymentPath.INPUT_POSITIONS, positions),
        topic(CanisterPath.CANISTERS, compacted),
        topic(CanisterPath.TAKEN_COMMANDS, windowed),
        topic(CanisterPath.INPUT_POSITIONS, positions));
  }

  private NewTopic topic(String store, Map<String, String> config) {
    var all = new HashMap<>(config);
    all.put("message.timestamp.type", "CreateTime");
    stores
        .kafka()
        .forEach((name, value) -> {
          if (name.startsWith(StreamsConfig.TOPIC_PREFIX)) {
            all.put(name.substring(StreamsConfig.TOPIC_PREFIX.length()), value);
          }
        });
    return new NewTopic(
            PathTopics.changelog(stores.applicationId(), store),
            stores.topics().partitions(),
            (short) stores.replication())
        .configs(all);
  }

  /// Their names.
  Set<String> names() {
    return all().stream().map(NewTopic::name).collect(Collectors.toSet());
  }

  /// The ids of those that exist, by their names.
  Map<String, String> ids(Admin admin) throws ExecutionException, InterruptedException {
    Set<String> names = names();
    return admin.listTopics().listings().get().stream()
        .filter(topic -> names.contains(topic.name()))
        .collect(Collectors.toMap(TopicListing::name, topic -> topic.topicId().toString()));
  }

  /// Makes those that are missing, and returns when all of their partitions take records.
  void makeMissing(Admin admin) throws ExecutionException, InterruptedException {
    Set<String> there = ids(admin).keySet();
    List<NewTopic> missing = all().stream().filter(topic -> !there.contains(topic.name())).toList();
    if (missing.isEmpty()) {
      return;
    }
    for (var made : admin.createTopics(missing).values().values()) {
      try {
        made.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) { // another instance starts too
          throw e;
        }
      }
    }
    awaitLeaders(admin, missing);
  }

  /// The controller has new topics at once, a broker hears of them a moment later, and their
  /// partitions take records when their leaders answer.
  private void awaitLeaders(Admin admin, List<NewTopic> made)
      throws ExecutionException, InterruptedException {
    Set<String> names = names();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ids(admin).keySet().containsAll(names)) {
      if (System.nanoTime() > deadline) {
        throw new ExecutionException(new TimeoutException("New changelogs do not appear."));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (NewTopic topic : made) {
      CommittedRecords.all(topic.name(), topic.numPartitions())
          .forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    }
    admin.listOffsets(ends).all().get();
  }
}
