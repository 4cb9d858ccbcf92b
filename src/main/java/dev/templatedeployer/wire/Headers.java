package dev.templatedeployer.wire;

import java.util.List;

/// The names of record headers, as they are written.
public final class Headers {

  /// Names the topic that the reply should go to. Spring's `ReplyingKafkaTemplate` writes it.
  public static final String REPLY_TOPIC = "kafka_replyTopic";

  /// Names the partition that the reply should go to: four bytes, big-endian.
  public static final String REPLY_PARTITION = "kafka_replyPartition";

  /// Bytes that the reply repeats.
  public static final String CORRELATION_ID = "kafka_correlationId";

  /// Trace context and baggage, by the W3C.
  public static final List<String> TRACE = List.of("traceparent", "tracestate", "baggage");

  /// On an event: the SHA-256 over the hash of the event before and this one's bytes, 32 bytes.
  public static final String HASH = "deployer_hash";

  /// On a reply: the version that the deployment or canister has after the command, in digits.
  public static final String VERSION = "deployer_version";

  /// On a dead letter: why, an upper-case name.
  public static final String ERROR_CODE = "deployer_error_code";

  private Headers() {}
}
