package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.wire.Undecodable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// What lies in the rows of some deployments, column by column?
///
/// @param formats reads the records in them
record RowScan(Formats formats) {

  private static final String SELECT =
      """
      SELECT d.id, d.version, d.status, d.template, d.template_version, d.owner, d.caller, d.canister_id, d.attempt,
        d.drive, d.run, d.failure_code, d.failure_message, d.labels, d.created_at, d.updated_at, d.log_partition,
        d.record, (SELECT count(*) FROM events e WHERE e.deployment_id = d.id) AS events
      FROM deployments d
      """;

  /// Shows the rows from `partitions`, one by one as they are read.
  ///
  /// @param partitions at least one
  boolean answer(Handle tables, Set<Integer> partitions, Consumer<DeploymentRow> visitor) {
    try (Query query = tables.createQuery(SELECT + "WHERE d.log_partition IN (<partitions>)")) {
      return shown(query.bindList("partitions", partitions), visitor);
    }
  }

  /// Shows the row of `id`, if there is one.
  boolean answer(Handle tables, DeploymentId id, Consumer<DeploymentRow> visitor) {
    try (Query query = tables.createQuery(SELECT + "WHERE d.id = :id")) {
      return shown(query.bind("id", id.value()), visitor);
    }
  }

  private boolean shown(Query query, Consumer<DeploymentRow> visitor) {
    query.map((row, _) -> row(row)).useStream(rows -> rows.forEach(visitor));
    return true;
  }

  private DeploymentRow row(ResultSet row) throws SQLException {
    return new DeploymentRow(
        row.getString("id"),
        summary(row),
        row.getInt("log_partition"),
        record(row.getBytes("record")),
        row.getLong("events"));
  }

  private static @Nullable DeploymentSummary summary(ResultSet row) throws SQLException {
    try {
      return DeploymentList.summary(row);
    } catch (IllegalArgumentException | IllegalStateException _) {
      return null; // whoever checks the rows says so
    }
  }

  private @Nullable DeploymentRecord record(byte[] stored) {
    try {
      return formats.records().decode(stored);
    } catch (Undecodable _) {
      return null; // whoever checks the rows says so
    }
  }
}
