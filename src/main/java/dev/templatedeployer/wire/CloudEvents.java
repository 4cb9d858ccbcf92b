package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Describes a record to those who speak CloudEvents: attributes in headers, the value as it is.
///
/// Source: [CloudEvents, Kafka protocol binding, binary content
/// mode](https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md).
public final class CloudEvents {

  private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
  private static final byte[] SOURCE = "/template-deployer".getBytes(UTF_8);
  private static final byte[] CONTENT_TYPE = HeaderNames.AVRO.getBytes(UTF_8);
  private static final String TYPE_PREFIX = "dev.templatedeployer.";

  private CloudEvents() {}

  /// Adds the attributes to `headers`.
  ///
  /// @param type what it is, such as `deployment.completed`
  /// @param subject the deployment or canister
  /// @param version which of the subject's events it is; null if it is none
  public static void describe(
      Headers headers, String type, String subject, @Nullable Long version, Instant at) {
    String id = version == null ? subject + "/reply/" + at.toEpochMilli() : subject + "/" + version;
    headers
        .add(HeaderNames.CE_SPECVERSION, SPEC_VERSION)
        .add(HeaderNames.CE_ID, id.getBytes(UTF_8))
        .add(HeaderNames.CE_SOURCE, SOURCE)
        .add(HeaderNames.CE_TYPE, (TYPE_PREFIX + type + ".v1").getBytes(UTF_8))
        .add(HeaderNames.CE_SUBJECT, subject.getBytes(UTF_8))
        .add(HeaderNames.CE_TIME, at.toString().getBytes(UTF_8))
        .add(HeaderNames.CONTENT_TYPE, CONTENT_TYPE);
  }
}
