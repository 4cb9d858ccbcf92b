package dev.templatedeployer.stream;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/// A message that a step has decided to send, ready in all its bytes, so that sending it can no
/// longer go wrong.
///
/// @param sink the name of the sink node
/// @param value a `byte[]`, or an [AddressedReply] if the sink is one of replies
/// @param timestamp milliseconds since the epoch
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Outgoing(String sink, byte[] key, Object value, Headers headers, long timestamp) {

  /// What Kafka Streams forwards.
  Record<byte[], Object> record() {
    return new Record<>(key, value, timestamp, headers);
  }
}
