package dev.templatedeployer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// Looks back for an outcome that was written before anybody listened: of a deployment that is sent
/// again, and had ended by then.
///
/// Reads the one partition that the id is in, the newest records first, and at most [#MOST] of
/// them.
final class PastOutcomes {

  /// The most records that are looked at.
  static final long MOST = 200_000;

  private static final long FIRST_STRETCH = 1_000;
  private static final Duration POLL = Duration.ofMillis(500);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final OutcomeCodec codec;

  /// @param consumers makes a consumer without a group, which is closed after one look
  PastOutcomes(Supplier<Consumer<byte[], byte[]>> consumers, String topic, OutcomeCodec codec) {
    this.consumers = consumers;
    this.topic = topic;
    this.codec = codec;
  }

  /// The newest outcome of `id`, if its version is `from` or above. Blocks for at most `patience`,
  /// and a little.
  Optional<DeploymentOutcome> newest(DeploymentId id, long from, Duration patience)
      throws Undecodable {
    long end = System.nanoTime() + patience.toNanos();
    byte[] key = id.value().getBytes(UTF_8);
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      TopicPartition partition = partitionOf(key, consumer);
      consumer.assign(List.of(partition));
      long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long high = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long lowest = Math.max(first, high - MOST);
      for (long stretch = FIRST_STRETCH; high > lowest; stretch *= 4) {
        long low = Math.max(lowest, high - stretch);
        byte[] value = lastOf(key, consumer, partition, low, high, end);
        if (value != null) {
          return Optional.of(codec.decode(value)).filter(found -> found.version() >= from);
        }
        high = low;
      }
      return Optional.empty();
    }
  }

  private TopicPartition partitionOf(byte[] key, Consumer<byte[], byte[]> consumer) {
    int partitions = consumer.partitionsFor(topic).size();
    return new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions);
  }

  /// The value of the last record of `key` from offset `low` to before `high`, or null if there is
  /// none or time is over.
  private static byte @Nullable [] lastOf(
      byte[] key,
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long low,
      long high,
      long end) {
    consumer.seek(partition, low);
    byte[] last = null;
    while (consumer.position(partition) < high && System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < high && Arrays.equals(record.key(), key)) {
          last = record.value();
        }
      }
    }
    return last;
  }
}
