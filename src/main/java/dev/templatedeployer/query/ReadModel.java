package dev.templatedeployer.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database file of the read model, which one connection writes and a few read.
///
/// Nothing in it is worth a backup. A file that is damaged, has older tables, or was made from
/// other topics is thrown away when it is opened, and the projector fills the new one from the
/// beginning of the logs.
public final class ReadModel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);

  private final EventTopics topics;
  private final Path file;
  private final Readers readers;

  private ReadModel(EventTopics topics, Path file, Readers readers) {
    this.topics = topics;
    this.file = file;
    this.readers = readers;
  }

  /// Opens the read model of `topics`, or begins it anew. One process may have it open at a time.
  ///
  /// @param file in a folder that exists
  public static ReadModel open(Path file, EventTopics topics) {
    var origin = new Origin(Tables.VERSION, topics);
    uselessness(file, origin).ifPresent(why -> discard(file, why));
    try {
      if (Files.notExists(file)) {
        create(file, origin);
      }
      return new ReadModel(topics, file, new Readers(file, topics));
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot open the read model '%s': %s. Check that its folder can be written and has room."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  Readers readers() {
    return readers;
  }

  EventTopics topics() {
    return topics;
  }

  Path file() {
    return file;
  }

  @Override
  public void close() {
    readers.close();
  }

  /// Why the file cannot be used as it is, as the end of a sentence; empty if it can, or if there
  /// is none.
  private static Optional<String> uselessness(Path file, Origin wanted) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try (Connection connection = Sqlite.write(file)) {
      return Origin.read(connection)
          .map(origin -> origin.differenceFrom(wanted))
          .orElse(Optional.of("says nothing of where it comes from"));
    } catch (SQLException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  private static void discard(Path file, String why) {
    LOG.info("The read model '{}' {}. It is rebuilt from the beginning of the logs.", file, why);
    try {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot delete the read model '%s', which has to be rebuilt. Delete it by hand."
              .formatted(file),
          e);
    }
  }

  private static void create(Path file, Origin origin) throws SQLException {
    try (Connection connection = Sqlite.write(file)) {
      connection.setAutoCommit(false);
      Tables.create(connection);
      origin.write(connection);
      connection.commit();
    }
  }
}
