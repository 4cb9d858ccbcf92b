package dev.templatedeployer.wire;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// A link of the chain that runs through the events of a deployment or canister: SHA-256 of the
/// link before it and the bytes of the event's record. Whoever reads the events can compute it
/// anew, and so sees whether one was altered, removed or put in.
public final class EventHash {

  /// How many bytes a link has.
  public static final int BYTES = 32;

  /// What stands before the first event: 32 zero bytes.
  public static final EventHash NONE = new EventHash(new byte[BYTES]);

  private final byte[] bytes;

  private EventHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The link that is written as `bytes`.
  ///
  /// @throws IllegalArgumentException if these are not 32 bytes
  public static EventHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "The hash of an event has 32 bytes, and this one has %d.".formatted(bytes.length));
    }
    return new EventHash(bytes.clone());
  }

  /// The link of the event that follows.
  ///
  /// @param event the value of the event's record, as it stands in the topic
  public EventHash then(byte[] event) {
    MessageDigest sha256 = Sha256.digest();
    sha256.update(bytes);
    return new EventHash(sha256.digest(event));
  }

  /// The 32 bytes, as a header carries them.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
