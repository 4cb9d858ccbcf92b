package dev.templatedeployer.query;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// All partitions of the logs, assigned to a consumer by hand.
final class Assignment {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Assignment() {}

  /// Assigns all partitions and seeks to where the read model ends, or to their beginnings.
  ///
  /// @return where that is, with every partition
  /// @throws BrokenLog if the topics have other partitions than the read model was made from
  static Position begin(Consumer<byte[], byte[]> consumer, EventTopics topics, Position reached)
      throws BrokenLog {
    var next = new TreeMap<LogPartition, Long>();
    for (EventLog log : EventLog.values()) {
      for (PartitionInfo info : partitions(consumer, topics.topic(log))) {
        var partition = new LogPartition(log, info.partition());
        next.put(partition, reached.next(partition));
      }
    }
    requireSamePartitions(reached, next);
    consumer.assign(next.keySet().stream().map(p -> topicPartition(p, topics)).toList());
    next.forEach((partition, offset) -> consumer.seek(topicPartition(partition, topics), offset));
    return new Position(next);
  }

  /// How many offsets the consumer is behind the ends of its partitions, or empty if it does not
  /// know yet.
  static OptionalLong lag(Consumer<byte[], byte[]> consumer) {
    long sum = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong lag = consumer.currentLag(partition);
      if (lag.isEmpty()) {
        return lag;
      }
      sum += lag.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private static List<PartitionInfo> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, PATIENCE);
    if (partitions == null || partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException(
          "the topic '%s' does not exist. Create the topics of the service.".formatted(topic));
    }
    return partitions;
  }

  /// The partition of a deployment follows from their number, so it may never change.
  private static void requireSamePartitions(Position reached, SortedMap<LogPartition, Long> next)
      throws BrokenLog {
    if (!reached.equals(Position.START) && !reached.next().keySet().equals(next.keySet())) {
      throw new BrokenLog(
          "The read model was made from the partitions %s, and now there are %s. Undo the change of the topics."
              .formatted(reached.next().keySet(), next.keySet()));
    }
  }

  private static TopicPartition topicPartition(LogPartition partition, EventTopics topics) {
    return new TopicPartition(topics.topic(partition.log()), partition.partition());
  }
}
