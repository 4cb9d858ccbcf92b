package dev.templatedeployer.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.EventHash;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/// A canister as the `canisters` store keeps it; its rows lie beside it.
///
/// @param about what every canister has
/// @param head the head of its kind, as JSON
record StoredCanister(About about, JsonBytes head) {

  /// What every canister has.
  ///
  /// @param version the number of its events
  /// @param lastEventHash the hash of the last of them, in hexadecimal
  record About(
      String kind,
      Principal owner,
      String deploymentId,
      long version,
      String lastEventHash,
      Instant createdAt) {

    /// This after an event, whose hash is `hash`.
    About after(EventHash hash) {
      return new About(kind, owner, deploymentId, version + 1, hash.toString(), createdAt);
    }

    /// The hash of the last event.
    EventHash hash() {
      return EventHash.of(HexFormat.of().parseHex(lastEventHash));
    }
  }

  /// The value in the store: the length of the first part, then both parts.
  byte[] bytes(ObjectMapper json) {
    try {
      byte[] first = json.writeValueAsBytes(about);
      return ByteBuffer.allocate(Integer.BYTES + first.length + head.utf8().length)
          .putInt(first.length)
          .put(first)
          .put(head.utf8())
          .array();
    } catch (IOException e) {
      throw new IllegalStateException("A canister cannot be written.", e);
    }
  }

  /// The canister that `bytes` hold.
  static StoredCanister of(byte[] bytes, ObjectMapper json) {
    try {
      var buffer = ByteBuffer.wrap(bytes);
      ByteBuffer first = buffer.slice(Integer.BYTES, buffer.getInt());
      byte[] about = new byte[first.remaining()];
      first.get(about);
      byte[] head = new byte[buffer.remaining() - about.length];
      buffer.get(Integer.BYTES + about.length, head);
      return new StoredCanister(json.readValue(about, About.class), new JsonBytes(head));
    } catch (IOException | IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new UnreadableFact(CanisterPath.CANISTERS, e);
    }
  }
}
