package dev.templatedeployer.execute;

import dev.templatedeployer.domain.Work;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The work topics of a broker that outlives its consumers: what was written, and what was
/// committed.
final class WorkLog {

  private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private final List<Work> works = new ArrayList<>();

  /// The topics that the broker does not have.
  final Set<String> missing = ConcurrentHashMap.newKeySet();

  /// Writes `work`, and returns its offset.
  synchronized long write(TopicPartition partition, Work work) {
    works.add(work);
    byte[] value = ByteBuffer.allocate(4).putInt(works.size() - 1).array();
    return write(partition, work.id().value(), value);
  }

  /// Writes `work` with headers, and returns its offset.
  synchronized long writeWith(Headers headers, TopicPartition partition, Work work) {
    long offset = write(partition, work);
    Headers written = records.getOrDefault(partition, List.of()).getLast().headers();
    headers.forEach(written::add);
    return offset;
  }

  /// Writes any record, and returns its offset.
  synchronized long write(TopicPartition partition, @Nullable String key, byte @Nullable [] value) {
    List<ConsumerRecord<String, byte[]>> log =
        records.computeIfAbsent(partition, _ -> new ArrayList<>());
    long offset = log.size();
    log.add(record(partition, offset, key, value));
    return offset;
  }

  /// Deletes what was written to `partition`, and makes it again.
  synchronized void makeAnew(TopicPartition partition) {
    records.remove(partition);
  }

  /// The offset that is written next.
  synchronized long end(TopicPartition partition) {
    return records.getOrDefault(partition, List.of()).size();
  }

  /// What [#write] wrote.
  synchronized Work read(byte[] value) {
    return works.get(ByteBuffer.wrap(value).getInt());
  }

  synchronized @Nullable OffsetAndMetadata committed(TopicPartition partition) {
    return committed.get(partition);
  }

  /// A consumer of this log that owns nothing yet.
  LogConsumer consumer() {
    return new LogConsumer();
  }

  @SuppressWarnings("NullAway") // Kafka's records may have null for both, and no annotation says so
  private static ConsumerRecord<String, byte[]> record(
      TopicPartition partition, long offset, @Nullable String key, byte @Nullable [] value) {
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key, value);
  }

  /// Kafka's mock has records of its own and forgets them once it has given them; this one reads
  /// the log, and finds what others have committed.
  final class LogConsumer extends MockConsumer<String, byte[]> {

    private int most = 500;
    private int sought;

    LogConsumer() {
      super("earliest");
    }

    /// Gives this consumer `partitions` and nothing else.
    synchronized void own(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> {
        updateBeginningOffsets(Map.of(partition, 0L));
        updateEndOffsets(Map.of(partition, end(partition)));
      });
      rebalance(partitions);
      synchronized (WorkLog.this) {
        for (TopicPartition partition : partitions) {
          OffsetAndMetadata progress = committed.get(partition);
          if (progress != null) {
            super.commitSync(Map.of(partition, progress));
          }
        }
      }
    }

    /// How often it was sent elsewhere than it would have read next.
    int sought() {
      return sought;
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      sought++;
      super.seek(partition, offset);
    }

    /// Gives at most so many records of a partition at once.
    void givesAtMost(int records) {
      most = records;
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
      super.poll(timeout); // what a test has scheduled, and where to begin
      Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> given = new HashMap<>();
      Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
      for (TopicPartition partition : assignment()) {
        if (position(partition) > end(partition)) {
          super.seek(partition, 0); // as a consumer does that begins with the earliest
        }
        long from = position(partition);
        long to = Math.min(end(partition), from + most);
        if (from < to && !paused().contains(partition)) {
          given.put(partition, slice(partition, from, to));
          next.put(partition, new OffsetAndMetadata(to));
          super.seek(partition, to);
        }
      }
      return new ConsumerRecords<>(given, next);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      remember(offsets);
      super.commitSync(offsets);
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
      remember(offsets);
      super.commitAsync(offsets, callback);
    }

    @Override
    public synchronized OptionalLong currentLag(TopicPartition partition) {
      return OptionalLong.of(end(partition) - position(partition));
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
      return missing.contains(topic)
          ? List.of()
          : List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0]));
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
      synchronized (WorkLog.this) {
        committed.putAll(offsets);
      }
    }

    private List<ConsumerRecord<String, byte[]>> slice(
        TopicPartition partition, long from, long to) {
      synchronized (WorkLog.this) {
        List<ConsumerRecord<String, byte[]>> log = records.getOrDefault(partition, List.of());
        return List.copyOf(log.subList((int) from, (int) to));
      }
    }
  }
}
