package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.hosting.HostedEvent;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.canister.hosting.HostedKinds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.Undecodable;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What the events of canisters in one partition add up to, as the `canisters` store keeps it: a
/// head for each canister and its rows.
final class CanistersFold implements Fold {

  private final CanisterEventCodec events;
  private final HostedKinds kinds;
  private final ObjectMapper json;
  private final Rows rows;
  private final Map<String, StoredCanister> canisters = new HashMap<>();
  private final Map<String, JsonBytes> parts = new HashMap<>();
  private final Map<String, Long> changedAt = new HashMap<>();
  private final CauseOffsets causes = new CauseOffsets();
  private final NavigableMap<Long, Long> versionByCommand = new TreeMap<>();
  private final long remembersSince;
  private long repeated;

  /// @param rows takes what is to be in the store
  /// @param remembersSince from when on operations are remembered by their ids
  CanistersFold(
      CanisterEventCodec events,
      HostedKinds kinds,
      ObjectMapper json,
      Rows rows,
      long remembersSince) {
    this.events = events;
    this.kinds = kinds;
    this.json = json;
    this.rows = rows;
    this.remembersSince = remembersSince;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) throws BrokenEvents {
    RecordedCanisterEvent event = event(record);
    String id = event.canisterId().text();
    StoredCanister before = canisters.get(id);
    long version = before == null ? 0 : before.about().version();
    causes.note(event.cause());
    if (event.version() <= version) {
      repeated++;
      return;
    }
    StoredCanister.About about = before == null ? begun(event) : before.about();
    EventHash hash =
        Fold.follow(record, version, event.version(), before == null ? null : about.hash());
    HostedKind.Evolved after = evolve(before, event, record);
    canisters.put(id, new StoredCanister(about.after(hash), after.head()));
    changedAt.put(id, record.timestamp());
    after
        .rows()
        .forEach((key, row) -> {
          String storeKey = CanisterOutputs.storeKey(event.canisterId(), key);
          parts.put(storeKey, row);
          changedAt.put(storeKey, record.timestamp());
        });
    if (event.cause().commandId() != null
        && before != null
        && record.timestamp() >= remembersSince) {
      versionByCommand.put(event.cause().offset(), event.version());
    }
  }

  /// The command that creates a canister is sent for its owner, and under the id of its deployment.
  private static StoredCanister.About begun(RecordedCanisterEvent event) {
    String deploymentId = event.cause().commandId();
    return new StoredCanister.About(
        event.kind(),
        event.by() == null ? Principal.ANONYMOUS : event.by(),
        deploymentId == null ? "" : deploymentId,
        0,
        EventHash.NONE.toString(),
        event.at());
  }

  private HostedKind.Evolved evolve(
      @Nullable StoredCanister before,
      RecordedCanisterEvent event,
      ConsumerRecord<byte[], byte[]> record)
      throws BrokenEvents {
    HostedKind kind =
        kinds
            .kind(event.kind())
            .orElseThrow(() ->
                BrokenEvents.at(
                    record,
                    "is of the kind '%s', whose rules are gone. Bring its template back"
                        .formatted(event.kind())));
    try {
      return kind.evolve(
          before == null ? null : before.head(),
          key -> parts.get(CanisterOutputs.storeKey(event.canisterId(), key)),
          new HostedEvent(event.type(), event.payload()));
    } catch (IllegalStateException e) {
      throw BrokenEvents.at(record, "cannot follow what came before it: " + e.getMessage());
    }
  }

  private RecordedCanisterEvent event(ConsumerRecord<byte[], byte[]> record) throws BrokenEvents {
    try {
      return events.decode(record.value());
    } catch (Undecodable e) {
      throw BrokenEvents.at(record, "cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void finish() {
    canisters.forEach((id, canister) -> put(id, canister.bytes(json)));
    parts.forEach((key, row) -> put(key, row.utf8()));
  }

  private void put(String key, byte[] value) {
    rows.put(key.getBytes(UTF_8), value, changedAt.getOrDefault(key, 0L));
  }

  /// The offsets of the operations with an id that may have to be remembered, each with the version
  /// of its canister after it.
  NavigableMap<Long, Long> versionByCommand() {
    return versionByCommand;
  }

  @Override
  public CauseOffsets causes() {
    return causes;
  }

  @Override
  public long things() {
    return canisters.size();
  }

  @Override
  public long repeated() {
    return repeated;
  }
}
