package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.wire.HeaderNames;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Addresses replies: to the topic, partition and correlation id that the command's headers name,
/// as Spring's `ReplyingKafkaTemplate` writes them; or to the ordinary replies topic.
///
/// Only topics that the sender may name are written to, so that nobody can make the service write
/// where they may not. The sender is told by the topic that the command arrived on.
final class Replies {

  /// The longest correlation id that is sent back; Spring's has 16 bytes. A longer one could make
  /// the reply larger than a producer may send, which would stop the stream thread.
  private static final int MAX_CORRELATION_BYTES = 256;

  private final String ordinarySink;
  private final Map<String, Map<String, String>> sinks;

  /// @param ordinarySink the sink of the ordinary replies topic
  /// @param sinks for each topic that commands arrive on, the sink of each topic that they may name
  Replies(String ordinarySink, Map<String, Map<String, String>> sinks) {
    this.ordinarySink = ordinarySink;
    this.sinks = Map.copyOf(sinks);
  }

  /// The reply `value` to the command that came with `commandHeaders`.
  ///
  /// @param arrivedOn the topic of the command
  Outgoing to(
      String arrivedOn,
      org.apache.kafka.common.header.Headers commandHeaders,
      byte[] key,
      byte[] value,
      RecordHeaders replyHeaders,
      long timestamp) {
    Header correlation = commandHeaders.lastHeader(HeaderNames.CORRELATION_ID);
    if (correlation != null
        && correlation.value() != null
        && correlation.value().length <= MAX_CORRELATION_BYTES) {
      replyHeaders.add(correlation);
    }
    String wanted = text(commandHeaders.lastHeader(HeaderNames.REPLY_TOPIC));
    String sink = wanted == null ? null : sinks.getOrDefault(arrivedOn, Map.of()).get(wanted);
    return sink == null
        ? new Outgoing(ordinarySink, key, new AddressedReply(value, null), replyHeaders, timestamp)
        : new Outgoing(
            sink,
            key,
            new AddressedReply(value, partition(commandHeaders)),
            replyHeaders,
            timestamp);
  }

  private static @Nullable Integer partition(org.apache.kafka.common.header.Headers headers) {
    Header header = headers.lastHeader(HeaderNames.REPLY_PARTITION);
    return header == null || header.value() == null || header.value().length != Integer.BYTES
        ? null
        : Integer.valueOf(ByteBuffer.wrap(header.value()).getInt());
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
