package dev.templatedeployer.wire;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Canister commands as bytes: the Avro record `CanisterCommand`. Thread-safe.
public final class CanisterCommandCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public CanisterCommandCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.CANISTER_COMMAND, ids);
  }

  /// The bytes of `command`.
  public byte[] encode(CanisterCommand command) {
    return format.encode(command, CanisterCommandCodec::write);
  }

  /// The command in `value`.
  public CanisterCommand decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, CanisterCommandCodec::read);
  }

  private static void write(CanisterCommand command, AvroOutput out) throws IOException {
    out.text(command.canisterId().text());
    out.optionalText(command.commandId());
    out.text(command.by().text());
    switch (command) {
      case CanisterCommand.Create create -> {
        out.branch(0);
        out.text(create.kind());
        out.bytes(create.config().utf8());
        out.text(create.owner().text());
        out.text(create.deploymentId());
        out.instant(create.acceptedAt());
      }
      case CanisterCommand.Operate operate -> {
        out.branch(1);
        out.text(operate.operation());
        out.bytes(operate.arguments().utf8());
      }
    }
  }

  private static CanisterCommand read(AvroInput in) throws IOException {
    Principal canisterId = PrincipalForm.read(in);
    String commandId = commandId(in.optionalText());
    Principal by = PrincipalForm.read(in);
    return switch (in.branch(2)) {
      case 0 ->
          new CanisterCommand.Create(
              canisterId,
              commandId,
              by,
              in.text(),
              new JsonBytes(in.bytes()),
              PrincipalForm.read(in),
              in.text(),
              in.instant());
      default ->
          new CanisterCommand.Operate(
              canisterId, commandId, by, in.text(), new JsonBytes(in.bytes()));
    };
  }

  private static @Nullable String commandId(@Nullable String commandId) {
    CommandRules.commandId(commandId)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    return commandId;
  }
}
