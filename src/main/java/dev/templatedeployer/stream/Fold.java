package dev.templatedeployer.stream;

import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// What the events of one partition of a log add up to, event by event.
interface Fold {

  /// Takes the next event in. One that was taken in already, by its version, counts as repeated and
  /// changes nothing.
  ///
  /// @throws BrokenEvents if it is not the one that had to come
  void take(ConsumerRecord<byte[], byte[]> record) throws BrokenEvents;

  /// Hands on what was kept back, once all events are in.
  void finish();

  /// How far the inputs were read that brought the events about.
  CauseOffsets causes();

  /// How many deployments or canisters the events tell of.
  long things();

  /// How many events came again.
  long repeated();

  /// Takes what is to be in a store.
  @FunctionalInterface
  interface Rows {

    /// Puts `value` under `key`.
    ///
    /// @param at when it came about, in milliseconds since 1970
    void put(byte[] key, byte[] value, long at);
  }

  /// The hash of an event that has to be the one after `before`.
  ///
  /// @param beforeHash the hash of that, or null if there is none
  static EventHash follow(
      ConsumerRecord<byte[], byte[]> record,
      long before,
      long version,
      @Nullable EventHash beforeHash)
      throws BrokenEvents {
    if (version != before + 1) {
      throw BrokenEvents.at(record, "has version %d and follows on %d".formatted(version, before));
    }
    EventHash hash = (beforeHash == null ? EventHash.NONE : beforeHash).then(record.value());
    Header claimed = record.headers().lastHeader(HeaderNames.HASH);
    if (claimed == null
        || claimed.value().length != EventHash.BYTES
        || !hash.equals(EventHash.of(claimed.value()))) {
      throw BrokenEvents.at(
          record, "does not have the bytes that its hash was made of, or the one before has not");
    }
    return hash;
  }
}
