package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// Says in headers where the original of a dead letter lies and why nobody could act upon it: in
/// the conventions of Kafka Streams, whose numbers are text, and of Spring, whose numbers are
/// bytes, so that the tools of both find their way.
public final class DeadLetterHeaders {

  private static final String ORIGINAL_TOPIC = "kafka_dlt-original-topic";
  private static final String ORIGINAL_PARTITION = "kafka_dlt-original-partition";
  private static final String ORIGINAL_OFFSET = "kafka_dlt-original-offset";
  private static final String ORIGINAL_TIMESTAMP = "kafka_dlt-original-timestamp";
  private static final String MESSAGE = "kafka_dlt-exception-message";

  private static final byte[] EXCEPTION = "dev.templatedeployer.Unreadable".getBytes(UTF_8);
  private static final byte[] LOG_APPEND_TIME = "LogAppendTime".getBytes(UTF_8);

  /// What the headers say of a record.
  ///
  /// @param timestamp in milliseconds since 1970
  /// @param code stable upper-case name of the cause
  /// @param sentence for a person
  public record Described(
      String topic, int partition, long offset, long timestamp, String code, String sentence) {}

  private DeadLetterHeaders() {}

  /// What [#describe] wrote, or empty if these are other headers.
  public static Optional<Described> read(Headers headers) {
    byte[] topic = value(headers, ORIGINAL_TOPIC);
    byte[] partition = value(headers, ORIGINAL_PARTITION);
    byte[] offset = value(headers, ORIGINAL_OFFSET);
    byte[] timestamp = value(headers, ORIGINAL_TIMESTAMP);
    byte[] code = value(headers, HeaderNames.ERROR_CODE);
    byte[] sentence = value(headers, MESSAGE);
    if (topic.length == 0
        || partition.length != Integer.BYTES
        || offset.length != Long.BYTES
        || timestamp.length != Long.BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new Described(
            new String(topic, UTF_8),
            ByteBuffer.wrap(partition).getInt(),
            ByteBuffer.wrap(offset).getLong(),
            ByteBuffer.wrap(timestamp).getLong(),
            new String(code, UTF_8),
            new String(sentence, UTF_8)));
  }

  private static byte[] value(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? new byte[0] : header.value();
  }

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
        .add(ORIGINAL_TOPIC, topic.getBytes(UTF_8))
        .add(ORIGINAL_PARTITION, bytes(partition))
        .add(ORIGINAL_OFFSET, bytes(offset))
        .add(ORIGINAL_TIMESTAMP, bytes(timestamp))
        .add("kafka_dlt-original-timestamp-type", LOG_APPEND_TIME)
        .add("kafka_dlt-exception-fqcn", EXCEPTION)
        .add(MESSAGE, sentence.getBytes(UTF_8))
        .add(HeaderNames.ERROR_CODE, code.getBytes(UTF_8));
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
