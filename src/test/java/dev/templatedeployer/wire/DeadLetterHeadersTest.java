package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {

  static final long NOON = 1_772_366_400_000L;

  final Headers headers = new RecordHeaders().add("traceparent", "00-1-2-3".getBytes(UTF_8));

  @BeforeEach
  void describe() {
    DeadLetterHeaders.describe(
        headers, "deployments.commands", 3, 12345, NOON, "MALFORMED", "The value is cut off.");
  }

  @Test
  void keepTheHeadersOfTheRecord() {
    assertThat(text("traceparent")).isEqualTo("00-1-2-3");
  }

  @Test
  void sayWhyInOurWords() {
    assertThat(text("deployer_error_code")).isEqualTo("MALFORMED");
  }

  @Test
  void speakAsKafkaStreamsDoesWithNumbersInDigits() {
    assertThat(text("__streams.errors.message")).isEqualTo("The value is cut off.");
    assertThat(text("__streams.errors.topic")).isEqualTo("deployments.commands");
    assertThat(text("__streams.errors.partition")).isEqualTo("3");
    assertThat(text("__streams.errors.offset")).isEqualTo("12345");
  }

  @Test
  void speakAsSpringDoesWithNumbersInBytes() {
    assertThat(text("kafka_dlt-original-topic")).isEqualTo("deployments.commands");
    assertThat(bytes("kafka_dlt-original-partition")).isEqualTo(new byte[] {0, 0, 0, 3});
    assertThat(ByteBuffer.wrap(bytes("kafka_dlt-original-offset")).getLong()).isEqualTo(12345);
    assertThat(ByteBuffer.wrap(bytes("kafka_dlt-original-timestamp")).getLong()).isEqualTo(NOON);
    assertThat(text("kafka_dlt-original-timestamp-type")).isEqualTo("LogAppendTime");
    assertThat(text("kafka_dlt-exception-message")).isEqualTo("The value is cut off.");
  }

  private String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  private byte[] bytes(String name) {
    return headers.lastHeader(name).value();
  }
}
