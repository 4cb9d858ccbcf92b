package dev.templatedeployer.wire;

import dev.templatedeployer.access.AuditEntry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Entries of the audit trail as bytes: the Avro record `AuditRecord`. Thread-safe.
public final class AuditCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public AuditCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.AUDIT_RECORD, ids);
  }

  /// The bytes of `entry`.
  public byte[] encode(AuditEntry entry) {
    return format.encode(entry, AuditCodec::write);
  }

  /// The entry in `value`.
  public AuditEntry decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, AuditCodec::read);
  }

  private static void write(AuditEntry entry, AvroOutput out) throws IOException {
    out.instant(entry.at());
    out.text(entry.by());
    out.text(entry.action());
    out.text(entry.subject());
    out.flag(entry.isAccepted());
    out.optionalText(entry.reason());
    out.text(entry.detail());
  }

  private static AuditEntry read(AvroInput in) throws IOException {
    return new AuditEntry(
        in.instant(), in.text(), in.text(), in.text(), in.flag(), in.optionalText(), in.text());
  }
}
