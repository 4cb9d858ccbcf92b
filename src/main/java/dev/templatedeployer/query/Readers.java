package dev.templatedeployer.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jspecify.annotations.Nullable;

/// The connections that read. Each answers one question at a time; who comes when all are busy
/// waits its turn. One that breaks is replaced when it is needed next.
final class Readers implements AutoCloseable {

  private static final int COUNT = 4;
  private static final int SECONDS_TO_TELL = 1;

  private final EventTopics topics;
  private final Database database;
  private volatile boolean isClosed;
  private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(COUNT, true);

  /// A connection, or the place for one.
  private static final class Reader {
    private @Nullable Handle handle;
  }

  /// @throws SQLException if the database is out of reach
  Readers(Database database, EventTopics topics) throws SQLException {
    this.topics = topics;
    this.database = database;
    for (int i = 0; i < COUNT; i++) {
      var reader = new Reader();
      reader.handle = connect();
      idle.add(reader);
    }
  }

  /// Asks `question` and the position in one transaction, so that they belong together.
  ///
  /// @throws ReadModelOutOfReach if the database is
  <T> Answer<T> ask(Question<T> question) {
    Reader reader = take();
    try {
      return handle(reader)
          .inTransaction(
              tables -> new Answer<>(question.answer(tables), Offsets.position(tables, topics)));
    } catch (RuntimeException e) {
      if (isBroken(reader)) {
        drop(reader);
        throw new ReadModelOutOfReach(e);
      }
      throw e;
    } finally {
      idle.add(reader);
    }
  }

  /// How far the tables reach.
  Position position() {
    return ask(_ -> true).position();
  }

  private Reader take() {
    try {
      Reader reader = idle.take();
      if (isClosed) {
        idle.add(reader); // for the next one who waits, to learn the same
        throw new IllegalStateException("The read model is closed.");
      }
      return reader;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while waiting for a connection to the read model.", e);
    }
  }

  private Handle handle(Reader reader) {
    Handle open = reader.handle;
    if (open == null) {
      try {
        open = connect();
      } catch (SQLException e) {
        throw new ReadModelOutOfReach(e);
      }
      reader.handle = open;
    }
    return open;
  }

  private Handle connect() throws SQLException {
    Handle handle = Jdbi.open(database.read());
    var usual = new DefinedAttributeTemplateEngine();
    handle.setTemplateEngine((sql, context) -> usual.render(database.dialect().of(sql), context));
    return handle;
  }

  private static boolean isBroken(Reader reader) {
    try {
      return reader.handle != null && !reader.handle.getConnection().isValid(SECONDS_TO_TELL);
    } catch (SQLException e) {
      return true;
    }
  }

  private static void drop(Reader reader) {
    Handle broken = reader.handle;
    reader.handle = null;
    if (broken != null) {
      broken.close();
    }
  }

  /// Waits until the last question is answered. Who asks or waits afterwards is told so.
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    var all = new ArrayList<Reader>();
    for (int i = 0; i < COUNT; i++) {
      all.add(take());
    }
    isClosed = true;
    all.forEach(Readers::drop);
    idle.addAll(all);
  }
}
