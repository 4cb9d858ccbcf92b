package dev.templatedeployer.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// How far the read model has come, written in the transaction of the rows that it came to.
final class Offsets {

  private static final String SELECT = "SELECT topic, log_partition, next_offset FROM offsets";

  private static final String UPSERT =
      """
      INSERT INTO offsets (topic, log_partition, next_offset) VALUES (?, ?, ?)
      ON CONFLICT (topic, log_partition) DO UPDATE SET next_offset = excluded.next_offset
      """;

  private Offsets() {}

  static Position position(Handle tables, EventTopics topics) {
    try {
      return position(tables.getConnection(), topics);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot read the offsets of the read model: " + e.getMessage(), e);
    }
  }

  static Position position(Connection connection, EventTopics topics) throws SQLException {
    var next = new TreeMap<LogPartition, Long>();
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        EventLog log = topics.log(rows.getString(1)).orElseThrow();
        next.put(new LogPartition(log, rows.getInt(2)), rows.getLong(3));
      }
    }
    return new Position(next);
  }

  /// Writes where `after` differs from `before`.
  static void write(Connection connection, EventTopics topics, Position before, Position after)
      throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (Map.Entry<LogPartition, Long> entry : after.next().entrySet()) {
        LogPartition partition = entry.getKey();
        if (!entry.getValue().equals(before.next().get(partition))) {
          upsert.setString(1, topics.topic(partition.log()));
          upsert.setInt(2, partition.partition());
          upsert.setLong(3, entry.getValue());
          upsert.executeUpdate();
        }
      }
    }
  }
}
