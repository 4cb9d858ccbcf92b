package dev.templatedeployer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.wire.HeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a signature vouches for. A record on another topic, with another key, with one byte of
/// another value, or that wants its reply elsewhere is another content.
///
/// @param record the record, with the headers that say where its reply is wanted
/// @param type what it is, such as `deploy`
/// @param commandId the sender's own id for it, empty if it has none
/// @param issuedAt when its sender signed it, to the millisecond
/// @param kid names the key that signed it
record SignedContent(
    SignedRecord record, String type, String commandId, Instant issuedAt, String kid) {

  /// So that no signature for another purpose is taken for one of a command.
  private static final byte[] PURPOSE = "template-deployer command v1".getBytes(UTF_8);

  /// The same for a record that says where its reply is wanted: then that is signed too.
  private static final byte[] PURPOSE_WITH_REPLY = "template-deployer command v2".getBytes(UTF_8);

  private static final List<String> OF_THE_REPLY =
      List.of(HeaderNames.REPLY_TOPIC, HeaderNames.REPLY_PARTITION, HeaderNames.CORRELATION_ID);

  private static final int ABSENT = -1;

  /// What is signed: a length of 4 bytes before each part that has no fixed one, big-endian. The
  /// headers of the reply come last, if the record has one of them; -1 stands for one that it has
  /// not.
  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    boolean wantsReply = OF_THE_REPLY.stream().anyMatch(record::has);
    try (var out = new DataOutputStream(bytes)) {
      write(wantsReply ? PURPOSE_WITH_REPLY : PURPOSE, out);
      write(record.topic().getBytes(UTF_8), out);
      write(record.key(), out);
      write(type.getBytes(UTF_8), out);
      write(commandId.getBytes(UTF_8), out);
      out.writeLong(issuedAt.toEpochMilli());
      write(kid.getBytes(UTF_8), out);
      out.write(sha256(record.value()));
      if (wantsReply) {
        for (String header : OF_THE_REPLY) {
          write(record.headers().apply(header), out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(byte @Nullable [] part, DataOutputStream out) throws IOException {
    if (part == null) {
      out.writeInt(ABSENT);
    } else {
      out.writeInt(part.length);
      out.write(part);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
