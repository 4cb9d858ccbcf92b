package dev.templatedeployer.wire;

import dev.templatedeployer.domain.Config;

/// Makes configs of the bytes that somebody wrote.
public final class Configs {

  private Configs() {}

  /// The config in `json`, with its digest.
  ///
  /// @param json kept, not copied: the caller hands it over
  public static Config of(byte[] json) {
    return new Config(json, Sha256.hex(json));
  }
}
