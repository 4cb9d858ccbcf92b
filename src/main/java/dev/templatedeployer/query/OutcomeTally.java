package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How many runs ended how, and how long they took. Not safe for use by several threads.
final class OutcomeTally {

  /// What of a row it is made of.
  static final String COLUMNS = "completed, failed, cancelled, totals, runs";

  private long completed;
  private long failed;
  private long cancelled;
  private final DurationHistogram totals = new DurationHistogram();
  private final DurationHistogram runs = new DurationHistogram();

  /// Whether `event` ends a run.
  static boolean isEnd(DeploymentEvent event) {
    return switch (event) {
      case DeploymentEvent.Completed _, DeploymentEvent.Failed _, DeploymentEvent.Cancelled _ ->
          true;
      case DeploymentEvent.Requested _,
          DeploymentEvent.Dispatched _,
          DeploymentEvent.Started _,
          DeploymentEvent.Redriven _,
          DeploymentEvent.AttemptFailed _,
          DeploymentEvent.Retried _,
          DeploymentEvent.CancelRequested _ ->
          false;
    };
  }

  /// Counts the end of a run; any other event changes nothing.
  ///
  /// @param after the deployment after it
  void count(DeploymentEvent event, DeploymentRecord after) {
    switch (event) {
      case DeploymentEvent.Completed(_, _, var startedAt, var endedAt, var at) -> {
        completed++;
        took(after, at, startedAt, endedAt);
      }
      case DeploymentEvent.Failed(_, _, var startedAt, var endedAt, var at) -> {
        failed++;
        took(after, at, startedAt, endedAt);
      }
      case DeploymentEvent.Cancelled _ -> cancelled++;
      case DeploymentEvent.Requested _,
          DeploymentEvent.Dispatched _,
          DeploymentEvent.Started _,
          DeploymentEvent.Redriven _,
          DeploymentEvent.AttemptFailed _,
          DeploymentEvent.Retried _,
          DeploymentEvent.CancelRequested _ -> {}
    }
  }

  /// Adds what another one counted.
  void add(OutcomeTally other) {
    completed += other.completed;
    failed += other.failed;
    cancelled += other.cancelled;
    totals.add(other.totals);
    runs.add(other.runs);
  }

  /// Adds what lies in the [#COLUMNS] of a row.
  void add(ResultSet row) throws SQLException {
    completed += row.getLong("completed");
    failed += row.getLong("failed");
    cancelled += row.getLong("cancelled");
    totals.add(row.getBytes("totals"));
    runs.add(row.getBytes("runs"));
  }

  /// Sets the [#COLUMNS] of a row.
  ///
  /// @param first the number of the first of them
  void set(PreparedStatement statement, int first) throws SQLException {
    statement.setLong(first, completed);
    statement.setLong(first + 1, failed);
    statement.setLong(first + 2, cancelled);
    statement.setBytes(first + 3, totals.encoded());
    statement.setBytes(first + 4, runs.encoded());
  }

  OutcomeSummary summary() {
    return new OutcomeSummary(
        completed, failed, cancelled, totals.percentiles(), runs.percentiles());
  }

  private void took(
      DeploymentRecord after, Instant at, @Nullable Instant startedAt, Instant endedAt) {
    if (after.run() == 1) {
      totals.add(Duration.between(after.createdAt(), at));
    }
    if (startedAt != null) {
      runs.add(Duration.between(startedAt, endedAt));
    }
  }
}
