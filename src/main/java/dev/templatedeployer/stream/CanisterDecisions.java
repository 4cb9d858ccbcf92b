package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.hosting.HostedEvent;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.canister.hosting.HostedKinds;
import dev.templatedeployer.canister.hosting.HostedRuling;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.CanisterReplyCodec;
import dev.templatedeployer.wire.CloudEvents;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent.Cause;
import dev.templatedeployer.wire.TraceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works out what a command to a canister causes, and puts it into bytes. Changes nothing.
final class CanisterDecisions {

  private static final Logger LOG = LoggerFactory.getLogger(CanisterDecisions.class);

  private final HostedKinds kinds;
  private final InputTopic<CanisterCommand> commands;
  private final CanisterEventCodec events;
  private final CanisterReplyCodec replyCodec;
  private final Replies replies;
  private final DeadLetters deadLetters;
  private final ObjectMapper json;

  CanisterDecisions(
      HostedKinds kinds,
      InputTopic<CanisterCommand> commands,
      CanisterEventCodec events,
      CanisterReplyCodec replyCodec,
      Replies replies,
      DeadLetters deadLetters,
      ObjectMapper json) {
    this.kinds = kinds;
    this.commands = commands;
    this.events = events;
    this.replyCodec = replyCodec;
    this.replies = replies;
    this.deadLetters = deadLetters;
    this.json = json;
  }

  /// The key of a row in the store. The id of a canister has no slash, so a row never looks like a
  /// head.
  static String storeKey(Principal id, RowKey key) {
    return id.text() + "/" + key.table() + "/" + key.key();
  }

  /// What `record` causes. A record that cannot be read, or that brings out a bug, becomes a dead
  /// letter.
  Decided on(Record<byte[], byte[]> record, RecordMetadata place, Lookup lookup) {
    try {
      CanisterCommand command = commands.read(record, place);
      StoredCanister canister = lookup.canister(command.canisterId());
      return switch (command) {
        case CanisterCommand.Create create -> create(create, canister, record, place);
        case CanisterCommand.Operate operate -> operate(operate, canister, record, place, lookup);
      };
    } catch (Unreadable e) {
      return Decided.nothingBut(deadLetters.of(record, place, e.code(), e.sentence()));
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("topic", place.topic())
          .addKeyValue("partition", place.partition())
          .addKeyValue("offset", place.offset())
          .setCause(e)
          .log("a canister command brought out a bug; it was put with the dead letters");
      return Decided.nothingBut(
          deadLetters.of(
              record,
              place,
              "UNEXPECTED",
              "The service has a bug that this record brings out. Look for this position in its log."));
    }
  }

  /// Creating means *create if absent*: every attempt at a deployment sends the same record.
  private Decided create(
      CanisterCommand.Create create,
      @Nullable StoredCanister canister,
      Record<byte[], byte[]> record,
      RecordMetadata place) {
    if (canister != null) {
      return Decided.NOTHING;
    }
    HostedKind kind = kind(create.kind());
    HostedEvent event = kind.create(create.config(), create.owner(), create.acceptedAt());
    var unborn =
        new StoredCanister.About(
            create.kind(),
            create.owner(),
            create.deploymentId(),
            0,
            EventHash.NONE.toString(),
            List.of(),
            create.acceptedAt());
    return new Change(create, kind, unborn, null, record, place, HostedKind.Rows.NONE)
        .by(List.of(event))
        .decided();
  }

  private Decided operate(
      CanisterCommand.Operate operate,
      @Nullable StoredCanister canister,
      Record<byte[], byte[]> record,
      RecordMetadata place,
      Lookup lookup) {
    if (canister == null) {
      return refused(
          operate,
          record,
          "NOT_FOUND",
          "There is no canister '%s'. Check the id; it comes with the outcome of its deployment."
              .formatted(operate.canisterId()));
    }
    String commandId = operate.commandId();
    if (commandId != null && canister.about().commands().contains(commandId)) {
      return Decided.nothingBut(reply(taken(operate, canister.about().version()), record));
    }
    HostedKind kind = kind(canister.about().kind());
    HostedKind.Rows rows = key -> lookup.row(operate.canisterId(), key);
    HostedRuling ruling =
        kind.decide(
            canister.head(),
            rows,
            operate.operation(),
            operate.arguments(),
            operate.by(),
            Instant.ofEpochMilli(record.timestamp()));
    return switch (ruling) {
      case HostedRuling.Refused(var code, var sentence) -> refused(operate, record, code, sentence);
      case HostedRuling.Accepted(var happened) -> {
        StoredCanister.About about =
            commandId == null ? canister.about() : canister.about().remembering(commandId);
        Change change =
            new Change(operate, kind, about, canister.head(), record, place, rows).by(happened);
        yield change.decided().and(reply(taken(operate, change.about.version()), record));
      }
    };
  }

  private Decided refused(
      CanisterCommand.Operate operate,
      Record<byte[], byte[]> record,
      String code,
      String sentence) {
    return Decided.nothingBut(
        reply(
            new CanisterReply.Refused(
                operate.canisterId(), operate.commandId(), code, sentence, List.of()),
            record));
  }

  private Outgoing reply(CanisterReply reply, Record<byte[], byte[]> command) {
    RecordHeaders headers = TraceContext.of(command.headers()).carriedOn();
    return replies.to(
        command.headers(),
        reply.canisterId().text().getBytes(UTF_8),
        replyCodec.encode(reply),
        headers,
        command.timestamp());
  }

  private static CanisterReply taken(CanisterCommand.Operate operate, long version) {
    return new CanisterReply.Accepted(operate.canisterId(), operate.commandId(), version);
  }

  private HostedKind kind(String name) {
    return kinds
        .kind(name)
        .orElseThrow(() ->
            new IllegalStateException(
                "No rules for canisters of the kind '%s' are on the class path.".formatted(name)));
  }

  /// Finds what is stored of canisters.
  interface Lookup {

    /// The canister `id`, or null if there is none.
    @Nullable StoredCanister canister(Principal id);

    /// A row of the canister `id`, or null if there is none.
    @Nullable JsonBytes row(Principal id, RowKey key);
  }

  /// All that the step will do.
  ///
  /// @param write the values to store, by key
  /// @param send what to send, in order
  record Decided(Map<String, byte[]> write, List<Outgoing> send) {

    static final Decided NOTHING = new Decided(Map.of(), List.of());

    static Decided nothingBut(Outgoing outgoing) {
      return new Decided(Map.of(), List.of(outgoing));
    }

    Decided and(Outgoing more) {
      var all = new ArrayList<>(send);
      all.add(more);
      return new Decided(write, all);
    }
  }

  /// A canister while events change it, and what has to be stored and sent of that.
  private final class Change {

    private final CanisterCommand command;
    private final HostedKind kind;
    private final Record<byte[], byte[]> record;
    private final RecordMetadata place;
    private final HostedKind.Rows stored;
    private final Map<RowKey, JsonBytes> rows = new LinkedHashMap<>();
    private final List<Outgoing> send = new ArrayList<>();
    private StoredCanister.About about;
    private @Nullable JsonBytes head;

    Change(
        CanisterCommand command,
        HostedKind kind,
        StoredCanister.About about,
        @Nullable JsonBytes head,
        Record<byte[], byte[]> record,
        RecordMetadata place,
        HostedKind.Rows stored) {
      this.command = command;
      this.kind = kind;
      this.about = about;
      this.head = head;
      this.record = record;
      this.place = place;
      this.stored = stored;
    }

    Change by(List<HostedEvent> happened) {
      for (HostedEvent event : happened) {
        HostedKind.Evolved after = kind.evolve(head, this::row, event);
        head = after.head();
        rows.putAll(after.rows());
        send.add(publish(event));
      }
      return this;
    }

    Decided decided() {
      if (head == null) {
        return Decided.NOTHING;
      }
      var write = new LinkedHashMap<String, byte[]>();
      write.put(command.canisterId().text(), new StoredCanister(about, head).bytes(json));
      rows.forEach((key, row) -> write.put(storeKey(command.canisterId(), key), row.utf8()));
      return new Decided(write, send);
    }

    /// A later event of the same command sees the rows that an earlier one changed.
    private @Nullable JsonBytes row(RowKey key) {
      JsonBytes changed = rows.get(key);
      return changed == null ? stored.row(key) : changed;
    }

    private Outgoing publish(HostedEvent event) {
      Instant at = Instant.ofEpochMilli(record.timestamp());
      long version = about.version() + 1;
      byte[] value =
          events.encode(
              new RecordedCanisterEvent(
                  command.canisterId(),
                  version,
                  about.kind(),
                  event.type(),
                  event.payload(),
                  command.by(),
                  at,
                  new Cause(
                      place.topic(), place.partition(), place.offset(), command.commandId())));
      EventHash hash = about.hash().then(value);
      about = about.after(hash);
      RecordHeaders headers = TraceContext.of(record.headers()).carriedOn();
      CloudEvents.describe(
          headers,
          "canister." + event.type().toLowerCase(java.util.Locale.ROOT),
          command.canisterId().text(),
          version,
          at);
      headers.add(HeaderNames.HASH, hash.bytes());
      return new Outgoing(
          CanisterPath.PUBLISH_CANISTER_EVENTS,
          command.canisterId().text().getBytes(UTF_8),
          value,
          headers,
          record.timestamp());
    }
  }
}
