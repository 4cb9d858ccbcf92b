package dev.templatedeployer.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads a stretch of a topic with bounded effort.
final class TopicStretch {

  /// How long one reading may take.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long MOST_BYTES = 64L << 20;
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicStretch() {}

  /// Hands every record from `low` to before `high` of each partition to `seen`, in the order of
  /// each partition.
  ///
  /// @return whether that was everything; if not, the effort was too great
  static boolean read(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> low,
      Map<TopicPartition, Long> high,
      Consumer<ConsumerRecord<byte[], byte[]>> seen) {
    consumer.assign(low.keySet());
    low.forEach(consumer::seek);
    long end = System.nanoTime() + PATIENCE.toNanos();
    long bytes = 0;
    while (true) {
      List<TopicPartition> done =
          low.keySet().stream()
              .filter(partition -> consumer.position(partition) >= high.getOrDefault(partition, 0L))
              .toList();
      if (done.size() == low.size()) {
        return true;
      }
      if (System.nanoTime() - end > 0 || bytes > MOST_BYTES) {
        return false;
      }
      consumer.pause(done);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        bytes += Math.max(0, record.serializedValueSize());
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < high.getOrDefault(partition, 0L)) {
          seen.accept(record);
        }
      }
    }
  }
}
