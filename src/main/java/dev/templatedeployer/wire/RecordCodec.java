package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Records of the service's store as bytes: the Avro record `DeploymentRecord`. Thread-safe.
///
/// Written with the built-in ids always: the store has to open whether or not a registry can be
/// reached.
public final class RecordCodec {

  private final EnvelopeFormat format =
      new EnvelopeFormat(Envelope.DEPLOYMENT_RECORD, new BuiltInSchemaIds());

  /// The bytes of `stored`.
  public byte[] encode(StoredRecord stored) {
    return format.encode(stored, RecordCodec::write);
  }

  /// The record in `value`.
  public StoredRecord decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, RecordCodec::read);
  }

  /// Whether `value` is the record of a deployment that has ended.
  ///
  /// Reads no further than it has to, makes nothing and checks nothing, so that a whole store can
  /// be gone through at each start.
  public boolean isTerminal(byte @Nullable [] value) throws Undecodable {
    return format.decodeBeginning(value, RecordCodec::isTerminal);
  }

  private static boolean isTerminal(AvroInput in) throws IOException {
    in.skipText();
    in.skipInt64();
    in.skipFixed(EventHash.BYTES);
    RequestForm.skip(in);
    TermsForm.skip(in);
    in.skipText();
    in.skipText();
    return PhaseForm.isTerminal(in);
  }

  private static void write(StoredRecord stored, AvroOutput out) throws IOException {
    DeploymentRecord record = stored.record();
    out.text(record.id().value());
    out.int64(record.version());
    out.fixed(stored.lastEventHash().bytes());
    RequestForm.write(record.request(), out);
    TermsForm.write(record.terms(), out);
    out.text(record.caller());
    out.text(record.canisterId().text());
    PhaseForm.write(record.phase(), out);
    TokenForm.write(record.token(), out);
    out.int32(record.run());
    out.int32(record.firstAttemptOfRun());
    out.optionalInstant(record.startedAt());
    out.optional(record.cancel(), RecordCodec::write);
    out.list(record.attempts(), RecordCodec::write);
    out.optionalText(record.lastRetryId());
    out.optionalInt64(record.lastOutcomeVersion());
    out.instant(record.createdAt());
    out.instant(record.updatedAt());
  }

  private static void write(DeploymentRecord.CancelWish wish, AvroOutput out) throws IOException {
    out.text(wish.caller());
    out.text(wish.reason());
    out.instant(wish.at());
  }

  private static void write(DeploymentRecord.Attempt attempt, AvroOutput out) throws IOException {
    TokenForm.write(attempt.token(), out);
    out.optionalInstant(attempt.startedAt());
    out.instant(attempt.endedAt());
    out.optional(attempt.failure(), FailureForm::write);
  }

  private static StoredRecord read(AvroInput in) throws IOException {
    var id = new DeploymentId(in.text());
    long version = in.int64();
    EventHash lastEventHash = EventHash.of(in.fixed(EventHash.BYTES));
    return new StoredRecord(record(in, id, version), lastEventHash);
  }

  private static DeploymentRecord record(AvroInput in, DeploymentId id, long version)
      throws IOException {
    return new DeploymentRecord(
        id,
        version,
        RequestForm.read(in),
        TermsForm.read(in),
        in.text(),
        new Principal(in.text()),
        PhaseForm.read(in),
        TokenForm.read(in),
        in.int32(),
        in.int32(),
        in.optionalInstant(),
        in.optional(RecordCodec::cancelWish),
        in.list(RecordCodec::attempt),
        in.optionalText(),
        in.optionalInt64(),
        in.instant(),
        in.instant());
  }

  private static DeploymentRecord.CancelWish cancelWish(AvroInput in) throws IOException {
    return new DeploymentRecord.CancelWish(in.text(), in.text(), in.instant());
  }

  private static DeploymentRecord.Attempt attempt(AvroInput in) throws IOException {
    return new DeploymentRecord.Attempt(
        TokenForm.read(in), in.optionalInstant(), in.instant(), in.optional(FailureForm::read));
  }
}
