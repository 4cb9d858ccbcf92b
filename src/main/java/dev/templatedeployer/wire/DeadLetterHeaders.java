package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// The headers of a dead letter: where the record stood, and why nothing could be made of it.
///
/// Said twice, in the words of Kafka Streams and in those of Spring, since tools know the one or
/// the other. Streams writes numbers as digits, Spring as big-endian bytes.
public final class DeadLetterHeaders {

  /// The most characters of a stack trace that are kept.
  private static final int MAX_STACK_TRACE = 8 * 1024;

  private static final String STREAMS = "__streams.errors.";
  private static final String SPRING = "kafka_dlt-";

  /// Where a record stood.
  ///
  /// @param timestamp its time, in milliseconds since 1970 UTC
  /// @param consumerGroup the group that read it
  public record Origin(
      String topic,
      int partition,
      long offset,
      long timestamp,
      TimestampType timestampType,
      String consumerGroup) {}

  private DeadLetterHeaders() {}

  /// The headers of the dead letter of the record at `origin`: its own, and why it is one.
  ///
  /// @param original the headers of the record
  /// @param code stable upper-case name of the reason
  /// @param error what was thrown; its message is shown, so it holds no secret
  public static Headers of(Headers original, Origin origin, String code, Exception error) {
    var headers = new RecordHeaders(original);
    String message = error.getMessage() == null ? code : error.getMessage();
    String stackTrace = stackTrace(error);
    put(headers, HeaderNames.ERROR_CODE, text(code));
    addStreams(headers, origin, error, message, stackTrace);
    addSpring(headers, origin, error, message, stackTrace);
    return headers;
  }

  private static void addStreams(
      Headers headers, Origin origin, Exception error, String message, String stackTrace) {
    put(headers, STREAMS + "exception", text(error.getClass().getName()));
    put(headers, STREAMS + "message", text(message));
    put(headers, STREAMS + "stacktrace", text(stackTrace));
    put(headers, STREAMS + "topic", text(origin.topic()));
    put(headers, STREAMS + "partition", text(Integer.toString(origin.partition())));
    put(headers, STREAMS + "offset", text(Long.toString(origin.offset())));
  }

  private static void addSpring(
      Headers headers, Origin origin, Exception error, String message, String stackTrace) {
    put(headers, SPRING + "original-topic", text(origin.topic()));
    put(headers, SPRING + "original-partition", int32(origin.partition()));
    put(headers, SPRING + "original-offset", int64(origin.offset()));
    put(headers, SPRING + "original-timestamp", int64(origin.timestamp()));
    put(headers, SPRING + "original-timestamp-type", text(origin.timestampType().toString()));
    put(headers, SPRING + "original-consumer-group", text(origin.consumerGroup()));
    put(headers, SPRING + "exception-fqcn", text(error.getClass().getName()));
    Throwable cause = error.getCause();
    if (cause != null) {
      put(headers, SPRING + "exception-cause-fqcn", text(cause.getClass().getName()));
    }
    put(headers, SPRING + "exception-message", text(message));
    put(headers, SPRING + "exception-stacktrace", text(stackTrace));
  }

  /// A record that was sent again and became a dead letter again has each header once.
  private static void put(Headers headers, String name, byte[] value) {
    headers.remove(name).add(name, value);
  }

  private static String stackTrace(Exception error) {
    var trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    return trace.toString().substring(0, Math.min(trace.getBuffer().length(), MAX_STACK_TRACE));
  }

  private static byte[] text(String value) {
    return value.getBytes(UTF_8);
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static byte[] int64(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
