package dev.templatedeployer.replay.driving;

import dev.templatedeployer.wire.HeaderNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic of the replays: written on demand, and read into the [Ledger] from its beginning by a
/// thread of its own. How far it goes, and what is read again, is asked for by whoever wants it.
///
/// It has one partition, so that there is one order of all that happened. An absent broker is
/// ridden out by trying again.
final class KafkaReplayLog implements ReplayLog, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaReplayLog.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);
  private static final int PATIENCE_MILLIS = 5_000;
  private static final Duration TO_READ_AGAIN = Duration.ofSeconds(20);

  private final TopicPartition partition;
  private final Map<String, Object> kafka;
  private final Ledger ledger;
  private final Producer<byte[], byte[]> producer;
  private final Admin admin;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  /// The next offset to read. Of the reader's thread.
  private long next;

  /// @param kafka where the brokers are, and whatever else is to be set
  KafkaReplayLog(Map<String, Object> kafka, String topic, Ledger ledger) {
    this.partition = new TopicPartition(topic, 0);
    this.kafka = Map.copyOf(kafka);
    this.ledger = ledger;
    this.producer = producer(kafka);
    this.admin = admin(kafka);
    this.thread = Thread.ofPlatform().name("replay-log").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public List<Long> append(List<Line> lines) throws LogTrouble, InterruptedException {
    try {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (Line line : lines) {
        var record =
            new ProducerRecord<>(
                partition.topic(), partition.partition(), line.key(), line.value());
        record.headers().add(HeaderNames.HASH, line.hash());
        sent.add(producer.send(record));
      }
      var offsets = new ArrayList<Long>();
      for (Future<RecordMetadata> one : sent) {
        offsets.add(one.get().offset());
      }
      return offsets;
    } catch (ExecutionException | KafkaException e) {
      throw new LogTrouble(
          "The topic '%s' could not be written: %s. Check the broker, look at the replay, and ask again."
              .formatted(partition.topic(), e.getMessage()),
          e);
    }
  }

  @Override
  public long end() throws LogTrouble, InterruptedException {
    try {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (ExecutionException | KafkaException e) {
      throw new LogTrouble(
          "Nobody says how far the topic '%s' goes: %s. Check the broker, and ask again."
              .formatted(partition.topic(), cause(e).getMessage()),
          e);
    }
  }

  @Override
  public void read(long first, long last, Reader reader) throws LogTrouble, InterruptedException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    // Closing has to wait for the fetch that runs ahead.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
    long until = System.nanoTime() + TO_READ_AGAIN.toNanos();
    try (Consumer<byte[], byte[]> again = consumer(config)) {
      again.assign(List.of(partition));
      again.seek(partition, first);
      while (again.position(partition) <= last) {
        if (System.nanoTime() > until) {
          throw new LogTrouble(
              "The topic '%s' could not be read within %d s. Ask again in a moment."
                  .formatted(partition.topic(), TO_READ_AGAIN.toSeconds()),
              null);
        }
        for (ConsumerRecord<byte[], byte[]> record : again.poll(POLL)) {
          if (record.offset() <= last) {
            reader.take(record.offset(), record.key(), record.value(), hash(record));
          }
        }
      }
    } catch (InterruptException _) {
      boolean _ = Thread.interrupted(); // as whoever throws an InterruptedException does
      throw new InterruptedException("Interrupted while a replay was read again.");
    } catch (KafkaException e) {
      throw new LogTrouble(
          "The topic '%s' could not be read: %s. Check the broker, and ask again."
              .formatted(partition.topic(), e.getMessage()),
          e);
    }
  }

  private static Throwable cause(Exception e) {
    Throwable cause = e.getCause();
    return e instanceof ExecutionException && cause != null ? cause : e;
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> current = consumer;
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
    producer.close(TO_CLOSE);
    admin.close(Duration.ZERO);
  }

  private void run() {
    while (isOpen()) {
      try (Consumer<byte[], byte[]> opened = consumer(kafka)) {
        consumer = opened;
        follow(opened);
      } catch (WakeupException _) {
        // only close() wakes the consumer, and the loop sees why
      } catch (RuntimeException | Error e) { // a reader that ends unseen would stop all replays
        LOG.warn("cannot read the topic of the replays, and try again: {}", e.getMessage());
        pause();
      } finally {
        consumer = null;
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> opened) {
    opened.assign(List.of(partition));
    opened.seek(partition, next);
    while (isOpen()) {
      for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
        ledger.read(record.offset(), record.value(), hash(record));
        next = record.offset() + 1;
      }
      next = opened.position(partition); // beyond what is not kept any more
      ledger.reached(next);
    }
  }

  private static byte @Nullable [] hash(ConsumerRecord<byte[], byte[]> record) {
    Header hash = record.headers().lastHeader(HeaderNames.HASH);
    return hash == null ? null : hash.value();
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  private void pause() {
    try {
      var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    config.putAll(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Admin admin(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return Admin.create(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
