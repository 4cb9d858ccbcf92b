package dev.templatedeployer.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Fills a read model up to where the logs end now, and tells how far it has come. What the
/// [Projector] does while the service runs, this does on the thread of the caller while it does
/// not.
public final class Rebuild {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final ReadModel model;
  private final Formats formats;
  private final CanisterProjection canisters;
  private final Supplier<? extends Consumer<byte[], byte[]>> consumers;

  /// @param consumers makes a consumer with [Projector#CONSUMER_SETTINGS]
  public Rebuild(
      ReadModel model,
      Formats formats,
      CanisterProjection canisters,
      Supplier<? extends Consumer<byte[], byte[]>> consumers) {
    this.model = model;
    this.formats = formats;
    this.canisters = canisters;
    this.consumers = consumers;
  }

  /// Is told how far it has come, on the thread that works.
  @FunctionalInterface
  public interface Listener {

    /// It has come so far.
    ///
    /// @param done offsets passed, those of transactions among them
    /// @param all offsets up to the end
    void reached(long done, long all);
  }

  /// Works until everything is in that was in the logs when it began.
  ///
  /// @return how many records were taken in
  /// @throws IllegalStateException with a sentence, if the logs cannot be read or make no sense, or
  ///   the tables cannot be written
  public long run(Listener listener) {
    try (Projection projection = Projection.open(model, formats, canisters);
        Consumer<byte[], byte[]> consumer = consumers.get()) {
      var next =
          new TreeMap<>(Assignment.begin(consumer, model.topics(), projection.position()).next());
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      long all = ends.values().stream().mapToLong(Long::longValue).sum();
      long records = 0;
      listener.reached(sum(next), all);
      while (!isAtEnd(next, ends)) {
        ConsumerRecords<byte[], byte[]> some = consumer.poll(POLL);
        some.nextOffsets()
            .forEach((partition, offset) -> next.put(log(partition), offset.offset()));
        Batch batch = projection.project(some, new Position(next));
        if (batch.end() != null) {
          throw batch.end();
        }
        records += some.count();
        listener.reached(sum(next), all);
      }
      return records;
    } catch (BrokenLog e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (KafkaException e) {
      throw failed("The event topics cannot be read: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw failed("'%s' cannot be written: %s".formatted(model.database(), e.getMessage()), e);
    }
  }

  private static IllegalStateException failed(String why, Exception cause) {
    return new IllegalStateException(
        "The read model was not rebuilt to its end. %s The service goes on where this ended."
            .formatted(why.endsWith(".") ? why : why + "."),
        cause);
  }

  private LogPartition log(TopicPartition partition) {
    return new LogPartition(
        model.topics().log(partition.topic()).orElseThrow(), partition.partition());
  }

  private boolean isAtEnd(Map<LogPartition, Long> next, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> next.getOrDefault(log(end.getKey()), 0L) >= end.getValue());
  }

  private static long sum(Map<LogPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
