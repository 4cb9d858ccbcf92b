package dev.templatedeployer.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// One file of SQLite.
///
/// With write-ahead logging, readers and the writer never wait for each other. `synchronous=NORMAL`
/// may lose the last transactions when the power fails, but never the file; rows and offsets are
/// lost together, so the projector reads those events again.
///
/// @param path the file, in a folder that exists
record SqliteFile(Path path) implements Database {

  private static final int BUSY_MILLIS = 10_000;
  private static final int PAGE_BYTES = 4096;

  /// Steps of SQLite's machine between two looks at the deadline: a millisecond or so.
  private static final int STEPS_BETWEEN_LOOKS = 10_000;

  // SQLite takes a negative size as KiB.
  private static final int WRITER_CACHE = -64 * 1024;
  private static final int READER_CACHE = -16 * 1024;

  /// Pages of log before they move to the file: with the default of 1000 hot pages move too often.
  private static final int CHECKPOINT_PAGES = 32 * 1024 * 1024 / PAGE_BYTES;

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public boolean isThere() {
    return Files.exists(path);
  }

  /// Makes the file unless it exists. Who writes is settled by the lock on the state directory.
  @Override
  public Connection write() throws SQLException {
    var config = config(WRITER_CACHE);
    config.setPageSize(PAGE_BYTES);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(256 * 1024 * 1024));
    Connection connection = config.createConnection(url());
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }
    return connection;
  }

  @Override
  public Connection read(Deadline deadline) throws SQLException {
    var config = config(READER_CACHE);
    config.setReadOnly(true);
    Connection connection = config.createConnection(url());
    ProgressHandler.setHandler(
        connection,
        STEPS_BETWEEN_LOOKS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return deadline.isOver() ? 1 : 0; // 1 interrupts the statement
          }
        });
    return connection;
  }

  @Override
  public void allow(Handle transaction, Duration limit) {
    // the deadline is looked at all the time
  }

  @Override
  public void discard() throws SQLException {
    try {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(path.resolveSibling(path.getFileName() + suffix));
      }
    } catch (IOException e) {
      throw new SQLException("the file cannot be deleted: " + e, e);
    }
  }

  @Override
  public String howToRebuild() {
    return "delete '%s' to have it rebuilt".formatted(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static SQLiteConfig config(int cache) {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(cache);
    config.setGetGeneratedKeys(false); // costs a query after every insert
    return config;
  }

  private String url() {
    return "jdbc:sqlite:" + path.toAbsolutePath();
  }
}
