package dev.templatedeployer.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/// A connection that answers questions, and its thread. One that breaks is replaced when the next
/// question comes.
final class Reader implements AutoCloseable {

  private static final int SECONDS_TO_TELL = 1;

  private final Database database;
  private final EventTopics topics;
  private final ExecutorService thread;
  private final Deadline deadline = new Deadline();
  private @Nullable Handle handle;

  private Reader(Database database, EventTopics topics, String name) {
    this.database = database;
    this.topics = topics;
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /// @param name of its thread
  /// @throws SQLException if the database is out of reach
  static Reader open(Database database, EventTopics topics, String name) throws SQLException {
    var reader = new Reader(database, topics, name);
    reader.handle = reader.connect();
    return reader;
  }

  /// Does something on its thread.
  void run(Runnable task) {
    thread.execute(task);
  }

  /// The answer and the position, from one transaction. On its thread.
  <T> Answer<T> answer(Question<T> question, Duration limit) {
    deadline.set(limit);
    try {
      return handle()
          .inTransaction(tables -> {
            if (limit.compareTo(Readers.USUAL) > 0) {
              database.allow(tables, limit);
            }
            return new Answer<>(question.answer(tables), Offsets.position(tables, topics));
          });
    } catch (RuntimeException e) {
      boolean isOver = deadline.isOver();
      deadline.lift();
      if (isBroken()) {
        close(handle);
        handle = null;
        throw new ReadModelOutOfReach(e);
      }
      throw isOver ? QuestionGivenUp.takesTooLong(limit) : e;
    } finally {
      deadline.lift();
    }
  }

  /// Lets the connection and the thread go, when nothing is asked any more.
  @Override
  public void close() {
    thread.close();
    close(handle);
    handle = null;
  }

  private Handle handle() {
    Handle open = handle;
    if (open == null) {
      try {
        open = connect();
      } catch (SQLException e) {
        throw new ReadModelOutOfReach(e);
      }
      handle = open;
    }
    return open;
  }

  private Handle connect() throws SQLException {
    Handle opened = Jdbi.open(database.read(deadline));
    var usual = new DefinedAttributeTemplateEngine();
    opened.setTemplateEngine((sql, context) -> usual.render(database.dialect().of(sql), context));
    opened.getConfig(SqlStatements.class).addCustomizer(deadline);
    return opened;
  }

  private boolean isBroken() {
    Handle open = handle;
    try {
      return open != null && !open.getConnection().isValid(SECONDS_TO_TELL);
    } catch (SQLException e) {
      return true;
    }
  }

  private static void close(@Nullable Handle open) {
    if (open != null) {
      open.close();
    }
  }
}
