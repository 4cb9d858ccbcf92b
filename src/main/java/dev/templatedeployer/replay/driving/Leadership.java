package dev.templatedeployer.replay.driving;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells which instance drives the replays: the member of a consumer group that the only partition
/// of their topic is assigned to. It reads nothing there.
///
/// This saves work, and nothing hangs on it: were there two drivers for a moment, the [Ledger]
/// would let each event of only one of them count, and each retry command would be taken once.
final class Leadership implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);

  private final Map<String, Object> config;
  private final String topic;
  private final Consumer<Boolean> led;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

  /// @param instance a name that this process keeps over restarts, or null
  /// @param led told true when this instance begins to lead, and false when it ends to
  Leadership(
      Map<String, Object> kafka,
      String group,
      @Nullable String instance,
      String topic,
      Consumer<Boolean> led) {
    this.config = config(kafka, group, instance);
    this.topic = topic;
    this.led = led;
    this.thread = Thread.ofPlatform().name("replay-leadership").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      if (thread.isAlive()) {
        thread.join(TO_CLOSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (var opened =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = opened;
        opened.subscribe(List.of(topic), new Changes(opened));
        while (closing.getCount() > 0) {
          opened.poll(POLL); // nothing comes; this is how a member stays one
        }
      } catch (WakeupException _) {
        // only close() wakes the consumer, and the loop sees why
      } catch (KafkaException e) {
        LOG.warn("cannot take part in the replays, and try again: {}", e.getMessage());
        pause();
      } finally {
        consumer = null;
        led.accept(false);
      }
    }
  }

  private void pause() {
    try {
      var _ = closing.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Hears which partitions are assigned, on the thread that polls.
  private final class Changes implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> opened;

    Changes(KafkaConsumer<byte[], byte[]> opened) {
      this.opened = opened;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      opened.pause(opened.assignment());
      if (!partitions.isEmpty()) {
        led.accept(true);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        led.accept(false);
      }
    }
  }

  private static Map<String, Object> config(
      Map<String, Object> kafka, String group, @Nullable String instance) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    config.putAll(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    if (instance != null) {
      config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    }
    return config;
  }
}
