package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;

/// Says in headers where the original of a dead letter lies and why nobody could act upon it: in
/// the conventions of Kafka Streams, whose numbers are text, and of Spring, whose numbers are
/// bytes, so that the tools of both find their way.
public final class DeadLetterHeaders {

  private static final byte[] EXCEPTION = "dev.templatedeployer.Unreadable".getBytes(UTF_8);
  private static final byte[] LOG_APPEND_TIME = "LogAppendTime".getBytes(UTF_8);

  private DeadLetterHeaders() {}

  /// Adds them to `headers`.
  ///
  /// @param timestamp of the original, in milliseconds since 1970
  /// @param code stable upper-case name of the cause
  /// @param sentence for a person; nothing of what is in the original
  public static void describe(
      Headers headers,
      String topic,
      int partition,
      long offset,
      long timestamp,
      String code,
      String sentence) {
    headers
        .add("__streams.errors.topic", topic.getBytes(UTF_8))
        .add("__streams.errors.partition", Integer.toString(partition).getBytes(UTF_8))
        .add("__streams.errors.offset", Long.toString(offset).getBytes(UTF_8))
        .add("__streams.errors.exception", EXCEPTION)
        .add("__streams.errors.message", sentence.getBytes(UTF_8))
        .add("kafka_dlt-original-topic", topic.getBytes(UTF_8))
        .add("kafka_dlt-original-partition", bytes(partition))
        .add("kafka_dlt-original-offset", bytes(offset))
        .add("kafka_dlt-original-timestamp", bytes(timestamp))
        .add("kafka_dlt-original-timestamp-type", LOG_APPEND_TIME)
        .add("kafka_dlt-exception-fqcn", EXCEPTION)
        .add("kafka_dlt-exception-message", sentence.getBytes(UTF_8))
        .add(HeaderNames.ERROR_CODE, code.getBytes(UTF_8));
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
