package dev.templatedeployer.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database of the read model, which one connection writes and a few read.
///
/// Nothing in it is worth a backup. One that is damaged, has older tables, or was made from other
/// topics is thrown away when it is opened, and the projector fills the new one from the beginning
/// of the logs.
public final class ReadModel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);

  private final EventTopics topics;
  private final Database database;
  private final Readers readers;

  private ReadModel(EventTopics topics, Database database, Readers readers) {
    this.topics = topics;
    this.database = database;
    this.readers = readers;
  }

  /// Opens the read model of `topics` in a file of SQLite, or begins it anew. One process may have
  /// it open at a time.
  ///
  /// @param file in a folder that exists
  /// @throws IllegalStateException with a sentence, if it cannot be used
  public static ReadModel open(Path file, EventTopics topics) {
    return open(new SqliteFile(file), topics);
  }

  /// Opens the read model of `topics` where `settings` say, or begins it anew. One process may have
  /// it open at a time.
  ///
  /// @param file the file of SQLite, unless the settings name a database
  /// @throws IllegalStateException with a sentence, if it cannot be used
  public static ReadModel open(ReadModelSettings settings, Path file, EventTopics topics) {
    return open(settings.database(file), topics);
  }

  /// Throws away what there is, so that it is filled anew.
  ///
  /// @throws IllegalStateException with a sentence, if it cannot be
  public static void discard(ReadModelSettings settings, Path file) {
    Database database = settings.database(file);
    try {
      database.discard();
    } catch (SQLException e) {
      throw unusable(database, e);
    }
  }

  static ReadModel open(Database database, EventTopics topics) {
    var origin = new Origin(Tables.VERSION, topics);
    try {
      Optional<String> uselessness = uselessness(database, origin);
      if (uselessness.isPresent()) {
        LOG.info(
            "The read model '{}' {}. It is rebuilt from the beginning of the logs.",
            database,
            uselessness.get());
        database.discard();
      }
      if (!database.isThere()) {
        create(database, origin);
      }
      return new ReadModel(topics, database, new Readers(database, topics));
    } catch (SQLException e) {
      throw unusable(database, e);
    }
  }

  Readers readers() {
    return readers;
  }

  EventTopics topics() {
    return topics;
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    readers.close();
  }

  private static IllegalStateException unusable(Database database, SQLException e) {
    return new IllegalStateException(
        "Cannot use the read model '%s': %s. %s"
            .formatted(
                database,
                String.valueOf(e.getMessage()).replaceFirst("\\.$", ""),
                switch (database) {
                  case SqliteFile _ -> "Check that its folder can be written and has room.";
                  case PostgresSchema _ ->
                      "Check 'deployer.read-model.url' with its user and password, and that this user may create a schema.";
                }),
        e);
  }

  /// Why the tables cannot be used as they are, as the end of a sentence; empty if they can, or if
  /// there are none.
  ///
  /// @throws SQLException if nobody can tell, since the database is out of reach
  private static Optional<String> uselessness(Database database, Origin wanted)
      throws SQLException {
    if (!database.isThere()) {
      return Optional.empty();
    }
    try (Connection connection = database.read(new Deadline())) {
      return Origin.read(connection)
          .map(origin -> origin.differenceFrom(wanted))
          .orElse(Optional.of("says nothing of where it comes from"));
    } catch (SQLException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  private static void create(Database database, Origin origin) throws SQLException {
    try (Connection connection = database.write()) {
      connection.setAutoCommit(false);
      Tables.create(connection, database.dialect());
      origin.write(connection);
      connection.commit();
    }
  }
}
