package dev.templatedeployer.stream;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.hosting.HostedEvent;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.canister.hosting.HostedKinds;
import dev.templatedeployer.canister.hosting.HostedRuling;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.signature.Signer;
import dev.templatedeployer.signature.Verdict;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordedEvent.Cause;
import java.time.Instant;
import java.util.List;
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
  private final SignedInputs signed;
  private final CanisterOutputs outputs;
  private final DeadLetters deadLetters;

  CanisterDecisions(
      HostedKinds kinds,
      InputTopic<CanisterCommand> commands,
      SignedInputs signed,
      CanisterOutputs outputs,
      DeadLetters deadLetters) {
    this.kinds = kinds;
    this.commands = commands;
    this.signed = signed;
    this.outputs = outputs;
    this.deadLetters = deadLetters;
  }

  /// What `record` causes. A record that cannot be read, or that brings out a bug, becomes a dead
  /// letter.
  CanisterDecided on(Record<byte[], byte[]> record, RecordMetadata place, Lookup lookup) {
    try {
      CanisterCommand command = proven(signed.canisterCommand(commands, record, place));
      StoredCanister canister = lookup.canister(command.canisterId());
      return switch (command) {
        case CanisterCommand.Create create -> create(create, canister, record, place);
        case CanisterCommand.Operate operate -> operate(operate, canister, record, place, lookup);
      };
    } catch (Unreadable e) {
      return CanisterDecided.nothingBut(deadLetters.of(record, place, e.code(), e.sentence()));
    } catch (Unproven e) {
      return CanisterDecided.nothingBut(deadLetters.of(record, place, e.code(), e.sentence()));
    } catch (UnreadableFact e) {
      LOG.atError()
          .addKeyValue("topic", place.topic())
          .addKeyValue("partition", place.partition())
          .addKeyValue("offset", place.offset())
          .setCause(e)
          .log("a canister command was put with the dead letters: what is stored cannot be read");
      return CanisterDecided.nothingBut(
          deadLetters.of(record, place, UnreadableFact.CODE, e.sentence()));
    } catch (RuntimeException | Error e) {
      ForeignFault.passOn(e);
      LOG.atError()
          .addKeyValue("topic", place.topic())
          .addKeyValue("partition", place.partition())
          .addKeyValue("offset", place.offset())
          .setCause(e)
          .log("a canister command brought out a bug; it was put with the dead letters");
      return CanisterDecided.nothingBut(
          deadLetters.of(
              record,
              place,
              "UNEXPECTED",
              "The service has a bug that this record brings out. Look for this position in its log."));
    }
  }

  /// The command, if its signer may send it: an executor creates canisters from its templates, and
  /// asks nothing of those that are there.
  private static CanisterCommand proven(SignedInputs.Signed<CanisterCommand> signed)
      throws Unproven {
    return switch (signed.content()) {
      case CanisterCommand.Create create when !signed.signer().runs(create.kind()) ->
          throw new Unproven(
              Verdict.Reason.KEY_NOT_FOR_THIS,
              "The key that signed the command is not for the template '%s'. Add the template to the key, or sign with another."
                  .formatted(create.kind()));
      case CanisterCommand.Operate _ when !(signed.signer() instanceof Signer.Service) ->
          throw new Unproven(
              Verdict.Reason.KEY_NOT_FOR_THIS,
              "The key that signed the command may create canisters, and ask nothing of them. Send it by the API.");
      case CanisterCommand command -> command;
    };
  }

  /// Creating means *create if absent*: every attempt at a deployment sends the same record.
  private CanisterDecided create(
      CanisterCommand.Create create,
      @Nullable StoredCanister canister,
      Record<byte[], byte[]> record,
      RecordMetadata place)
      throws Unreadable {
    if (canister != null) {
      return CanisterDecided.NOTHING;
    }
    HostedKind kind = kinds.kind(create.kind()).orElse(null);
    if (kind == null) {
      throw new Unreadable(
          "KIND_MISSING",
          "No canister of this kind can be created: its rules are not on the class path. Put their jar there, restart the service, and redrive this letter.");
    }
    HostedEvent event;
    try {
      event = kind.create(create.config(), create.owner(), create.acceptedAt());
    } catch (IllegalArgumentException e) {
      throw new Unreadable(
          "UNREADABLE_CONFIG",
          "The config cannot be read as that of a '%s'. Deploy it with one that its template accepts."
              .formatted(kind.name()));
    }
    var unborn =
        new StoredCanister.About(
            create.kind(),
            create.owner(),
            create.deploymentId(),
            0,
            EventHash.NONE.toString(),
            create.acceptedAt());
    return outputs.of(
        cause(place, create),
        create,
        kind,
        unborn,
        null,
        HostedKind.Rows.NONE,
        List.of(event),
        record);
  }

  private CanisterDecided operate(
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
    TakenCommand before = commandId == null ? null : taken(operate, commandId, record, lookup);
    if (before != null) {
      return before.isResentAs(operate)
          ? CanisterDecided.nothingBut(outputs.reply(accepted(operate, before.version()), record))
          : refused(
              operate,
              record,
              "CONFLICT",
              "Cannot carry out '%s': the command id belongs to another operation of '%s' on this canister, or to one with other arguments. Send yours under a new id, or resend the first one unchanged."
                  .formatted(operate.operation(), operate.by()));
    }
    HostedKind kind = kinds.kind(canister.about().kind()).orElse(null);
    if (kind == null) {
      return refused(
          operate,
          record,
          "KIND_MISSING",
          "The canister '%s' cannot be asked for anything: the rules of its kind '%s' are not on the class path. Put their jar there, restart the service, and send the command again."
              .formatted(operate.canisterId(), canister.about().kind()));
    }
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
        CanisterDecided decided =
            outputs.of(
                cause(place, operate),
                operate,
                kind,
                canister.about(),
                canister.head(),
                rows,
                happened,
                record);
        long version = canister.about().version() + happened.size();
        yield decided
            .remembering(commandId == null ? null : TakenCommand.of(operate, commandId, version))
            .and(outputs.reply(accepted(operate, version), record));
      }
    };
  }

  private CanisterDecided refused(
      CanisterCommand.Operate operate,
      Record<byte[], byte[]> record,
      String code,
      String sentence) {
    return CanisterDecided.nothingBut(
        outputs.reply(
            new CanisterReply.Refused(
                operate.canisterId(), operate.commandId(), code, sentence, List.of()),
            record));
  }

  private static Cause cause(RecordMetadata place, CanisterCommand command) {
    return new Cause(place.topic(), place.partition(), place.offset(), command.commandId());
  }

  private static @Nullable TakenCommand taken(
      CanisterCommand.Operate operate,
      String commandId,
      Record<byte[], byte[]> record,
      Lookup lookup) {
    return lookup.taken(
        TakenCommand.key(operate, commandId),
        Instant.ofEpochMilli(record.timestamp()).minus(TakenCommand.KEPT));
  }

  private static CanisterReply accepted(CanisterCommand.Operate operate, long version) {
    return new CanisterReply.Accepted(operate.canisterId(), operate.commandId(), version);
  }

  /// Finds what is stored of canisters.
  interface Lookup {

    /// The canister `id`, or null if there is none.
    @Nullable StoredCanister canister(Principal id);

    /// A row of the canister `id`, or null if there is none.
    @Nullable JsonBytes row(Principal id, RowKey key);

    /// The command that was taken under `key` since `since`, or null if there is none.
    @Nullable TakenCommand taken(byte[] key, Instant since);
  }
}
