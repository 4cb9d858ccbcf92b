package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.wire.DeadLetterHeaders;
import dev.templatedeployer.wire.TraceContext;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Writes down the records that nobody could act upon: where each lies, why, and nothing of what is
/// in it, since that may be secret. The record itself stays where it is, as long as its topic keeps
/// it.
///
/// @param sink the name of the sink
record DeadLetters(String sink) {

  private static final byte[] NO_KEY = {};

  /// The dead letter of `record`.
  ///
  /// @param code stable upper-case name of the cause
  Outgoing of(Record<byte[], byte[]> record, RecordMetadata place, String code, String sentence) {
    RecordHeaders headers = TraceContext.of(record.headers()).carriedOn();
    DeadLetterHeaders.describe(
        headers,
        place.topic(),
        place.partition(),
        place.offset(),
        record.timestamp(),
        code,
        sentence);
    return new Outgoing(
        sink, key(record.key()), sentence.getBytes(UTF_8), headers, record.timestamp());
  }

  /// The key, unless it is absurdly long: a batch of a few kilobytes may hold one of megabytes, and
  /// what is larger than a request of our producer would stop every stream thread that meets it.
  private static byte[] key(byte @Nullable [] key) {
    return key == null || key.length > InputTopic.MAX_KEY_BYTES ? NO_KEY : key;
  }
}
