package dev.templatedeployer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.wire.HeaderNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Signs the records of one sender. Safe to use from many threads at once. Prints without the key.
public final class CommandSigner {

  private final String kid;
  private final PrivateKey key;
  private final InstantSource clock;

  /// @param kid the name that the service knows the key by
  public CommandSigner(String kid, PrivateKey key, InstantSource clock) {
    this.kid = kid;
    this.key = key;
    this.clock = clock;
  }

  /// One with the key in a file, as `./deployer keys new` writes it.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws IllegalArgumentException with a sentence, if there is no such key in it
  public static CommandSigner reading(String kid, Path pem) throws IOException {
    var key =
        Ed25519.privateKey(Files.readString(pem))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There is no Ed25519 key in '%s'. Make one with './deployer keys new'."
                        .formatted(pem)));
    return new CommandSigner(kid, key, InstantSource.system());
  }

  /// The headers that prove who wrote `record`. What it says of its reply is signed with it, so
  /// those headers have to be there already.
  ///
  /// @param commandId the sender's own id for it, or null
  public Map<String, String> headers(
      SignedRecord record, CommandType type, @Nullable String commandId) {
    var issuedAt = Instant.ofEpochMilli(clock.millis());
    var content =
        new SignedContent(record, type.word(), commandId == null ? "" : commandId, issuedAt, kid);
    var headers = new LinkedHashMap<String, String>();
    headers.put(HeaderNames.KEY_ID, kid);
    headers.put(HeaderNames.ISSUED_AT, Long.toString(issuedAt.toEpochMilli()));
    headers.put(HeaderNames.COMMAND_TYPE, type.word());
    if (commandId != null) {
      headers.put(HeaderNames.COMMAND_ID, commandId);
    }
    var signature = Ed25519.sign(content.bytes(), this.key);
    headers.put(HeaderNames.SIGNATURE, Base64.getEncoder().encodeToString(signature));
    return headers;
  }

  /// Adds to `record` the headers that prove who wrote it. Its other headers have to be there
  /// already.
  ///
  /// @param key the key of `record`
  /// @param value its value
  /// @param commandId the sender's own id for it, or null
  public void sign(
      ProducerRecord<?, ?> record,
      byte[] key,
      byte[] value,
      CommandType type,
      @Nullable String commandId) {
    Headers headers = record.headers();
    headers(SignedRecord.of(record.topic(), key, value, headers), type, commandId)
        .forEach((name, text) -> headers.remove(name).add(name, text.getBytes(UTF_8)));
  }

  /// Whether `key` is the public half of its key.
  public boolean isFor(PublicKey key) {
    byte[] any = {1};
    return Ed25519.verify(any, Ed25519.sign(any, this.key), key);
  }

  @Override
  public String toString() {
    return "signer with the key '%s'".formatted(kid);
  }
}
