package dev.templatedeployer.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// The partitions that a member of a group has, each with what was read of it and is not handled
/// yet. Belongs to one thread.
final class Lanes {

  private final Map<TopicPartition, Lane> byPartition = new LinkedHashMap<>();

  /// Begins a partition that was given to this member.
  void add(TopicPartition partition, Lane lane) {
    byPartition.put(partition, lane);
  }

  /// Drops partitions that this member has no longer.
  void remove(Collection<TopicPartition> partitions) {
    partitions.forEach(byPartition::remove);
  }

  /// Takes what was read.
  void take(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach((partition, next) ->
            byPartition
                .computeIfAbsent(partition, _ -> new Lane(next.offset(), false))
                .take(records.records(partition), next.offset()));
  }

  /// All of them, in the order in which they take turns.
  Collection<Lane> all() {
    return Collections.unmodifiableCollection(byPartition.values());
  }

  /// Those with nothing left to handle, or those with something.
  List<TopicPartition> partitions(boolean areEmpty) {
    return byPartition.entrySet().stream()
        .filter(entry -> entry.getValue().isEmpty() == areEmpty)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// How long until something may be tried, but no longer than `most`.
  Duration untilSomethingIsDue(long nanoTime, Duration most) {
    return byPartition.values().stream()
        .filter(lane -> !lane.isEmpty())
        .map(lane -> lane.rest(nanoTime))
        .min(Duration::compareTo)
        .filter(rest -> rest.compareTo(most) < 0)
        .orElse(most);
  }

  /// How far those have come of which the group does not know it yet.
  Map<TopicPartition, OffsetAndMetadata> ahead() {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    byPartition.forEach((partition, lane) -> {
      if (lane.isAhead()) {
        offsets.put(partition, new OffsetAndMetadata(lane.position()));
      }
    });
    return offsets;
  }

  /// Says that the group knows of all of them now.
  void committed() {
    byPartition.values().forEach(Lane::committed);
  }
}
