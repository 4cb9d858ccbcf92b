package dev.templatedeployer.domain;

import java.util.Arrays;

/// The config of a deployment as its sender wrote it: JSON in UTF-8, kept byte for byte.
///
/// May hold secrets, so it never shows itself: [#toString] gives the digest.
public final class Config {

  private final byte[] json;
  private final String digest;

  /// @param json kept, not copied: the caller hands it over
  /// @param digest SHA-256 of `json`, in lower-case hexadecimal
  public Config(byte[] json, String digest) {
    this.json = json;
    this.digest = digest;
  }

  /// The bytes, not a copy: nobody may change them.
  public byte[] json() {
    return json;
  }

  /// SHA-256 of the bytes, in lower-case hexadecimal.
  public String digest() {
    return digest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Config that
        && digest.equals(that.digest)
        && Arrays.equals(json, that.json);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "sha256:" + digest;
  }
}
