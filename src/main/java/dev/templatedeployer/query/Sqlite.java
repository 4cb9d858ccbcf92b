package dev.templatedeployer.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// How connections to the file are made.
///
/// With write-ahead logging, readers and the writer never wait for each other. `synchronous=NORMAL`
/// may lose the last transactions when the power fails, but never the file; rows and offsets are
/// lost together, so the projector reads those events again.
final class Sqlite {

  private static final int BUSY_MILLIS = 10_000;
  private static final int PAGE_BYTES = 4096;

  // SQLite takes a negative size as KiB.
  private static final int WRITER_CACHE = -64 * 1024;
  private static final int READER_CACHE = -16 * 1024;

  /// Pages of log before they move to the file: with the default of 1000 hot pages move too often.
  private static final int CHECKPOINT_PAGES = 32 * 1024 * 1024 / PAGE_BYTES;

  private Sqlite() {}

  static Connection write(Path file) throws SQLException {
    var config = config(WRITER_CACHE);
    config.setPageSize(PAGE_BYTES);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(256 * 1024 * 1024));
    Connection connection = config.createConnection(url(file));
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }
    return connection;
  }

  static Connection read(Path file) throws SQLException {
    var config = config(READER_CACHE);
    config.setReadOnly(true);
    return config.createConnection(url(file));
  }

  private static SQLiteConfig config(int cache) {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(cache);
    config.setGetGeneratedKeys(false); // costs a query after every insert
    return config;
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath();
  }
}
