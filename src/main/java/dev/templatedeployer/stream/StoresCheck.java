package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.stream.InputPositions.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Whether what Kafka holds of the stores fits what happened, so that the topology may run.
///
/// A store that is empty beside events would take every resend for a new deployment; and where
/// nobody knows any more how far the inputs were read, all commands that are kept would be decided
/// again. Looked at before the topology starts; blocks.
///
/// @param stores the stores, by where they lie
public record StoresCheck(KeptStores stores) {

  private static final String WAY_OUT =
      "Stop all instances and run './deployer stores rebuild', which makes the stores anew from the events.";

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /// What is wrong and what to do, as a sentence; empty if nothing is.
  ///
  /// Looks twice before it says so: while another instance writes, the end of a transaction shows
  /// in one topic a moment before it does in the other.
  public Optional<String> trouble() throws ExecutionException, InterruptedException {
    Optional<String> trouble = look();
    if (trouble.isEmpty()) {
      return trouble;
    }
    Thread.sleep(BETWEEN_LOOKS);
    return look();
  }

  /// Makes the changelogs that are missing.
  ///
  /// @return the ids of all, by their names
  public Map<String, String> makeChangelogs() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.copyOf(stores.kafka()))) {
      var changelogs = new ChangelogTopics(stores);
      changelogs.makeMissing(admin);
      return changelogs.ids(admin);
    }
  }

  private Optional<String> look() throws ExecutionException, InterruptedException {
    try (var records = new CommittedRecords(stores.kafka());
        Admin admin = Admin.create(Map.copyOf(stores.kafka()))) {
      var group = new HashMap<TopicPartition, OffsetAndMetadata>();
      for (PathTopics path : List.of(stores.deployments(), stores.canisters())) {
        Set<TopicPartition> happened =
            records.holdingRecords(
                CommittedRecords.all(path.events(), stores.topics().partitions()));
        if (happened.isEmpty()) {
          continue;
        }
        if (group.isEmpty()) {
          group.putAll(offsets(admin));
        }
        Optional<String> trouble =
            new Look(records, path, numbers(happened), admin.listTopics().names().get(), group)
                .trouble();
        if (trouble.isPresent()) {
          return trouble.map(sentence -> sentence + " " + WAY_OUT);
        }
      }
      return Optional.empty();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin)
      throws ExecutionException, InterruptedException {
    var known =
        admin
            .listConsumerGroupOffsets(stores.applicationId())
            .partitionsToOffsetAndMetadata()
            .get();
    return known.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Set<Integer> numbers(Set<TopicPartition> partitions) {
    return partitions.stream()
        .map(TopicPartition::partition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// A look at one path of the topology.
  ///
  /// @param happened the partitions that hold events
  /// @param existing the names of all topics
  /// @param group the offsets of the consumer group
  private record Look(
      CommittedRecords records,
      PathTopics path,
      Set<Integer> happened,
      Set<String> existing,
      Map<TopicPartition, OffsetAndMetadata> group) {

    Optional<String> trouble() {
      Set<Integer> kept =
          existing.contains(path.store())
              ? numbers(records.holdingRecords(of(path.store())))
              : Set.of();
      if (!kept.containsAll(happened)) {
        var empty = new TreeSet<>(happened);
        empty.removeAll(kept);
        return Optional.of(
            "'%s' tells of what happened, and the store that follows from it, '%s', holds nothing of it in the partitions %s: a resend would be taken for a new command."
                .formatted(path.events(), path.store(), empty));
      }
      boolean isGroupComplete =
          happened.stream()
              .allMatch(number ->
                  path.inputs().stream()
                      .allMatch(input -> group.containsKey(new TopicPartition(input, number))));
      return isGroupComplete ? Optional.empty() : positionTrouble();
    }

    /// The group knows nothing of some input, so the stores have to.
    private Optional<String> positionTrouble() {
      Map<TopicPartition, Position> positions = positions();
      for (int number : happened) {
        boolean isKnown =
            path.inputs().stream()
                .map(input -> new TopicPartition(input, number))
                .anyMatch(input -> group.containsKey(input) || positions.containsKey(input));
        if (!isKnown) {
          return Optional.of(
              "Nobody knows any more how far partition %d of %s was read: the consumer group has lost its offsets, and '%s' does not tell. All commands that are kept would be decided again."
                  .formatted(number, path.inputs(), path.positions()));
        }
      }
      return positions.entrySet().stream()
          .filter(entry -> !group.containsKey(entry.getKey()))
          .filter(entry -> path.inputs().contains(entry.getKey().topic()))
          .filter(entry -> isOfAnother(entry.getKey(), entry.getValue()))
          .findFirst()
          .map(entry ->
              "'%s' is not the topic any more that was read up to offset %d of partition %d: it was made anew, has lost its end, or is a copy. Nobody can tell which of its records were decided."
                  .formatted(
                      entry.getKey().topic(), entry.getValue().next(), entry.getKey().partition()));
    }

    /// Whether what lies in `partition` is not what was read up to `position`.
    private boolean isOfAnother(TopicPartition partition, Position position) {
      long last = position.next() - 1;
      if (records.ends(Set.of(partition)).getOrDefault(partition, 0L) <= last) {
        return true;
      }
      return records
          .recordAt(partition, last)
          .filter(record -> record.timestamp() > position.lastTakenInAt())
          .isPresent();
    }

    private Map<TopicPartition, Position> positions() {
      var positions = new HashMap<TopicPartition, Position>();
      if (!existing.contains(path.positions())) {
        return positions;
      }
      for (TopicPartition changelog : of(path.positions())) {
        records.read(
            changelog,
            0,
            record -> {
              var input = new TopicPartition(new String(record.key(), UTF_8), record.partition());
              if (record.value() == null) {
                positions.remove(input);
              } else {
                positions.put(input, Position.of(record.value()));
              }
            },
            _ -> {});
      }
      return positions;
    }

    private Set<TopicPartition> of(String topic) {
      return happened.stream()
          .map(number -> new TopicPartition(topic, number))
          .collect(Collectors.toSet());
    }
  }
}
