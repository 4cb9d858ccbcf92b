package dev.templatedeployer.query;

import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.identity.Principal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A canister whose rows are read when they are asked for, in the transaction of its head.
final class CanisterInTables implements ListedCanister {

  /// What [#summary(ResultSet)] reads.
  static final String COLUMNS =
      "id, kind, version, owner, status, deployment_id, created_at, updated_at";

  private static final String SELECT = "SELECT " + COLUMNS + ", head FROM canisters WHERE id = ?";

  private static final String SELECT_ROW =
      "SELECT content FROM canister_rows WHERE canister_id = ? AND row_table = ? AND row_key = ?";

  private static final String SELECT_ROWS =
      "SELECT row_key, content FROM canister_rows WHERE canister_id = ? AND row_table = ? AND row_key > ?"
          + " ORDER BY row_key LIMIT ?";

  private final Connection connection;
  private final CanisterSummary summary;
  private final String head;

  private CanisterInTables(Connection connection, CanisterSummary summary, String head) {
    this.connection = connection;
    this.summary = summary;
    this.head = head;
  }

  static Optional<ListedCanister> read(Connection connection, Principal id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, id.text());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(new CanisterInTables(connection, summary(rows), rows.getString("head")))
            : Optional.empty();
      }
    }
  }

  static CanisterSummary summary(ResultSet row) throws SQLException {
    @Nullable String deploymentId = row.getString("deployment_id");
    return new CanisterSummary(
        new Principal(row.getString("id")),
        row.getString("kind"),
        row.getLong("version"),
        new Principal(row.getString("owner")),
        row.getString("status"),
        deploymentId == null ? null : new DeploymentId(deploymentId),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }

  @Override
  public CanisterSummary summary() {
    return summary;
  }

  @Override
  public String head() {
    return head;
  }

  @Override
  public Optional<String> row(RowKey key) {
    try (PreparedStatement select = connection.prepareStatement(SELECT_ROW)) {
      select.setString(1, summary.id().text());
      select.setString(2, key.table());
      select.setString(3, key.key());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot read a row of the canister '%s': %s".formatted(summary.id(), e.getMessage()), e);
    }
  }

  @Override
  public List<Row<String>> rows(String table, @Nullable String after, int limit) {
    var found = new ArrayList<Row<String>>();
    try (PreparedStatement select = connection.prepareStatement(SELECT_ROWS)) {
      select.setString(1, summary.id().text());
      select.setString(2, table);
      select.setString(3, after == null ? "" : after);
      select.setInt(4, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(new Row<>(rows.getString(1), rows.getString(2)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot list the rows of the canister '%s': %s".formatted(summary.id(), e.getMessage()),
          e);
    }
  }
}
