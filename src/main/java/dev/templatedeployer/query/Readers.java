package dev.templatedeployer.query;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The connections that read. Each answers one question at a time; who comes when all are busy
/// waits its turn.
final class Readers implements AutoCloseable {

  private static final int COUNT = 4;

  private final EventTopics topics;
  private final List<Handle> all;
  private final BlockingQueue<Handle> idle;

  Readers(Path file, EventTopics topics) throws SQLException {
    this.topics = topics;
    this.all = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      all.add(Jdbi.open(Sqlite.read(file)));
    }
    this.idle = new ArrayBlockingQueue<>(COUNT, true, all);
  }

  /// Asks `question` and the position in one transaction, so that they belong together.
  <T> Answer<T> ask(Question<T> question) {
    Handle handle = take();
    try {
      return handle.inTransaction(
          tables -> new Answer<>(question.answer(tables), Offsets.position(tables, topics)));
    } finally {
      idle.add(handle);
    }
  }

  /// How far the tables reach.
  Position position() {
    return ask(_ -> true).position();
  }

  private Handle take() {
    try {
      return idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while waiting for a connection to the read model.", e);
    }
  }

  @Override
  public void close() {
    all.forEach(Handle::close);
  }
}
