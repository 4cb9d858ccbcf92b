package dev.templatedeployer.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables of the read model.
///
/// Times are milliseconds since 1970. What other databases call otherwise is in [Dialect].
final class Tables {

  /// Raised with every change below, so that older files are rebuilt.
  static final int VERSION = 5;

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
            number           INTEGER PRIMARY KEY,
            id               TEXT    NOT NULL,
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
            fingerprint      TEXT,
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
          CREATE UNIQUE INDEX deployments_by_id ON deployments (id)
          """,
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
          // How often a caller had a template deployed for an owner of late.
          """
          CREATE INDEX deployments_for_owner ON deployments (owner, caller, template, created_at)
          """,
          """
          CREATE INDEX deployments_by_caller ON deployments (caller, created_at, id, template)
          """,
          """
          CREATE INDEX deployments_by_canister ON deployments (canister_id)
          """,
          """
          CREATE INDEX deployments_latest ON deployments (updated_at, id)
          """,
          """
          CREATE INDEX deployments_by_attempt ON deployments (attempt, id)
          """,
          // What waits is little, or does not change.
          """
          CREATE INDEX deployments_pending ON deployments (template, created_at, id)
          WHERE status = 'PENDING'
          """,
          // Of what failed there is less, and so it may have more indexes.
          """
          CREATE INDEX deployments_latest_failed ON deployments (updated_at, id)
          WHERE failure_code IS NOT NULL
          """,
          """
          CREATE INDEX deployments_by_code ON deployments (failure_code, created_at, id)
          WHERE failure_code IS NOT NULL
          """,
          """
          CREATE INDEX deployments_by_fingerprint ON deployments (fingerprint, created_at, id)
          WHERE fingerprint IS NOT NULL
          """,
          """
          CREATE INDEX deployments_by_fingerprint_latest ON deployments (fingerprint, updated_at, id)
          WHERE fingerprint IS NOT NULL
          """,
          // The words of the message of each that failed, under its number. Keeps no text.
          """
          CREATE VIRTUAL TABLE failure_words USING fts5(
            words, tokenize = 'ascii', content = '', contentless_delete = 1)
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
          // How runs ended in each minute that begins there. The last two are histograms.
          """
          CREATE TABLE outcome_minutes (
            began_at  BIGINT NOT NULL,
            template  TEXT   NOT NULL,
            completed BIGINT NOT NULL,
            failed    BIGINT NOT NULL,
            cancelled BIGINT NOT NULL,
            totals    BLOB   NOT NULL,
            runs      BLOB   NOT NULL,
            PRIMARY KEY (began_at, template)
          ) WITHOUT ROWID
          """,
          // Groups that are empty again stay, and are not shown.
          """
          CREATE TABLE failure_groups (
            fingerprint TEXT   PRIMARY KEY,
            code        TEXT   NOT NULL,
            pattern     TEXT   NOT NULL,
            deployments BIGINT NOT NULL
          ) WITHOUT ROWID
          """,
          """
          CREATE INDEX failure_groups_largest ON failure_groups (deployments, fingerprint)
          """,
          """
          CREATE TABLE failure_group_templates (
            fingerprint TEXT   NOT NULL,
            template    TEXT   NOT NULL,
            deployments BIGINT NOT NULL,
            PRIMARY KEY (fingerprint, template)
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
      for (String sql : dialect.functions()) {
        statement.execute(sql);
      }
      for (String sql : STATEMENTS) {
        statement.executeUpdate(dialect.of(sql));
      }
    }
  }
}
