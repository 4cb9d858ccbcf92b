package dev.templatedeployer.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;

/// The end of the time that the question at hand may take on one connection. Looked at before each
/// of its statements, and by databases that can while they work.
final class Deadline implements StatementCustomizer {

  private volatile long begin;
  private volatile long most = Long.MAX_VALUE;

  /// A question begins, which may take `limit`.
  void set(Duration limit) {
    begin = System.nanoTime();
    most = limit.toNanos();
  }

  /// No question is asked.
  void lift() {
    most = Long.MAX_VALUE;
  }

  /// Whether the question has taken all its time.
  boolean isOver() {
    return System.nanoTime() - begin >= most;
  }

  @Override
  public void beforeExecution(PreparedStatement statement, StatementContext context)
      throws SQLException {
    if (isOver()) {
      throw new SQLTimeoutException("The question has taken all its time.");
    }
  }
}
