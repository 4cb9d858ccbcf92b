package dev.templatedeployer.query;

/// What SQL is called in a database. All SQL here is written for SQLite; the few words that others
/// have otherwise are put into theirs.
enum Dialect {
  /// As it is written.
  SQLITE {
    @Override
    String of(String sql) {
      return sql;
    }
  },

  /// Bytes have another name, rows have no hidden number to do without, and no query names its
  /// index: the planner knows better.
  ///
  /// Texts are ordered by their bytes, as in SQLite, whatever the language of the database.
  POSTGRES {
    @Override
    String of(String sql) {
      String query = sql.replaceAll("\\s+INDEXED BY \\w+", "");
      return query.stripLeading().startsWith("CREATE TABLE")
          ? query
              .replace("BLOB", "BYTEA")
              .replace("WITHOUT ROWID", "")
              .replaceAll("\\bTEXT\\b", "TEXT COLLATE \"C\"")
          : query;
    }
  };

  /// `sql` in the words of this one.
  abstract String of(String sql);
}
