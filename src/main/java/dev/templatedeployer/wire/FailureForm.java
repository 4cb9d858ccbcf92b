package dev.templatedeployer.wire;

import dev.templatedeployer.domain.Failure;
import java.io.IOException;

/// The Avro record `Failure`.
final class FailureForm {

  private FailureForm() {}

  static void write(Failure failure, AvroOutput out) throws IOException {
    out.text(failure.code());
    out.text(failure.message());
    out.flag(failure.retryable());
  }

  static Failure read(AvroInput in) throws IOException {
    return new Failure(in.text(), in.text(), in.flag());
  }
}
