package dev.templatedeployer.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables of the read model.
///
/// Times are milliseconds since 1970.
final class Tables {

  /// Raised with every change below, so that older files are rebuilt.
  static final int VERSION = 2;

  private static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE meta (name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID
          """,
          """
          CREATE TABLE offsets (
            topic         TEXT    NOT NULL,
            log_partition INTEGER NOT NULL,
            next_offset   BIGINT  NOT NULL,
            PRIMARY KEY (topic, log_partition)
          ) WITHOUT ROWID
          """,
          // The record comes last: a list never reads the pages that a long one fills.
          """
          CREATE TABLE deployments (
            id               TEXT    PRIMARY KEY,
            version          BIGINT  NOT NULL,
            status           TEXT    NOT NULL,
            template         TEXT    NOT NULL,
            template_version TEXT    NOT NULL,
            owner            TEXT    NOT NULL,
            caller           TEXT    NOT NULL,
            canister_id      TEXT    NOT NULL,
            run              INTEGER NOT NULL,
            attempt          INTEGER NOT NULL,
            drive            INTEGER NOT NULL,
            failure_code     TEXT,
            failure_message  TEXT,
            labels           TEXT    NOT NULL,
            created_at       BIGINT  NOT NULL,
            updated_at       BIGINT  NOT NULL,
            log_partition    INTEGER NOT NULL,
            record           BLOB    NOT NULL
          )
          """,
          // What follows created_at and id in an index lets a second filter be answered from it.
          // Only
          // one of them names the status: it changes, and a change costs a page of each that does.
          """
          CREATE INDEX deployments_newest ON deployments (created_at, id)
          """,
          """
          CREATE INDEX deployments_by_status ON deployments (status, created_at, id, template, caller)
          """,
          """
          CREATE INDEX deployments_by_template ON deployments (template, created_at, id, caller)
          """,
          """
          CREATE INDEX deployments_by_owner ON deployments (owner, created_at, id, template)
          """,
          """
          CREATE INDEX deployments_by_caller ON deployments (caller, created_at, id, template)
          """,
          """
          CREATE TABLE deployment_labels (
            name          TEXT   NOT NULL,
            content       TEXT   NOT NULL,
            created_at    BIGINT NOT NULL,
            deployment_id TEXT   NOT NULL,
            PRIMARY KEY (name, content, created_at, deployment_id)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE deployment_counts (
            template    TEXT   NOT NULL,
            status      TEXT   NOT NULL,
            deployments BIGINT NOT NULL,
            PRIMARY KEY (template, status)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE events (
            deployment_id TEXT    NOT NULL,
            version       BIGINT  NOT NULL,
            type          TEXT    NOT NULL,
            at            BIGINT  NOT NULL,
            log_partition INTEGER NOT NULL,
            log_offset    BIGINT  NOT NULL,
            content       BLOB    NOT NULL,
            PRIMARY KEY (deployment_id, version)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE canisters (
            id            TEXT   PRIMARY KEY,
            version       BIGINT NOT NULL,
            kind          TEXT   NOT NULL,
            owner         TEXT   NOT NULL,
            status        TEXT   NOT NULL,
            deployment_id TEXT,
            created_at    BIGINT NOT NULL,
            updated_at    BIGINT NOT NULL,
            head          TEXT   NOT NULL
          )
          """,
          """
          CREATE INDEX canisters_newest ON canisters (created_at, id)
          """,
          """
          CREATE INDEX canisters_by_kind ON canisters (kind, created_at, id)
          """,
          """
          CREATE INDEX canisters_by_status ON canisters (status, created_at, id)
          """,
          """
          CREATE INDEX canisters_by_kind_and_status ON canisters (kind, status, created_at, id)
          """,
          """
          CREATE INDEX canisters_by_owner ON canisters (owner, created_at, id, kind)
          """,
          """
          CREATE TABLE canister_rows (
            canister_id TEXT NOT NULL,
            row_table   TEXT NOT NULL,
            row_key     TEXT NOT NULL,
            content     TEXT NOT NULL,
            PRIMARY KEY (canister_id, row_table, row_key)
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE canister_events (
            canister_id   TEXT    NOT NULL,
            version       BIGINT  NOT NULL,
            type          TEXT    NOT NULL,
            at            BIGINT  NOT NULL,
            log_partition INTEGER NOT NULL,
            log_offset    BIGINT  NOT NULL,
            content       BLOB    NOT NULL,
            PRIMARY KEY (canister_id, version)
          ) WITHOUT ROWID
          """);

  private Tables() {}

  static void create(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : STATEMENTS) {
        statement.executeUpdate(dialect.of(sql));
      }
    }
  }
}
