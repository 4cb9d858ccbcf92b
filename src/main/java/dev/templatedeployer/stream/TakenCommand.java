package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.wire.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;

/// What is remembered of an operation that was taken under an id of its sender's, so that a resend
/// changes nothing and gets the same answer.
///
/// An id belongs to who uses it, on one canister: two senders may use the same. All rows have the
/// same size, whatever the command was.
///
/// @param key the SHA-256 of canister, sender and id: the row's key
/// @param asked the SHA-256 of the operation and its arguments
/// @param version the number of the canister's events after it
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record TakenCommand(byte[] key, byte[] asked, long version) {

  /// How long it is remembered: as long as replies are kept.
  static final Duration KEPT = Duration.ofDays(7);

  private static final int DIGEST_BYTES = 32;

  /// What is to be remembered of `operate`, which was sent as `commandId`.
  static TakenCommand of(CanisterCommand.Operate operate, String commandId, long version) {
    return new TakenCommand(key(operate, commandId), asked(operate), version);
  }

  /// The row's key of `operate`, which was sent as `commandId`.
  static byte[] key(CanisterCommand.Operate operate, String commandId) {
    return digest(
        operate.canisterId().text().getBytes(UTF_8),
        operate.by().text().getBytes(UTF_8),
        commandId.getBytes(UTF_8));
  }

  /// What the row under `key` says.
  static TakenCommand of(byte[] key, byte[] row) {
    if (row.length != Long.BYTES + DIGEST_BYTES) {
      throw new UnreadableFact(
          CanisterPath.TAKEN_COMMANDS,
          new IllegalArgumentException("A row has %d bytes.".formatted(row.length)));
    }
    var buffer = ByteBuffer.wrap(row);
    long version = buffer.getLong();
    byte[] asked = new byte[DIGEST_BYTES];
    buffer.get(asked);
    return new TakenCommand(key, asked, version);
  }

  /// The row.
  byte[] row() {
    return ByteBuffer.allocate(Long.BYTES + DIGEST_BYTES).putLong(version).put(asked).array();
  }

  /// Whether `operate` asks the same.
  boolean isResentAs(CanisterCommand.Operate operate) {
    return MessageDigest.isEqual(asked, asked(operate));
  }

  private static byte[] asked(CanisterCommand.Operate operate) {
    return digest(operate.operation().getBytes(UTF_8), operate.arguments().utf8());
  }

  /// The lengths are part of it, so that no other parts have the same.
  private static byte[] digest(byte[]... parts) {
    MessageDigest sha256 = Sha256.digest();
    for (byte[] part : parts) {
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      sha256.update(part);
    }
    return sha256.digest();
  }
}
