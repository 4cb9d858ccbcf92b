package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentEvent.AttemptFailed;
import dev.templatedeployer.domain.DeploymentEvent.CancelRequested;
import dev.templatedeployer.domain.DeploymentEvent.Cancelled;
import dev.templatedeployer.domain.DeploymentEvent.Completed;
import dev.templatedeployer.domain.DeploymentEvent.Dispatched;
import dev.templatedeployer.domain.DeploymentEvent.Failed;
import dev.templatedeployer.domain.DeploymentEvent.Redriven;
import dev.templatedeployer.domain.DeploymentEvent.Requested;
import dev.templatedeployer.domain.DeploymentEvent.Retried;
import dev.templatedeployer.domain.DeploymentEvent.Started;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Events of deployments as bytes: the Avro record `DeploymentEvent`. Thread-safe.
public final class EventCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public EventCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.DEPLOYMENT_EVENT, ids);
  }

  /// The bytes of `event`.
  public byte[] encode(RecordedEvent event) {
    return format.encode(event, EventCodec::write);
  }

  /// The event in `value`.
  public RecordedEvent decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, EventCodec::read);
  }

  private static void write(RecordedEvent recorded, AvroOutput out) throws IOException {
    out.text(recorded.id().value());
    out.int64(recorded.version());
    out.instant(recorded.event().at());
    CauseForm.write(recorded.cause(), out);
    switch (recorded.event()) {
      case Requested event -> {
        out.branch(0);
        write(event, out);
      }
      case Dispatched event -> {
        out.branch(1);
        TokenForm.write(event.token(), out);
      }
      case Started event -> {
        out.branch(2);
        TokenForm.write(event.token(), out);
        out.text(event.executor());
        out.instant(event.startedAt());
      }
      case Redriven event -> {
        out.branch(3);
        TokenForm.write(event.token(), out);
        out.instant(event.lastSeenAt());
      }
      case AttemptFailed event -> {
        out.branch(4);
        TokenForm.write(event.token(), out);
        FailureForm.write(event.failure(), out);
        out.optionalInstant(event.startedAt());
        out.instant(event.endedAt());
        out.instant(event.nextAttemptAt());
      }
      case Completed event -> {
        out.branch(5);
        TokenForm.write(event.token(), out);
        out.texts(event.details());
        out.instant(event.startedAt());
        out.instant(event.endedAt());
      }
      case Failed event -> {
        out.branch(6);
        TokenForm.write(event.token(), out);
        FailureForm.write(event.failure(), out);
        out.optionalInstant(event.startedAt());
        out.instant(event.endedAt());
      }
      case Retried event -> {
        out.branch(7);
        TokenForm.write(event.token(), out);
        out.optionalText(event.commandId());
        out.text(event.caller());
        out.text(event.reason());
      }
      case CancelRequested event -> {
        out.branch(8);
        out.text(event.caller());
        out.text(event.reason());
      }
      case Cancelled event -> {
        out.branch(9);
        TokenForm.write(event.token(), out);
        out.text(event.caller());
        out.text(event.reason());
      }
    }
  }

  /// A start at once is left out, as it is the usual one.
  private static void write(Requested event, AvroOutput out) throws IOException {
    RequestForm.write(event.request(), out);
    out.text(event.caller());
    TermsForm.write(event.terms(), out);
    out.text(event.canisterId().text());
    out.optionalInstant(event.startAt().equals(event.at()) ? null : event.startAt());
  }

  private static RecordedEvent read(AvroInput in) throws IOException {
    var id = new DeploymentId(in.text());
    long version = in.int64();
    Instant at = in.instant();
    RecordedEvent.Cause cause = CauseForm.read(in);
    return new RecordedEvent(id, version, cause, event(in, id, at));
  }

  private static DeploymentEvent event(AvroInput in, DeploymentId id, Instant at)
      throws IOException {
    return switch (in.branch(10)) {
      case 0 ->
          new Requested(
              id,
              RequestForm.read(in),
              in.text(),
              TermsForm.read(in),
              new Principal(in.text()),
              Objects.requireNonNullElse(in.optionalInstant(), at),
              at);
      case 1 -> new Dispatched(TokenForm.read(in), at);
      case 2 -> new Started(TokenForm.read(in), in.text(), in.instant(), at);
      case 3 -> new Redriven(TokenForm.read(in), in.instant(), at);
      case 4 ->
          new AttemptFailed(
              TokenForm.read(in),
              FailureForm.read(in),
              in.optionalInstant(),
              in.instant(),
              in.instant(),
              at);
      case 5 -> new Completed(TokenForm.read(in), in.texts(), in.instant(), in.instant(), at);
      case 6 ->
          new Failed(
              TokenForm.read(in), FailureForm.read(in), in.optionalInstant(), in.instant(), at);
      case 7 -> new Retried(TokenForm.read(in), in.optionalText(), in.text(), in.text(), at);
      case 8 -> new CancelRequested(in.text(), in.text(), at);
      default -> new Cancelled(TokenForm.read(in), in.text(), in.text(), at);
    };
  }
}
