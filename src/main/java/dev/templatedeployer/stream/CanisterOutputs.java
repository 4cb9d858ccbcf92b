package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.hosting.HostedEvent;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.CanisterReplyCodec;
import dev.templatedeployer.wire.CloudEvents;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent.Cause;
import dev.templatedeployer.wire.TraceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Puts what was decided about a canister into bytes: the events in their hash chain, the head and
/// rows that they add up to, and the reply.
///
/// @param events writes events
/// @param replyCodec writes replies
/// @param replies addresses them
/// @param commands the topic that commands arrive on
/// @param json writes heads and what is kept about them
record CanisterOutputs(
    CanisterEventCodec events,
    CanisterReplyCodec replyCodec,
    Replies replies,
    String commands,
    ObjectMapper json) {

  /// What has to be stored and sent because of `happened`.
  ///
  /// @param about what was kept about the canister before
  /// @param head its head before, or null if it is new
  /// @param stored finds the rows it had before
  CanisterDecided of(
      Cause cause,
      CanisterCommand command,
      HostedKind kind,
      StoredCanister.About about,
      @Nullable JsonBytes head,
      HostedKind.Rows stored,
      List<HostedEvent> happened,
      Record<byte[], byte[]> record) {
    if (happened.isEmpty()) {
      return CanisterDecided.NOTHING;
    }
    var rows = new LinkedHashMap<RowKey, JsonBytes>();
    // A later event of the same command sees the rows that an earlier one changed.
    HostedKind.Rows current =
        key -> {
          JsonBytes changed = rows.get(key);
          return changed == null ? stored.row(key) : changed;
        };
    var send = new ArrayList<Outgoing>();
    JsonBytes headNow = head;
    StoredCanister.About aboutNow = about;
    for (HostedEvent event : happened) {
      HostedKind.Evolved after = kind.evolve(headNow, current, event);
      headNow = after.head();
      rows.putAll(after.rows());
      byte[] value = value(cause, command, aboutNow, event, record);
      aboutNow = aboutNow.after(aboutNow.hash().then(value));
      send.add(published(command, aboutNow, event, value, record));
    }
    if (headNow == null) {
      throw new IllegalStateException("Events added up to nothing.");
    }
    return new CanisterDecided(written(command, aboutNow, headNow, rows), null, send);
  }

  /// The reply to the command in `command`.
  Outgoing reply(CanisterReply reply, Record<byte[], byte[]> command) {
    return replies.to(
        commands,
        command.headers(),
        reply.canisterId().text().getBytes(UTF_8),
        replyCodec.encode(reply),
        TraceContext.of(command.headers()).carriedOn(),
        command.timestamp());
  }

  private byte[] value(
      Cause cause,
      CanisterCommand command,
      StoredCanister.About before,
      HostedEvent event,
      Record<byte[], byte[]> record) {
    return events.encode(
        new RecordedCanisterEvent(
            command.canisterId(),
            before.version() + 1,
            before.kind(),
            event.type(),
            event.payload(),
            command.by(),
            Instant.ofEpochMilli(record.timestamp()),
            cause));
  }

  private static Outgoing published(
      CanisterCommand command,
      StoredCanister.About after,
      HostedEvent event,
      byte[] value,
      Record<byte[], byte[]> record) {
    String id = command.canisterId().text();
    RecordHeaders headers = TraceContext.of(record.headers()).carriedOn();
    CloudEvents.describe(
        headers,
        "canister." + event.type().toLowerCase(Locale.ROOT),
        id,
        after.version(),
        Instant.ofEpochMilli(record.timestamp()));
    headers.add(HeaderNames.HASH, after.hash().bytes());
    return new Outgoing(
        CanisterPath.PUBLISH_CANISTER_EVENTS,
        id.getBytes(UTF_8),
        value,
        headers,
        record.timestamp());
  }

  private Map<String, byte[]> written(
      CanisterCommand command,
      StoredCanister.About about,
      JsonBytes head,
      Map<RowKey, JsonBytes> rows) {
    var write = new LinkedHashMap<String, byte[]>();
    write.put(command.canisterId().text(), new StoredCanister(about, head).bytes(json));
    rows.forEach((key, row) -> write.put(storeKey(command.canisterId(), key), row.utf8()));
    return write;
  }

  /// The key of a row in the store. The id of a canister has no slash, so a row never looks like a
  /// head.
  static String storeKey(Principal id, RowKey key) {
    return id.text() + "/" + key.table() + "/" + key.key();
  }
}
