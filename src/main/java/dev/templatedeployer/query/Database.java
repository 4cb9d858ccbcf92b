package dev.templatedeployer.query;

import java.sql.Connection;
import java.sql.SQLException;

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
  Connection read() throws SQLException;

  /// Removes everything, so that it can be filled anew.
  void discard() throws SQLException;

  /// What somebody has to do to have it filled anew, as the end of a sentence.
  String howToRebuild();
}
