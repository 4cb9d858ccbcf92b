package dev.templatedeployer.canister;

import java.util.Arrays;

/// JSON in UTF-8, kept byte for byte. May hold secrets, so it never shows itself.
public final class JsonBytes {

  private final byte[] utf8;

  /// @param utf8 kept, not copied: the caller hands it over
  public JsonBytes(byte[] utf8) {
    this.utf8 = utf8;
  }

  /// The bytes, not a copy: nobody may change them.
  public byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonBytes that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return "%d bytes of JSON".formatted(utf8.length);
  }
}
