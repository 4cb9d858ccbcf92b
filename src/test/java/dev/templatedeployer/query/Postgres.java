package dev.templatedeployer.query;

import dev.templatedeployer.settings.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// One PostgreSQL for all tests of a run, which ends with the process. Each test takes a schema.
final class Postgres {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Postgres() {}

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// A schema that is not there yet.
  static PostgresSchema schema() {
    return new PostgresSchema(
        url(), "postgres", new Secret("postgres"), "test_" + SCHEMAS.incrementAndGet());
  }

  static String url() {
    return "jdbc:postgresql://localhost:%d/postgres".formatted(Server.RUNNING.getPort());
  }

  /// What somebody else does to the database.
  static void execute(String sql) throws SQLException {
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
