package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.query.filter.Fingerprint;
import dev.templatedeployer.wire.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Folds the events of deployments and writes what they add up to.
///
/// Events are inserted as they come. Of each deployment that a batch touches, the row is written
/// once, by [#flush]. Belongs to the projector's thread.
final class DeploymentWriter {

  private static final String SELECT = "SELECT record FROM deployments WHERE id = ?";

  private static final String INSERT_EVENT =
      """
      INSERT INTO events (deployment_id, version, type, at, log_partition, log_offset, content)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT =
      """
      INSERT INTO deployments (version, status, run, attempt, drive, failure_code, failure_message,
        fingerprint, updated_at, record, id, template, template_version, owner, caller, canister_id, labels, created_at, log_partition)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE =
      """
      UPDATE deployments SET version = ?, status = ?, run = ?, attempt = ?, drive = ?, failure_code = ?,
        failure_message = ?, fingerprint = ?, updated_at = ?, record = ?
      WHERE id = ?
      """;

  private static final String INSERT_LABEL =
      """
      INSERT INTO deployment_labels (name, content, created_at, deployment_id) VALUES (?, ?, ?, ?)
      """;

  private final Formats formats;
  private final DeploymentCounter counter;
  private final FailureWriter failures;
  private final OutcomeWriter outcomes;
  private final PreparedStatement select;
  private final PreparedStatement insertEvent;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement insertLabel;

  private final RecentRecords recent = new RecentRecords();
  private final Map<DeploymentId, Fold> folds = new LinkedHashMap<>();

  /// What a batch makes of one deployment.
  private record Fold(@Nullable DeploymentRecord before, DeploymentRecord after, int partition) {}

  DeploymentWriter(Connection connection, Formats formats) throws SQLException {
    this.formats = formats;
    this.counter = new DeploymentCounter(connection);
    this.failures = new FailureWriter(connection);
    this.outcomes = new OutcomeWriter(connection);
    this.select = connection.prepareStatement(SELECT);
    this.insertEvent = connection.prepareStatement(INSERT_EVENT);
    this.insert = connection.prepareStatement(INSERT);
    this.update = connection.prepareStatement(UPDATE);
    this.insertLabel = connection.prepareStatement(INSERT_LABEL);
  }

  /// Takes an event in. A repeated one changes nothing.
  ///
  /// @param value the event as it stands on its topic
  /// @throws BrokenLog if an event before it is missing, or it cannot be folded
  void apply(RecordedEvent recorded, Place place, byte[] value) throws BrokenLog, SQLException {
    Fold fold = folds.get(recorded.id());
    DeploymentRecord record = fold == null ? current(recorded.id()) : fold.after();
    var order =
        new Order("deployment", recorded.id().value(), record == null ? 0 : record.version());
    if (order.isRepeat(recorded.version())) {
      return;
    }
    order.requireNext(recorded.version());
    DeploymentRecord after = DeploymentRecords.evolve(record, recorded.event());
    insertEvent(recorded, place, value);
    outcomes.take(recorded.event(), after);
    folds.put(
        recorded.id(),
        new Fold(fold == null ? record : fold.before(), after, place.partition().partition()));
  }

  /// Writes the row of every deployment that the batch touched.
  void flush() throws SQLException {
    for (Fold fold : folds.values()) {
      if (fold.before() == null) {
        insert(fold);
        insertLabels(fold.after());
      } else {
        update(fold.after());
      }
      counter.count(fold.before(), fold.after());
      failures.take(fold.before(), fold.after());
    }
    counter.flush();
    failures.flush();
    outcomes.flush();
  }

  /// Begins the next batch.
  ///
  /// @return the deployments that the last one touched, as they are now
  Map<DeploymentId, DeploymentRecord> nextBatch() {
    var records = new LinkedHashMap<DeploymentId, DeploymentRecord>();
    for (Fold fold : folds.values()) {
      recent.put(fold.after());
      records.put(fold.after().id(), fold.after());
    }
    folds.clear();
    return Collections.unmodifiableMap(records);
  }

  private @Nullable DeploymentRecord current(DeploymentId id) throws SQLException {
    DeploymentRecord record = recent.get(id);
    return record != null ? record : stored(id);
  }

  private @Nullable DeploymentRecord stored(DeploymentId id) throws SQLException {
    select.setString(1, id.value());
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? formats.record(rows.getBytes(1)) : null;
    }
  }

  private void insertEvent(RecordedEvent recorded, Place place, byte[] value) throws SQLException {
    insertEvent.setString(1, recorded.id().value());
    insertEvent.setLong(2, recorded.version());
    insertEvent.setString(3, recorded.event().getClass().getSimpleName());
    insertEvent.setLong(4, recorded.event().at().toEpochMilli());
    insertEvent.setInt(5, place.partition().partition());
    insertEvent.setLong(6, place.offset());
    insertEvent.setBytes(7, value);
    insertEvent.executeUpdate();
  }

  private void insert(Fold fold) throws SQLException {
    DeploymentRecord record = fold.after();
    setChangeable(insert, record);
    insert.setString(11, record.id().value());
    insert.setString(12, record.request().template().value());
    insert.setString(13, record.terms().templateVersion());
    insert.setString(14, PlainText.of(record.request().owner().text()));
    insert.setString(15, PlainText.of(record.caller()));
    insert.setString(16, record.canisterId().text());
    insert.setString(17, Labels.write(record.request().labels()));
    insert.setLong(18, record.createdAt().toEpochMilli());
    insert.setInt(19, fold.partition());
    insert.executeUpdate();
  }

  private void update(DeploymentRecord record) throws SQLException {
    setChangeable(update, record);
    update.setString(11, record.id().value());
    update.executeUpdate();
  }

  private void setChangeable(PreparedStatement statement, DeploymentRecord record)
      throws SQLException {
    @Nullable Failure failure = FailureWriter.failure(record);
    statement.setLong(1, record.version());
    statement.setString(2, record.status().name());
    statement.setInt(3, record.run());
    statement.setInt(4, record.token().attempt());
    statement.setInt(5, record.token().drive());
    statement.setString(6, failure == null ? null : PlainText.of(failure.code()));
    statement.setString(7, failure == null ? null : PlainText.of(failure.message()));
    statement.setString(8, failure == null ? null : Fingerprint.of(failure).id());
    statement.setLong(9, record.updatedAt().toEpochMilli());
    statement.setBytes(10, formats.records().encode(record));
  }

  /// Labels never change, so they are written with the first event.
  private void insertLabels(DeploymentRecord record) throws SQLException {
    for (Map.Entry<String, String> label : record.request().labels().entrySet()) {
      insertLabel.setString(1, label.getKey());
      insertLabel.setString(2, PlainText.of(label.getValue()));
      insertLabel.setLong(3, record.createdAt().toEpochMilli());
      insertLabel.setString(4, record.id().value());
      insertLabel.executeUpdate();
    }
  }
}
