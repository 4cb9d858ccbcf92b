package dev.templatedeployer.query;

import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Folds the events of canisters and writes what they add up to.
///
/// Events are inserted as they come. Of each canister that a batch touches, the head and the
/// changed rows are written once, by [#flush]. Belongs to the projector's thread.
final class CanisterWriter {

  private static final String INSERT_EVENT =
      """
      INSERT INTO canister_events (canister_id, version, type, at, log_partition, log_offset, content)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPSERT =
      """
      INSERT INTO canisters (id, version, kind, owner, deployment_id, created_at, updated_at, head, status)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, owner = excluded.owner,
        deployment_id = excluded.deployment_id, updated_at = excluded.updated_at, head = excluded.head,
        status = excluded.status
      """;

  private static final String UPSERT_ROW =
      """
      INSERT INTO canister_rows (canister_id, row_table, row_key, content) VALUES (?, ?, ?, ?)
      ON CONFLICT (canister_id, row_table, row_key) DO UPDATE SET content = excluded.content
      """;

  private final Connection connection;
  private final CanisterProjection projection;
  private final PreparedStatement insertEvent;
  private final PreparedStatement upsert;
  private final PreparedStatement upsertRow;

  private final Map<Principal, Fold> folds = new LinkedHashMap<>();

  CanisterWriter(Connection connection, CanisterProjection projection) throws SQLException {
    this.connection = connection;
    this.projection = projection;
    this.insertEvent = connection.prepareStatement(INSERT_EVENT);
    this.upsert = connection.prepareStatement(UPSERT);
    this.upsertRow = connection.prepareStatement(UPSERT_ROW);
  }

  /// Takes an event in. A repeated one changes nothing.
  ///
  /// @param value the event as it stands on its topic
  /// @throws BrokenLog if an event before it is missing
  void apply(RecordedCanisterEvent event, Place place, byte[] value)
      throws BrokenLog, SQLException {
    Fold fold = folds.get(event.canisterId());
    @Nullable StoredCanister canister = fold != null ? fold : stored(event.canisterId());
    long version = canister == null ? 0 : canister.summary().version();
    var order = new Order("canister", event.canisterId().text(), version);
    if (order.isRepeat(event.version())) {
      return;
    }
    order.requireNext(event.version());
    CanisterProjection.Change change = projection.fold(canister, event);
    insertEvent(event, place, value);
    if (fold == null) {
      fold = new Fold(canister, summary(canister, event, change), change.head());
      folds.put(event.canisterId(), fold);
    }
    fold.take(summary(canister, event, change), change);
  }

  /// Writes every canister that the batch touched.
  void flush() throws SQLException {
    for (Fold fold : folds.values()) {
      upsert(fold.summary, fold.head);
      for (Map.Entry<RowKey, String> row : fold.rows.entrySet()) {
        upsertRow(fold.summary.id(), row.getKey(), row.getValue());
      }
    }
  }

  /// Begins the next batch.
  ///
  /// @param position how far the tables reach with the last one
  /// @return the versions of the canisters that the last one touched, each with `position`
  Map<Principal, Answer<Long>> nextBatch(Position position) {
    var versions = new HashMap<Principal, Answer<Long>>();
    folds.forEach((id, fold) -> versions.put(id, new Answer<>(fold.summary.version(), position)));
    folds.clear();
    return Collections.unmodifiableMap(versions);
  }

  private @Nullable StoredCanister stored(Principal id) throws SQLException {
    return CanisterInTables.read(connection, id).orElse(null);
  }

  private static CanisterSummary summary(
      @Nullable StoredCanister before,
      RecordedCanisterEvent event,
      CanisterProjection.Change change) {
    Instant createdAt = before == null ? event.at() : before.summary().createdAt();
    @Nullable DeploymentId known = before == null ? null : before.summary().deploymentId();
    return new CanisterSummary(
        event.canisterId(),
        event.kind(),
        event.version(),
        change.owner(),
        change.status(),
        change.deploymentId() == null ? known : change.deploymentId(),
        createdAt,
        event.at());
  }

  private void insertEvent(RecordedCanisterEvent event, Place place, byte[] value)
      throws SQLException {
    insertEvent.setString(1, event.canisterId().text());
    insertEvent.setLong(2, event.version());
    insertEvent.setString(3, event.type());
    insertEvent.setLong(4, event.at().toEpochMilli());
    insertEvent.setInt(5, place.partition().partition());
    insertEvent.setLong(6, place.offset());
    insertEvent.setBytes(7, value);
    insertEvent.executeUpdate();
  }

  private void upsert(CanisterSummary canister, String head) throws SQLException {
    @Nullable DeploymentId deploymentId = canister.deploymentId();
    upsert.setString(1, canister.id().text());
    upsert.setLong(2, canister.version());
    upsert.setString(3, canister.kind());
    upsert.setString(4, PlainText.of(canister.owner().text()));
    upsert.setString(5, deploymentId == null ? null : deploymentId.value());
    upsert.setLong(6, canister.createdAt().toEpochMilli());
    upsert.setLong(7, canister.updatedAt().toEpochMilli());
    upsert.setString(8, head);
    upsert.setString(9, canister.status());
    upsert.executeUpdate();
  }

  private void upsertRow(Principal id, RowKey key, String content) throws SQLException {
    upsertRow.setString(1, id.text());
    upsertRow.setString(2, key.table());
    upsertRow.setString(3, key.key());
    upsertRow.setString(4, content);
    upsertRow.executeUpdate();
  }

  /// What a batch makes of one canister: the canister as it was before the batch, and what has
  /// changed since.
  private static final class Fold implements StoredCanister {

    private final @Nullable StoredCanister before;
    private final Map<RowKey, String> rows = new HashMap<>();
    private CanisterSummary summary;
    private String head;

    Fold(@Nullable StoredCanister before, CanisterSummary summary, String head) {
      this.before = before;
      this.summary = summary;
      this.head = head;
    }

    void take(CanisterSummary after, CanisterProjection.Change change) {
      summary = after;
      head = change.head();
      rows.putAll(change.rows());
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
      String changed = rows.get(key);
      if (changed != null) {
        return Optional.of(changed);
      }
      return before == null ? Optional.empty() : before.row(key);
    }
  }
}
