package dev.templatedeployer.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/// Where the tables of a read model are. Its text is what a sentence calls it.
sealed interface Database permits SqliteFile, PostgresSchema {

  /// The words of its SQL.
  Dialect dialect();

  /// Whether there is anything there yet.
  boolean isThere() throws SQLException;

  /// A connection for the one who writes.
  ///
  /// @throws SQLException also if another process is that one
  Connection write() throws SQLException;

  /// A connection for one who reads. Within a transaction it sees one state of the tables.
  ///
  /// @param deadline ends what is asked, as closely as the database can: one that cannot look at it
  ///   ends a statement after [Readers#USUAL]
  Connection read(Deadline deadline) throws SQLException;

  /// Lets the statements of a transaction take `limit`, where they end by themselves.
  void allow(Handle transaction, Duration limit);

  /// Removes everything, so that it can be filled anew.
  void discard() throws SQLException;

  /// What somebody has to do to have it filled anew, as the end of a sentence.
  String howToRebuild();
}
