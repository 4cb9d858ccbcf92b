package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {

  static final DeadLetterHeaders.Origin ORIGIN =
      new DeadLetterHeaders.Origin(
          "deployments.commands",
          3,
          12345L,
          1_772_366_400_000L,
          TimestampType.LOG_APPEND_TIME,
          "deployer");
  final Undecodable error = new Undecodable(Undecodable.Reason.MALFORMED, "The value is cut off.");

  final Headers headers =
      DeadLetterHeaders.of(
          new RecordHeaders().add("traceparent", "00-1-2-3".getBytes(UTF_8)),
          ORIGIN,
          "MALFORMED",
          error);

  @Test
  void keepTheHeadersOfTheRecord() {
    assertThat(text("traceparent")).isEqualTo("00-1-2-3");
  }

  @Test
  void sayWhyInOurWords() {
    assertThat(text("deployer_error_code")).isEqualTo("MALFORMED");
  }

  @Test
  void speakAsKafkaStreamsDoes() {
    assertThat(text("__streams.errors.exception"))
        .isEqualTo("dev.templatedeployer.wire.Undecodable");
    assertThat(text("__streams.errors.message")).isEqualTo("The value is cut off.");
    assertThat(text("__streams.errors.stacktrace")).contains("DeadLetterHeadersTest");
    assertThat(text("__streams.errors.topic")).isEqualTo("deployments.commands");
    assertThat(text("__streams.errors.partition")).isEqualTo("3");
    assertThat(text("__streams.errors.offset")).isEqualTo("12345");
  }

  @Test
  void speakAsSpringDoes() {
    assertThat(text("kafka_dlt-original-topic")).isEqualTo("deployments.commands");
    assertThat(bytes("kafka_dlt-original-partition")).isEqualTo(new byte[] {0, 0, 0, 3});
    assertThat(ByteBuffer.wrap(bytes("kafka_dlt-original-offset")).getLong()).isEqualTo(12345);
    assertThat(ByteBuffer.wrap(bytes("kafka_dlt-original-timestamp")).getLong())
        .isEqualTo(1_772_366_400_000L);
    assertThat(text("kafka_dlt-original-timestamp-type")).isEqualTo("LogAppendTime");
    assertThat(text("kafka_dlt-original-consumer-group")).isEqualTo("deployer");
    assertThat(text("kafka_dlt-exception-fqcn")).isEqualTo("dev.templatedeployer.wire.Undecodable");
    assertThat(text("kafka_dlt-exception-message")).isEqualTo("The value is cut off.");
    assertThat(text("kafka_dlt-exception-stacktrace")).contains("DeadLetterHeadersTest");
  }

  @Test
  void standOnceAfterASecondFailure() {
    Headers again = DeadLetterHeaders.of(headers, ORIGIN, "MALFORMED", error);

    assertThat(Stream.of(again.toArray()).map(Header::key)).doesNotHaveDuplicates();
    assertThat(again.toArray()).hasSameSizeAs(headers.toArray());
  }

  @Test
  void cutALongStackTrace() {
    var deep = new IllegalStateException("deep");
    var frames = new StackTraceElement[2000];
    Arrays.fill(frames, new StackTraceElement("Deep", "down", "Deep.java", 1));
    deep.setStackTrace(frames);

    Headers cut = DeadLetterHeaders.of(new RecordHeaders(), ORIGIN, "UNEXPECTED", deep);

    assertThat(cut.lastHeader("kafka_dlt-exception-stacktrace").value()).hasSize(8 * 1024);
  }

  private String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  private byte[] bytes(String name) {
    return headers.lastHeader(name).value();
  }
}
