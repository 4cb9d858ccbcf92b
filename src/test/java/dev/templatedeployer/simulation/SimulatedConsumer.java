package dev.templatedeployer.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// A consumer of the simulated log, as Kafka's mock but for where the records come from.
final class SimulatedConsumer extends MockConsumer<String, byte[]> {

  private static final int MOST = 500;

  private final SimulatedLog log;
  private final Defect defect;

  SimulatedConsumer(SimulatedLog log, Defect defect) {
    super("earliest");
    this.log = log;
    this.defect = defect;
  }

  /// Gives this consumer `partitions` and nothing else.
  synchronized void own(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    partitions.forEach(partition -> beginnings.put(partition, 0L));
    updateBeginningOffsets(beginnings);
    rebalance(partitions);
  }

  @Override
  public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
    super.poll(timeout); // where to begin
    Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> given = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (TopicPartition partition : assignment()) {
      if (paused().contains(partition)) {
        continue;
      }
      SimulatedLog.Slice slice =
          log.read(partition, position(partition), MOST, isUncommittedRead());
      if (slice.next() > position(partition)) {
        seek(partition, slice.next());
      }
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      slice.entries().forEach(entry -> records.add(record(entry)));
      if (!records.isEmpty()) {
        given.put(partition, records);
        next.put(partition, new OffsetAndMetadata(slice.next()));
      }
    }
    return new ConsumerRecords<>(given, next);
  }

  @Override
  public synchronized Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    partitions.forEach(partition -> ends.put(partition, log.end(partition, isUncommittedRead())));
    return ends;
  }

  @Override
  public synchronized OptionalLong currentLag(TopicPartition partition) {
    return OptionalLong.of(log.end(partition, isUncommittedRead()) - position(partition));
  }

  @Override
  public synchronized List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
    return List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0]));
  }

  @Override
  public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout) {
    Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata one = log.committed(partition);
      if (one != null) {
        all.put(partition, one);
      }
    }
    return all;
  }

  @Override
  public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    log.commitOffsets(offsets);
  }

  @Override
  public synchronized void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
    log.commitOffsets(offsets);
    if (callback != null) {
      callback.onComplete(offsets, null);
    }
  }

  private boolean isUncommittedRead() {
    return defect == Defect.WORK_READ_UNCOMMITTED;
  }

  private static ConsumerRecord<String, byte[]> record(SimulatedLog.Entry entry) {
    byte[] value = entry.value() == null ? new byte[0] : entry.value();
    return new ConsumerRecord<>(
        entry.place().topic(),
        entry.place().partition(),
        entry.offset(),
        entry.timestamp(),
        TimestampType.CREATE_TIME,
        entry.key().length,
        value.length,
        new String(entry.key(), UTF_8),
        value,
        new RecordHeaders(entry.headers()),
        Optional.empty());
  }
}
