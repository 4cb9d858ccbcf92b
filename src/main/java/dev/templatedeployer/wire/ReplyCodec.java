package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Replies as bytes: the Avro record `DeploymentReply`. Thread-safe.
public final class ReplyCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public ReplyCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.DEPLOYMENT_REPLY, ids);
  }

  /// The bytes of `reply`.
  public byte[] encode(DeploymentReply reply) {
    return format.encode(reply, ReplyCodec::write);
  }

  /// The reply in `value`.
  public DeploymentReply decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, ReplyCodec::read);
  }

  private static void write(DeploymentReply reply, AvroOutput out) throws IOException {
    Refusal refusal = reply.refusal();
    out.text(reply.id().value());
    out.optionalText(reply.commandId());
    if (refusal == null) {
      out.branch(0);
    } else {
      out.branch(1);
      out.symbol(symbol(refusal.kind()));
      out.text(refusal.sentence());
      out.list(refusal.violations(), ReplyCodec::write);
    }
  }

  private static void write(Refusal.Violation violation, AvroOutput out) throws IOException {
    out.text(violation.field());
    out.text(violation.code());
    out.text(violation.message());
  }

  private static DeploymentReply read(AvroInput in) throws IOException {
    return new DeploymentReply(
        new DeploymentId(in.text()), in.optionalText(), in.branch(2) == 0 ? null : refusal(in));
  }

  private static Refusal refusal(AvroInput in) throws IOException {
    return new Refusal(kind(in.symbol(8)), in.text(), in.list(ReplyCodec::violation));
  }

  private static Refusal.Violation violation(AvroInput in) throws IOException {
    return new Refusal.Violation(in.text(), in.text(), in.text());
  }

  private static int symbol(Refusal.Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED -> 1;
      case INVALID_PAYLOAD -> 2;
      case CONFLICT -> 3;
      case NOT_FOUND -> 4;
      case NOT_RETRYABLE -> 5;
      case NOT_CANCELLABLE -> 6;
      case TEMPORARILY_UNAVAILABLE -> 7;
    };
  }

  private static Refusal.Kind kind(int symbol) {
    return switch (symbol) {
      case 1 -> Refusal.Kind.UNAUTHORIZED;
      case 2 -> Refusal.Kind.INVALID_PAYLOAD;
      case 3 -> Refusal.Kind.CONFLICT;
      case 4 -> Refusal.Kind.NOT_FOUND;
      case 5 -> Refusal.Kind.NOT_RETRYABLE;
      case 6 -> Refusal.Kind.NOT_CANCELLABLE;
      case 7 -> Refusal.Kind.TEMPORARILY_UNAVAILABLE;
      default ->
          throw new IllegalArgumentException(
              "The reply has a kind of refusal that this version does not know. Use the version that wrote it, or a newer"
                  + " one.");
    };
  }
}
