package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.StoredRecord;
import dev.templatedeployer.wire.Undecodable;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What the events of one partition add up to, as the `deployments` store keeps it.
///
/// A completed deployment is handed on at once and only its version remembered, since nothing
/// happens to it any more: most of them are, and not all have room in memory.
final class DeploymentsFold implements Fold {

  private final EventCodec events;
  private final RecordCodec records = new RecordCodec();
  private final Map<String, StoredRecord> open = new HashMap<>();
  private final Map<String, Long> completed = new HashMap<>();
  private final CauseOffsets causes = new CauseOffsets();
  private final Rows rows;
  private long repeated;

  /// @param rows takes what is to be in the store
  DeploymentsFold(EventCodec events, Rows rows) {
    this.events = events;
    this.rows = rows;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) throws BrokenEvents {
    RecordedEvent event = event(record);
    String id = event.id().value();
    StoredRecord before = open.get(id);
    long version = before == null ? completed.getOrDefault(id, 0L) : before.record().version();
    causes.note(event.cause());
    if (event.version() <= version) {
      repeated++;
      return;
    }
    if (before == null && version > 0) {
      throw BrokenEvents.at(record, "comes after its deployment was completed");
    }
    EventHash hash =
        Fold.follow(
            record, version, event.version(), before == null ? null : before.lastEventHash());
    keep(id, new StoredRecord(evolve(before, event, record), hash), record.timestamp());
  }

  private void keep(String id, StoredRecord stored, long at) {
    if (stored.record().status() == Status.COMPLETED) {
      open.remove(id);
      completed.put(id, stored.record().version());
      rows.put(id.getBytes(UTF_8), records.encode(stored), at);
    } else {
      open.put(id, stored);
    }
  }

  private static DeploymentRecord evolve(
      @Nullable StoredRecord before, RecordedEvent event, ConsumerRecord<byte[], byte[]> record)
      throws BrokenEvents {
    try {
      return DeploymentRecords.evolve(before == null ? null : before.record(), event.event());
    } catch (IllegalStateException e) {
      throw BrokenEvents.at(record, "cannot follow what came before it: " + e.getMessage());
    }
  }

  private RecordedEvent event(ConsumerRecord<byte[], byte[]> record) throws BrokenEvents {
    try {
      return events.decode(record.value());
    } catch (Undecodable e) {
      throw BrokenEvents.at(record, "cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void finish() {
    open.forEach((id, stored) ->
        rows.put(
            id.getBytes(UTF_8),
            records.encode(stored),
            stored.record().updatedAt().toEpochMilli()));
  }

  @Override
  public CauseOffsets causes() {
    return causes;
  }

  @Override
  public long things() {
    return (long) open.size() + completed.size();
  }

  @Override
  public long repeated() {
    return repeated;
  }
}
