package dev.templatedeployer.wire;

import dev.templatedeployer.wire.RecordedEvent.Cause;
import java.io.IOException;

/// The optional Avro record `Cause`: null if time passed.
final class CauseForm {

  private CauseForm() {}

  static void write(Cause cause, AvroOutput out) throws IOException {
    String topic = cause.topic();
    out.branch(topic == null ? 0 : 1);
    if (topic != null) {
      out.text(topic);
      out.int32(cause.partition());
      out.int64(cause.offset());
      out.optionalText(cause.commandId());
    }
  }

  static Cause read(AvroInput in) throws IOException {
    return in.branch(2) == 0
        ? Cause.TIME
        : new Cause(in.text(), in.int32(), in.int64(), in.optionalText());
  }
}
