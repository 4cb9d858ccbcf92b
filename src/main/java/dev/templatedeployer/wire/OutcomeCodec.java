package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Outcomes as bytes: the Avro record `DeploymentOutcome`. Thread-safe.
public final class OutcomeCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public OutcomeCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.DEPLOYMENT_OUTCOME, ids);
  }

  /// The bytes of `outcome`.
  public byte[] encode(DeploymentOutcome outcome) {
    return format.encode(outcome, OutcomeCodec::write);
  }

  /// The outcome in `value`.
  public DeploymentOutcome decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, OutcomeCodec::read);
  }

  private static void write(DeploymentOutcome outcome, AvroOutput out) throws IOException {
    Principal canisterId = outcome.canisterId();
    out.text(outcome.id().value());
    out.int64(outcome.version());
    out.int32(outcome.run());
    out.optionalInt64(outcome.replaces());
    out.symbol(symbol(outcome.status()));
    out.text(outcome.template().value());
    out.text(outcome.templateVersion());
    out.text(outcome.owner().text());
    out.text(outcome.caller());
    out.optionalText(canisterId == null ? null : canisterId.text());
    out.optional(outcome.failure(), FailureForm::write);
    out.texts(outcome.details());
    out.optionalText(outcome.reason());
    out.int32(outcome.attempts());
    out.text(outcome.configDigest());
    out.texts(outcome.labels());
    out.instant(outcome.requestedAt());
    out.optionalInstant(outcome.startedAt());
    out.instant(outcome.endedAt());
  }

  private static DeploymentOutcome read(AvroInput in) throws IOException {
    return new DeploymentOutcome(
        new DeploymentId(in.text()),
        in.int64(),
        in.int32(),
        in.optionalInt64(),
        status(in.symbol(4)),
        new TemplateName(in.text()),
        in.text(),
        new Principal(in.text()),
        in.text(),
        in.optional(canisterId -> new Principal(canisterId.text())),
        in.optional(FailureForm::read),
        in.texts(),
        in.optionalText(),
        in.int32(),
        in.text(),
        in.texts(),
        in.instant(),
        in.optionalInstant(),
        in.instant());
  }

  private static int symbol(Status status) {
    return switch (status) {
      case COMPLETED -> 1;
      case FAILED -> 2;
      case CANCELLED -> 3;
      case PENDING, PROCESSING ->
          throw new IllegalStateException("An outcome is final, and %s is not.".formatted(status));
    };
  }

  private static Status status(int symbol) {
    return switch (symbol) {
      case 1 -> Status.COMPLETED;
      case 2 -> Status.FAILED;
      case 3 -> Status.CANCELLED;
      default ->
          throw new IllegalArgumentException(
              "The outcome has a status that this version does not know. Use the version that wrote it, or a newer one.");
    };
  }
}
