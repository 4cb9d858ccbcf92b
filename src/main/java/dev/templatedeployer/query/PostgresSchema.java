package dev.templatedeployer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.settings.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// One schema of a PostgreSQL database, which one process writes at a time.
///
/// Who writes holds an advisory lock, which belongs to the connection: it is free again as soon as
/// that process is gone, however it went.
///
/// @param url the address, such as `jdbc:postgresql://db.example:5432/deployer`
/// @param user null for none
/// @param password null for none
/// @param schema its name: lower-case letters, digits and underscores
record PostgresSchema(String url, @Nullable String user, @Nullable Secret password, String schema)
    implements Database {

  private static final String CONNECT_SECONDS = "5";

  /// After this a server that says nothing counts as gone.
  private static final String SILENCE_SECONDS = "30";

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public boolean isThere() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = 'meta'")) {
      select.setString(1, schema);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /// Makes the schema unless it exists.
  @Override
  public Connection write() throws SQLException {
    Connection connection = connect();
    try {
      hold(connection);
      execute(connection, "CREATE SCHEMA IF NOT EXISTS " + schema);
      return translating(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Connection read(Deadline deadline) throws SQLException {
    Connection connection = connect();
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      execute(connection, "SET statement_timeout = " + Readers.USUAL.toMillis());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void allow(Handle transaction, Duration limit) {
    transaction.execute("SET LOCAL statement_timeout = " + limit.toMillis());
  }

  @Override
  public void discard() throws SQLException {
    try (Connection connection = connect()) {
      hold(connection);
      execute(connection, "DROP SCHEMA IF EXISTS %s CASCADE".formatted(schema));
    }
  }

  @Override
  public String howToRebuild() {
    return "drop the schema '%s' to have it rebuilt".formatted(schema);
  }

  /// Without what follows the database in the address, where people put passwords.
  @Override
  public String toString() {
    return "schema %s of %s".formatted(schema, url.replaceFirst("[?;].*", ""));
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "template-deployer");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", SILENCE_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("currentSchema", schema);
    Optional.ofNullable(user).ifPresent(name -> properties.setProperty("user", name));
    Optional.ofNullable(password)
        .ifPresent(secret -> properties.setProperty("password", secret.value()));
    return DriverManager.getConnection(url, properties);
  }

  private void hold(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      lock.setLong(1, lockNumber());
      try (ResultSet rows = lock.executeQuery()) {
        if (!rows.next() || !rows.getBoolean(1)) {
          throw new SQLException(
              "another process writes it. Give each instance a schema of its own with 'deployer.read-model.schema'");
        }
      }
    }
  }

  /// Locks are numbered, and shared by all who use the database: a number that others hardly take.
  private long lockNumber() {
    var sum = new CRC32();
    sum.update("template-deployer read model ".getBytes(UTF_8));
    sum.update(schema.getBytes(UTF_8));
    return 0x7465_6d70_0000_0000L | sum.getValue();
  }

  /// `connection`, which takes statements in the words of SQLite. Readers have their questions
  /// translated by Jdbi; who writes prepares statements by itself.
  private static Connection translating(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            PostgresSchema.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                arguments[0] = Dialect.POSTGRES.of((String) arguments[0]);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
