package dev.templatedeployer.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// One partition of a work topic that this process owns. First it looks ahead, then it takes
/// records.
///
/// Owned by the thread of [WorkConsumer]; only [#finish] may be called by others.
final class WorkPartition {

  private final TopicPartition name;
  private final UnfinishedOffsets offsets;
  private final LookAhead lookAhead;
  private final Queue<Long> finished = new ConcurrentLinkedQueue<>();
  private boolean isLookingAhead = true;

  WorkPartition(TopicPartition name, Progress inherited, LookAhead lookAhead) {
    this.name = name;
    this.offsets = new UnfinishedOffsets(inherited);
    this.lookAhead = lookAhead;
  }

  TopicPartition name() {
    return name;
  }

  /// A record of this partition.
  ///
  /// @param offset its offset
  record Place(WorkPartition partition, long offset) {

    /// Says that the record needs nothing any more. By any thread, any number of times.
    void finish() {
      partition.finish(offset);
    }
  }

  /// Says that the record at `offset` needs nothing any more. By any thread.
  void finish(long offset) {
    finished.add(offset);
  }

  boolean isLookingAhead() {
    return isLookingAhead;
  }

  LookAhead lookAhead() {
    return lookAhead;
  }

  /// Ends the look ahead: from now on records are taken.
  void endLookAhead() {
    lookAhead.complete();
    isLookingAhead = false;
  }

  /// Takes those of `records` that still stand, and passes over the others: an earlier owner
  /// finished them, or a later instruction for the same deployment is known.
  List<ConsumerRecord<String, byte[]>> take(List<ConsumerRecord<String, byte[]>> records) {
    Map<String, Long> lastOfBatch = new HashMap<>();
    for (var record : records) {
      lastOfBatch.put(record.key(), record.offset());
    }
    List<ConsumerRecord<String, byte[]>> standing = new ArrayList<>(records.size());
    for (var record : records) {
      long offset = record.offset();
      boolean isSuperseded =
          lastOfBatch.getOrDefault(record.key(), offset) > offset
              || lookAhead.isSuperseded(record.key(), offset);
      if (!isSuperseded && !offsets.wasFinishedBefore(offset)) {
        offsets.take(offset);
        standing.add(record);
      }
      offsets.passTo(offset + 1);
    }
    return standing;
  }

  /// Says that the consumer is at `position`, which may be beyond the last record: the end of a
  /// transaction takes up offsets too.
  void passTo(long position) {
    offsets.passTo(position);
  }

  /// What to commit.
  OffsetAndMetadata progress() {
    for (Long offset = finished.poll(); offset != null; offset = finished.poll()) {
      offsets.finish(offset);
    }
    Progress progress = offsets.progress();
    return new OffsetAndMetadata(progress.lowest(), progress.text());
  }
}
