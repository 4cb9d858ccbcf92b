package dev.templatedeployer.wire;

import dev.templatedeployer.domain.Config;
import java.io.IOException;

/// A config on the wire: its bytes. The digest follows from them.
final class ConfigForm {

  private ConfigForm() {}

  static void write(Config config, AvroOutput out) throws IOException {
    out.bytes(config.json());
  }

  static Config read(AvroInput in) throws IOException {
    return Configs.of(in.bytes());
  }

  static void skip(AvroInput in) throws IOException {
    in.skipBytes();
  }
}
