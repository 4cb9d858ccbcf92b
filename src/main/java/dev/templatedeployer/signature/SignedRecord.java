package dev.templatedeployer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A record that is to be signed, or as it arrived, when nothing of it is believed yet.
///
/// @param topic where it lies
/// @param headers the last header of a name, or null if it has none
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedRecord(
    String topic, byte[] key, byte[] value, Function<String, byte @Nullable []> headers) {

  /// The most bytes of a header that are looked at.
  private static final int MAX_HEADER_BYTES = 1_000;

  /// One with the headers of a Kafka record.
  public static SignedRecord of(String topic, byte[] key, byte[] value, Headers headers) {
    return new SignedRecord(
        topic,
        key,
        value,
        name -> {
          Header header = headers.lastHeader(name);
          return header == null ? null : header.value();
        });
  }

  /// The text of a header; null if it is not there or far too long.
  @Nullable String header(String name) {
    byte[] bytes = headers.apply(name);
    return bytes == null || bytes.length > MAX_HEADER_BYTES ? null : new String(bytes, UTF_8);
  }

  /// Whether it has a header of that name, whatever is in it.
  boolean has(String name) {
    return headers.apply(name) != null;
  }
}
