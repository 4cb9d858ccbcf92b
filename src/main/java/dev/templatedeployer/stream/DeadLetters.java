package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.wire.DeadLetterHeaders;
import dev.templatedeployer.wire.TraceContext;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

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
    byte[] key = record.key() == null ? NO_KEY : record.key();
    return new Outgoing(sink, key, sentence.getBytes(UTF_8), headers, record.timestamp());
  }
}
