package dev.templatedeployer.replay.driving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to the topic of outcomes for runs that a replay began, on a thread of its own that lives
/// as long as it listens. Only outcomes whose header names an item are decoded.
final class OutcomeFollower implements Outcomes, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);

  private final Map<String, Object> config;
  private final String topic;
  private final OutcomeCodec codec;
  private final BiConsumer<String, DeploymentOutcome> heard;
  private @Nullable Ear ear;

  /// @param heard told the id of the retry command that began the run, and how the run ended
  OutcomeFollower(
      Map<String, Object> kafka,
      String topic,
      OutcomeCodec codec,
      BiConsumer<String, DeploymentOutcome> heard) {
    this.config = config(kafka);
    this.topic = topic;
    this.codec = codec;
    this.heard = heard;
  }

  @Override
  public synchronized void listen(Instant from) {
    if (ear == null) {
      ear = new Ear(from);
      ear.thread.start();
    }
  }

  @Override
  public synchronized void rest() {
    if (ear != null) {
      ear.close();
      ear = null;
    }
  }

  @Override
  public void close() {
    rest();
  }

  /// One time of listening.
  private final class Ear {

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
        Thread.ofPlatform().name("replay-outcomes").daemon().unstarted(this::run);
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Instant from;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    Ear(Instant from) {
      this.from = from;
    }

    void close() {
      closing.countDown();
      Consumer<byte[], byte[]> current = consumer;
      if (current != null) {
        current.wakeup();
      }
      try {
        thread.join(TO_CLOSE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void run() {
      while (closing.getCount() > 0) {
        try (Consumer<byte[], byte[]> opened =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
          consumer = opened;
          begin(opened);
          while (closing.getCount() > 0) {
            opened.poll(POLL).forEach(this::hear);
          }
        } catch (WakeupException _) {
          // only close() wakes the consumer, and the loop sees why
        } catch (KafkaException e) {
          LOG.warn("cannot read the outcomes for the replays, and try again: {}", e.getMessage());
          pause();
        } finally {
          consumer = null;
        }
      }
    }

    private void begin(Consumer<byte[], byte[]> opened) {
      List<TopicPartition> partitions =
          opened.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      opened.assign(partitions);
      var times = new HashMap<TopicPartition, Long>();
      partitions.stream()
          .filter(partition -> !next.containsKey(partition))
          .forEach(partition -> times.put(partition, from.toEpochMilli()));
      // The ends first, so that nothing that is written in between is passed over.
      Map<TopicPartition, Long> ends = opened.endOffsets(times.keySet());
      Map<TopicPartition, OffsetAndTimestamp> found = opened.offsetsForTimes(times);
      times
          .keySet()
          .forEach(partition -> {
            OffsetAndTimestamp first = found.get(partition);
            next.put(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
          });
      next.forEach(opened::seek);
    }

    private void hear(ConsumerRecord<byte[], byte[]> outcome) {
      next.put(new TopicPartition(topic, outcome.partition()), outcome.offset() + 1);
      Header header = outcome.headers().lastHeader(HeaderNames.REPLAY_OF);
      String command = header == null ? "" : new String(header.value(), UTF_8);
      if (!ReplayId.isOfAnItem(command)) {
        return;
      }
      try {
        heard.accept(command, codec.decode(outcome.value()));
      } catch (Undecodable e) {
        LOG.error(
            "an outcome of an item of a replay cannot be read, so its result stays open: {}",
            e.getMessage());
      }
    }

    private void pause() {
      try {
        var _ = closing.await(1, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Map<String, Object> config(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }
}
