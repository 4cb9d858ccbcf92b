package dev.templatedeployer.wire;

import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Replies to canister commands as bytes: the Avro record `CanisterReply`. Thread-safe.
public final class CanisterReplyCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public CanisterReplyCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.CANISTER_REPLY, ids);
  }

  /// The bytes of `reply`.
  public byte[] encode(CanisterReply reply) {
    return format.encode(reply, CanisterReplyCodec::write);
  }

  /// The reply in `value`.
  public CanisterReply decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, CanisterReplyCodec::read);
  }

  private static void write(CanisterReply reply, AvroOutput out) throws IOException {
    out.text(reply.canisterId().text());
    out.optionalText(reply.commandId());
    switch (reply) {
      case CanisterReply.Accepted accepted -> {
        out.branch(0);
        out.int64(accepted.version());
      }
      case CanisterReply.Refused refused -> {
        out.branch(1);
        out.text(refused.code());
        out.text(refused.sentence());
        out.list(refused.violations(), CanisterReplyCodec::write);
      }
    }
  }

  private static void write(CanisterReply.Violation violation, AvroOutput out) throws IOException {
    out.text(violation.field());
    out.text(violation.code());
    out.text(violation.message());
  }

  private static CanisterReply read(AvroInput in) throws IOException {
    var canisterId = new Principal(in.text());
    String commandId = in.optionalText();
    return switch (in.branch(2)) {
      case 0 -> new CanisterReply.Accepted(canisterId, commandId, in.int64());
      default ->
          new CanisterReply.Refused(
              canisterId, commandId, in.text(), in.text(), in.list(CanisterReplyCodec::violation));
    };
  }

  private static CanisterReply.Violation violation(AvroInput in) throws IOException {
    return new CanisterReply.Violation(in.text(), in.text(), in.text());
  }
}
