package dev.templatedeployer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/// All that a signature vouches for. A record on another topic, with another key, or with one byte
/// of another value is another content.
///
/// @param topic the topic that the command was written to
/// @param key the key of its record
/// @param type what it is: `deploy`, `retry` or `cancel`
/// @param commandId the sender's own id for it, empty if it has none
/// @param issuedAt when its sender signed it, to the millisecond
/// @param kid names the key that signed it
/// @param value the bytes of the record, as they are
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedContent(
    String topic,
    byte[] key,
    String type,
    String commandId,
    Instant issuedAt,
    String kid,
    byte[] value) {

  /// So that no signature for another purpose is taken for one of a command.
  private static final byte[] PURPOSE = "template-deployer command v1".getBytes(UTF_8);

  /// What is signed: a length of 4 bytes before each part that has no fixed one, big-endian.
  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(PURPOSE, out);
      write(topic.getBytes(UTF_8), out);
      write(key, out);
      write(type.getBytes(UTF_8), out);
      write(commandId.getBytes(UTF_8), out);
      out.writeLong(issuedAt.toEpochMilli());
      write(kid.getBytes(UTF_8), out);
      out.write(sha256(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(byte[] part, DataOutputStream out) throws IOException {
    out.writeInt(part.length);
    out.write(part);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
