package dev.templatedeployer.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.EventHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A canister as the `canisters` store keeps it; its rows lie beside it.
///
/// @param about what every canister has
/// @param head the head of its kind, as JSON
record StoredCanister(About about, JsonBytes head) {

  /// The most commands whose ids are remembered, so that a resend changes nothing.
  static final int MOST_COMMANDS = 32;

  /// What every canister has.
  ///
  /// @param version the number of its events
  /// @param lastEventHash the hash of the last of them, in hexadecimal
  /// @param commands the ids of the last commands that were taken, oldest first
  record About(
      String kind,
      Principal owner,
      String deploymentId,
      long version,
      String lastEventHash,
      List<String> commands,
      Instant createdAt) {

    About {
      commands = List.copyOf(commands);
    }

    /// This after an event, whose hash is `hash`.
    About after(EventHash hash) {
      return new About(
          kind, owner, deploymentId, version + 1, hash.toString(), commands, createdAt);
    }

    /// The hash of the last event.
    EventHash hash() {
      return EventHash.of(HexFormat.of().parseHex(lastEventHash));
    }

    /// This with `commandId` remembered.
    About remembering(String commandId) {
      var all = new ArrayList<>(commands);
      all.add(commandId);
      return new About(
          kind,
          owner,
          deploymentId,
          version,
          lastEventHash,
          all.subList(Math.max(0, all.size() - MOST_COMMANDS), all.size()),
          createdAt);
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
    var buffer = ByteBuffer.wrap(bytes);
    byte[] first = new byte[buffer.getInt()];
    buffer.get(first);
    byte[] head = new byte[buffer.remaining()];
    buffer.get(head);
    try {
      return new StoredCanister(json.readValue(first, About.class), new JsonBytes(head));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The store 'canisters' holds a value that cannot be read. Delete the state directory; it is rebuilt.",
          e);
    }
  }
}
