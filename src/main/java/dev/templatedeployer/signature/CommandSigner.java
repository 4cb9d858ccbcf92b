package dev.templatedeployer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.wire.HeaderNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Signs the commands of a backend. Safe to use from many threads at once. Prints without the key.
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

  /// The headers that prove who wrote a record.
  ///
  /// @param topic the topic that it is written to
  /// @param key its key, a text
  /// @param commandId the sender's own id for the command, or null
  /// @param value its bytes, which must not be changed any more
  public Map<String, String> headers(
      String topic, String key, CommandType type, @Nullable String commandId, byte[] value) {
    var issuedAt = Instant.ofEpochMilli(clock.millis());
    var content =
        new SignedContent(
            topic,
            key.getBytes(UTF_8),
            type.word(),
            commandId == null ? "" : commandId,
            issuedAt,
            kid,
            value);
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

  @Override
  public String toString() {
    return "signer with the key '%s'".formatted(kid);
  }
}
