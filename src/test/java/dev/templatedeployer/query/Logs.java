package dev.templatedeployer.query;

import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The event logs in memory, with two partitions each.
final class Logs {

  static final EventTopics TOPICS =
      new EventTopics("cluster-1", "deployments.events", "canisters.events");
  static final int PARTITIONS = 2;

  private final RememberingFormats formats;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  Logs(RememberingFormats formats) {
    this.formats = formats;
  }

  Logs append(Story story) {
    story.events().forEach(this::append);
    return this;
  }

  Logs append(RecordedEvent event) {
    return append(EventLog.DEPLOYMENTS, partition(event.id().value()), formats.write(event));
  }

  Logs append(RecordedCanisterEvent event) {
    return append(EventLog.CANISTERS, partition(event.canisterId().text()), formats.write(event));
  }

  Logs append(EventLog log, int partition, byte[] value) {
    long offset = end().next(new LogPartition(log, partition));
    records.add(new ConsumerRecord<>(TOPICS.topic(log), partition, offset, new byte[0], value));
    return this;
  }

  /// The records that are not before `position`.
  List<ConsumerRecord<byte[], byte[]>> after(Position position) {
    return records.stream().filter(r -> r.offset() >= position.next(partition(r))).toList();
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    return List.copyOf(records);
  }

  /// The position after all records.
  Position end() {
    var next = new TreeMap<LogPartition, Long>();
    records.forEach(record -> next.put(partition(record), record.offset() + 1));
    return new Position(next);
  }

  static int partition(String key) {
    return Math.floorMod(key.hashCode(), PARTITIONS);
  }

  private static LogPartition partition(ConsumerRecord<?, ?> record) {
    return new LogPartition(TOPICS.log(record.topic()).orElseThrow(), record.partition());
  }
}
