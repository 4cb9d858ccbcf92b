package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.TemplateName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Keeps count, minute by minute, of how the runs of each template end and how long they take, so
/// that nobody has to go through a million deployments for it. Belongs to the projector's thread.
///
/// A batch costs two statements for each minute and template in it, however many runs ended.
final class OutcomeWriter {

  private static final long MINUTE = 60_000;

  private static final String SELECT =
      "SELECT %s FROM outcome_minutes WHERE began_at = ? AND template = ?"
          .formatted(OutcomeTally.COLUMNS);

  private static final String UPSERT =
      """
      INSERT INTO outcome_minutes (began_at, template, %s) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (began_at, template)
      DO UPDATE SET completed = excluded.completed, failed = excluded.failed,
        cancelled = excluded.cancelled, totals = excluded.totals, runs = excluded.runs
      """
          .formatted(OutcomeTally.COLUMNS);

  private final PreparedStatement select;
  private final PreparedStatement upsert;
  private final Map<Group, OutcomeTally> changes = new HashMap<>();

  private record Group(long beganAt, TemplateName template) {}

  OutcomeWriter(Connection connection) throws SQLException {
    this.select = connection.prepareStatement(SELECT);
    this.upsert = connection.prepareStatement(UPSERT);
  }

  /// Counts `event` if it ends a run.
  ///
  /// @param after the deployment after it
  void take(DeploymentEvent event, DeploymentRecord after) {
    if (OutcomeTally.isEnd(event)) {
      long at = event.at().toEpochMilli();
      var group = new Group(at - Math.floorMod(at, MINUTE), after.request().template());
      changes.computeIfAbsent(group, _ -> new OutcomeTally()).count(event, after);
    }
  }

  /// Writes the counts.
  void flush() throws SQLException {
    for (Map.Entry<Group, OutcomeTally> change : changes.entrySet()) {
      addStored(change.getKey(), change.getValue());
      upsert.setLong(1, change.getKey().beganAt());
      upsert.setString(2, change.getKey().template().value());
      change.getValue().set(upsert, 3);
      upsert.executeUpdate();
    }
    changes.clear();
  }

  private void addStored(Group group, OutcomeTally tally) throws SQLException {
    select.setLong(1, group.beganAt());
    select.setString(2, group.template().value());
    try (ResultSet rows = select.executeQuery()) {
      if (rows.next()) {
        tally.add(rows);
      }
    }
  }
}
