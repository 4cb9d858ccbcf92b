package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.wire.CommandMessage.Cancel;
import dev.templatedeployer.wire.CommandMessage.Deploy;
import dev.templatedeployer.wire.CommandMessage.Retry;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands as bytes: the Avro record `DeploymentCommand`. Thread-safe.
public final class CommandCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public CommandCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.DEPLOYMENT_COMMAND, ids);
  }

  /// The bytes of `command`, which breaks no rule of [CommandRules].
  public byte[] encode(CommandMessage command) {
    return format.encode(command, CommandCodec::write);
  }

  /// The command in `value`, which then breaks no rule of [CommandRules].
  public CommandMessage decode(byte @Nullable [] value) throws Undecodable {
    CommandMessage command = format.decode(value, CommandCodec::read);
    Optional<String> problem = CommandRules.problem(command);
    if (problem.isPresent()) {
      throw new Undecodable(Undecodable.Reason.BROKEN_RULE, problem.get());
    }
    return command;
  }

  private static void write(CommandMessage command, AvroOutput out) throws IOException {
    out.text(command.id().value());
    out.optionalText(command.commandId());
    out.optionalText(command.requestedBy());
    switch (command) {
      case Deploy deploy -> {
        out.branch(0);
        RequestForm.write(deploy.request(), out);
      }
      case Retry retry -> {
        out.branch(1);
        out.text(retry.reason());
        out.optionalInt64(retry.expectedVersion());
      }
      case Cancel cancel -> {
        out.branch(2);
        out.text(cancel.reason());
        out.optionalInt64(cancel.expectedVersion());
      }
    }
  }

  private static CommandMessage read(AvroInput in) throws IOException {
    var id = new DeploymentId(in.text());
    String commandId = in.optionalText();
    String requestedBy = in.optionalText();
    return switch (in.branch(3)) {
      case 0 -> new Deploy(id, commandId, requestedBy, RequestForm.read(in));
      case 1 -> new Retry(id, commandId, requestedBy, in.text(), in.optionalInt64());
      default -> new Cancel(id, commandId, requestedBy, in.text(), in.optionalInt64());
    };
  }
}
