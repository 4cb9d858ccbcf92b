package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far a task has come in each of its inputs, kept beside what it decided and in the same
/// transaction.
///
/// The consumer group knows that too, but forgets it: when it was empty for a week, when somebody
/// deletes it, when a cluster is restored. Then the inputs are read from their beginnings, and what
/// was decided before is passed over here.
///
/// A record was decided before if it lies below the position and was taken in no later than the
/// last one that was decided. The second half tells a topic that was made anew, or has lost its
/// end, from the one that was read: its records are later, and are decided although they lie below.
///
/// One for each task, touched by its stream thread alone.
final class InputPositions {

  private static final Logger LOG = LoggerFactory.getLogger(InputPositions.class);

  private final MeterRegistry registry;
  private final Map<String, Reached> byTopic = new HashMap<>();

  // Set by open, which comes before anything else.
  private TaskId task;
  private Function<byte[], byte @Nullable []> stored;
  private BiConsumer<byte[], byte[]> write;

  @SuppressWarnings("NullAway.Init")
  InputPositions(MeterRegistry registry) {
    this.registry = registry;
  }

  /// The store of positions. It is cached, so that under load there is one write for each input and
  /// transaction and not for each record; and its changelog is cut small, since little of it is
  /// alive.
  static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Position.CHANGELOG_CONFIG);
  }

  /// Begins with what the store of a task says.
  ///
  /// @param stored finds the value under a key in the store that [#store] makes
  /// @param write puts a value there
  void open(
      TaskId task, Function<byte[], byte @Nullable []> stored, BiConsumer<byte[], byte[]> write) {
    this.task = task;
    this.stored = stored;
    this.write = write;
    byTopic.clear();
  }

  /// Goes on to the record at `place`, unless it was decided before.
  ///
  /// @param takenInAt when the broker took it in, in milliseconds since 1970
  /// @return whether it is to be decided
  boolean advance(RecordMetadata place, long takenInAt) {
    Reached reached = byTopic.computeIfAbsent(place.topic(), this::reached);
    if (place.offset() < reached.next) {
      if (takenInAt <= reached.lastTakenInAt) {
        passOver(reached, place);
        return false;
      }
      beginsAnew(reached, place);
    }
    reached.next = place.offset() + 1;
    reached.lastTakenInAt = Math.max(reached.lastTakenInAt, takenInAt);
    reached.isPassing = false;
    write.accept(reached.key, new Position(reached.next, reached.lastTakenInAt).bytes());
    return true;
  }

  private Reached reached(String topic) {
    byte[] key = topic.getBytes(UTF_8);
    byte[] value = stored.apply(key);
    return new Reached(key, value == null ? Position.NONE : Position.of(value));
  }

  private void passOver(Reached reached, RecordMetadata place) {
    if (!reached.isPassing) {
      reached.isPassing = true;
      LOG.atWarn()
          .addKeyValue("task", task)
          .addKeyValue("topic", place.topic())
          .addKeyValue("partition", place.partition())
          .addKeyValue("from", place.offset())
          .addKeyValue("to", reached.next)
          .log("the group has lost its offsets; what was decided before is passed over");
    }
    registry.counter("deployer.records.passed.over", "topic", place.topic()).increment();
  }

  private void beginsAnew(Reached reached, RecordMetadata place) {
    LOG.atWarn()
        .addKeyValue("task", task)
        .addKeyValue("topic", place.topic())
        .addKeyValue("partition", place.partition())
        .addKeyValue("from", place.offset())
        .addKeyValue("was", reached.next)
        .log("the topic was made anew or has lost its end; what is new on it is decided");
  }

  /// How far one input was read.
  private static final class Reached {

    final byte[] key;
    long next;
    long lastTakenInAt;
    boolean isPassing;

    Reached(byte[] key, Position position) {
      this.key = key;
      this.next = position.next();
      this.lastTakenInAt = position.lastTakenInAt();
    }
  }

  /// A position as the store keeps it, under the name of the topic.
  ///
  /// @param next the offset behind the last record that was decided
  /// @param lastTakenInAt when the latest of them was taken in by the broker
  record Position(long next, long lastTakenInAt) {

    static final Position NONE = new Position(0, Long.MIN_VALUE);

    /// What the changelog of positions is set to.
    static final Map<String, String> CHANGELOG_CONFIG =
        Map.of(
            "segment.bytes", Integer.toString(4 << 20),
            "segment.ms", Long.toString(Duration.ofHours(6).toMillis()),
            "min.cleanable.dirty.ratio", "0.1");

    static Position of(byte[] value) {
      var buffer = ByteBuffer.wrap(value);
      return new Position(buffer.getLong(), buffer.getLong());
    }

    byte[] bytes() {
      return ByteBuffer.allocate(2 * Long.BYTES).putLong(next).putLong(lastTakenInAt).array();
    }
  }
}
