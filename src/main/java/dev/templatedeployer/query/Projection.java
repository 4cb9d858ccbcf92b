package dev.templatedeployer.query;

import dev.templatedeployer.wire.Undecodable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Writes records of the logs into the tables, a batch and the offsets after it in one transaction.
///
/// The only writer of the read model. Belongs to the projector's thread. After an exception it is
/// of no more use: close it, which undoes what was not committed, and open another.
final class Projection implements AutoCloseable {

  private final EventTopics topics;
  private final Connection connection;
  private final Formats formats;
  private final DeploymentWriter deployments;
  private final CanisterWriter canisters;
  private Position position;

  private Projection(
      EventTopics topics, Connection connection, Formats formats, CanisterProjection projection)
      throws SQLException {
    this.topics = topics;
    this.connection = connection;
    this.formats = formats;
    this.deployments = new DeploymentWriter(connection, formats);
    this.canisters = new CanisterWriter(connection, projection);
    this.position = Offsets.position(connection, topics);
    connection.commit();
  }

  static Projection open(ReadModel model, Formats formats, CanisterProjection projection)
      throws SQLException {
    Connection connection = model.database().write();
    try {
      connection.setAutoCommit(false);
      return new Projection(model.topics(), connection, formats, projection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /// How far the tables reach.
  Position position() {
    return position;
  }

  /// Writes `records` and what they make of the rows. If one of them cannot be taken in, writes
  /// those before it and says so.
  ///
  /// @param after the position after all of them
  /// @throws SQLException if nothing was written
  Batch project(Iterable<ConsumerRecord<byte[], byte[]>> records, Position after)
      throws SQLException {
    var reached = new TreeMap<>(position.next());
    @Nullable BrokenLog end = applyAll(records, reached);
    Position target = end == null ? after : new Position(reached);
    deployments.flush();
    canisters.flush();
    Offsets.write(connection, topics, position, target);
    connection.commit();
    position = target;
    return new Batch(target, deployments.nextBatch(), canisters.nextBatch(target), end);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private @Nullable BrokenLog applyAll(
      Iterable<ConsumerRecord<byte[], byte[]>> records, Map<LogPartition, Long> reached)
      throws SQLException {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      EventLog log = topics.log(record.topic()).orElseThrow();
      var place = new Place(new LogPartition(log, record.partition()), record.offset());
      try {
        apply(place, record.value());
      } catch (BrokenLog
          | Undecodable
          | IllegalStateException
          | IllegalArgumentException e) { // the last two are what the rules that fold throw
        return new BrokenLog(sentence(record, String.valueOf(e.getMessage())), e);
      }
      reached.put(place.partition(), record.offset() + 1);
    }
    return null;
  }

  private void apply(Place place, byte @Nullable [] value)
      throws BrokenLog, Undecodable, SQLException {
    if (value == null) {
      throw new BrokenLog("the record has no value");
    }
    switch (place.partition().log()) {
      case DEPLOYMENTS -> deployments.apply(formats.events().decode(value), place, value);
      case CANISTERS -> canisters.apply(formats.canisterEvents().decode(value), place, value);
    }
  }

  private static String sentence(ConsumerRecord<byte[], byte[]> record, String why) {
    return "Cannot follow '%s' in partition %d beyond offset %d: %s"
        .formatted(
            record.topic(),
            record.partition(),
            record.offset(),
            why.endsWith(".") ? why : why + ".");
  }
}
