package dev.templatedeployer.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The changelogs of the topology's stores while no instance runs: throws them away, and writes
/// them anew.
final class ChangelogWriter implements AutoCloseable {

  /// The longest that brokers allow where nothing was set; one partition is written in far less.
  private static final int TRANSACTION_MILLIS = (int) Duration.ofMinutes(15).toMillis();

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final KeptStores what;
  private final Admin admin;
  private final Map<TopicPartition, OffsetAndMetadata> group = new HashMap<>();
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  private ChangelogWriter(KeptStores what, Admin admin) {
    this.what = what;
    this.admin = admin;
  }

  static ChangelogWriter of(KeptStores what) {
    return new ChangelogWriter(what, Admin.create(Map.copyOf(what.kafka())));
  }

  /// Refuses if an instance is in the group, and takes note of the group's offsets if not.
  ///
  /// @throws StoresInUse if one is
  void refuseWhileInUse() throws ExecutionException, InterruptedException {
    String name = what.applicationId();
    try {
      for (var described : admin.describeConsumerGroups(List.of(name)).describedGroups().values()) {
        int members = described.get().members().size();
        if (members > 0) {
          throw new StoresInUse(
              "%d stream threads are in the group '%s'. Stop all instances; one that was killed is forgotten after 10 s."
                  .formatted(members, name));
        }
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
      return;
    }
    admin
        .listConsumerGroupOffsets(name)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach((partition, offset) -> {
          if (offset != null) {
            group.put(partition, offset);
          }
        });
  }

  /// The offset that the group has committed, or 0.
  long committed(TopicPartition input) {
    OffsetAndMetadata offset = group.get(input);
    return offset == null ? 0 : offset.offset();
  }

  /// When the latest of the records of `input` was taken in.
  long lastTakenIn(TopicPartition input) throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(Map.of(input, OffsetSpec.maxTimestamp()))
        .partitionResult(input)
        .get()
        .timestamp();
  }

  /// Throws the changelogs away and makes them anew, empty.
  void makeAnew() throws ExecutionException, InterruptedException {
    var changelogs = new ChangelogTopics(what);
    Set<String> there = changelogs.ids(admin).keySet();
    admin.deleteTopics(there).all().get();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!changelogs.ids(admin).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new StoresInUse(
            "The changelogs %s were deleted and do not go. Look at the brokers, then rebuild again."
                .formatted(there));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    changelogs.makeMissing(admin);
    var config = new HashMap<String, Object>(what.kafka());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, what.applicationId() + "-stores-rebuild");
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    var made = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    made.initTransactions();
    producer = made;
  }

  void begin() {
    made().beginTransaction();
  }

  void write(String changelog, int partition, byte[] key, byte[] value, long at) {
    // The commit tells whether it was written.
    var _ = made().send(new ProducerRecord<>(changelog, partition, at, key, value));
  }

  /// Writes all that was begun, or throws.
  void commit() {
    made().commitTransaction();
  }

  private KafkaProducer<byte[], byte[]> made() {
    if (producer == null) {
      throw new IllegalStateException("The changelogs were not made anew.");
    }
    return producer;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
    admin.close();
  }
}
