package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.wire.Undecodable;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// A topic that commands or reports arrive on, and what every record on it has to be: keyed by the
/// id in its payload, on the partition of that key, and readable.
///
/// Checks the partition because a sender with another partitioner would bring commands for one
/// deployment to two owners.
///
/// @param partitions how many the topic has
/// @param maxBytes the largest value that is looked into
/// @param keyOf the id in a payload
record InputTopic<T>(
    String name, int partitions, int maxBytes, Decoder<T> decoder, Function<T, String> keyOf) {

  /// Reads values of the topic.
  @FunctionalInterface
  interface Decoder<T> {

    /// What `value` says.
    ///
    /// @param at when the broker took the record in
    T decode(byte[] value, Instant at) throws Undecodable;
  }

  /// The longest key that is looked at, in bytes: more than every id has.
  static final int MAX_KEY_BYTES = 512;

  /// What `record` says.
  ///
  /// @throws Unreadable if it is not what a record here has to be
  T read(Record<byte[], byte[]> record, RecordMetadata place) throws Unreadable {
    byte[] key = record.key();
    byte[] value = record.value();
    if (key == null) {
      throw new Unreadable("MISSING_KEY", "The record has no key. Send the id as the key.");
    }
    if (key.length > MAX_KEY_BYTES) {
      throw new Unreadable(
          "TOO_LARGE",
          "The key has %d bytes, and at most %d are read. Send the id as the key."
              .formatted(key.length, MAX_KEY_BYTES));
    }
    if (value == null) {
      throw new Unreadable(
          "MISSING_VALUE", "The record has no value. Nothing here is deleted by a tombstone.");
    }
    if (value.length > maxBytes) {
      throw new Unreadable(
          "TOO_LARGE",
          "The value has %d bytes, and at most %d are read. Make the config smaller."
              .formatted(value.length, maxBytes));
    }
    T payload = decode(value, Instant.ofEpochMilli(record.timestamp()));
    if (!keyOf.apply(payload).equals(new String(key, UTF_8))) {
      throw new Unreadable(
          "KEY_MISMATCH", "The key differs from the id in the payload. Send the id as the key.");
    }
    int expected = Utils.toPositive(Utils.murmur2(key)) % partitions;
    if (place.partition() != expected) {
      throw new Unreadable(
          "WRONG_PARTITION",
          "The record is on partition %d and its key belongs on %d. Let the producer use Kafka's default partitioner."
              .formatted(place.partition(), expected));
    }
    return payload;
  }

  private T decode(byte[] value, Instant at) throws Unreadable {
    try {
      return decoder.decode(value, at);
    } catch (Undecodable e) {
      throw new Unreadable(
          e.reason().name(),
          String.valueOf(e.getMessage()),
          e.reason() == Undecodable.Reason.REGISTRY_AWAY
              ? Refusal.Kind.TEMPORARILY_UNAVAILABLE
              : Refusal.Kind.INVALID_PAYLOAD);
    }
  }
}
