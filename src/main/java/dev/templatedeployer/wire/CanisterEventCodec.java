package dev.templatedeployer.wire;

import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Events of canisters as bytes: the Avro record `CanisterEvent`. Thread-safe.
public final class CanisterEventCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public CanisterEventCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.CANISTER_EVENT, ids);
  }

  /// The bytes of `event`.
  public byte[] encode(RecordedCanisterEvent event) {
    return format.encode(event, CanisterEventCodec::write);
  }

  /// The event in `value`.
  public RecordedCanisterEvent decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, CanisterEventCodec::read);
  }

  private static void write(RecordedCanisterEvent event, AvroOutput out) throws IOException {
    Principal by = event.by();
    out.text(event.canisterId().text());
    out.int64(event.version());
    out.text(event.kind());
    out.text(event.type());
    out.bytes(event.payload().utf8());
    out.optionalText(by == null ? null : by.text());
    out.instant(event.at());
    CauseForm.write(event.cause(), out);
  }

  private static RecordedCanisterEvent read(AvroInput in) throws IOException {
    return new RecordedCanisterEvent(
        new Principal(in.text()),
        in.int64(),
        in.text(),
        in.text(),
        new JsonBytes(in.bytes()),
        in.optional(by -> new Principal(by.text())),
        in.instant(),
        CauseForm.read(in));
  }
}
