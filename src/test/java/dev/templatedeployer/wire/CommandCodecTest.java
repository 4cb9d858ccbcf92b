package dev.templatedeployer.wire;

import static dev.templatedeployer.wire.Undecodable.Reason.BROKEN_RULE;
import static dev.templatedeployer.wire.Undecodable.Reason.MALFORMED;
import static dev.templatedeployer.wire.Undecodable.Reason.MISSING;
import static dev.templatedeployer.wire.Undecodable.Reason.TOO_LARGE;
import static dev.templatedeployer.wire.Undecodable.Reason.UNKNOWN_SCHEMA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CommandCodecTest {

  static final CommandCodec CODEC = new CommandCodec(new BuiltInSchemaIds());
  static final DeploymentId ID = new DeploymentId("shop:42");

  @Test
  void computesTheDigestOfTheConfig() throws Undecodable {
    var command = (CommandMessage.Deploy) CODEC.decode(CODEC.encode(deploy(Map.of())));

    assertThat(command.request().config().digest())
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  /// Written before a retry could name the version that it expects.
  @Test
  void readsARetryOfTheFirstVersionOfTheSchema() throws Undecodable {
    byte[] written =
        HexFormat.of().parseHex("00000000010e73686f703a3432020e616761696e2d3100020278");

    assertThat(CODEC.decode(written))
        .isEqualTo(new CommandMessage.Retry(ID, "again-1", null, "x", null));
  }

  @Nested
  class Refuses {

    @Test
    void nothing() {
      assertRefused(null, MISSING, "The record has no value. Send a DeploymentCommand.");
    }

    @Test
    void moreThan256KibibytesBeforeItLooksAtThem() {
      assertRefused(
          new byte[262_145],
          TOO_LARGE,
          "The value has 262145 bytes. A DeploymentCommand may have 262144.");
    }

    @Test
    void whatDoesNotBeginAsItShould() {
      String sentence =
          "The value does not begin with a zero byte and the four bytes of a schema id. Send Avro in the format of"
              + " Confluent's serializers.";
      assertRefused(new byte[0], MALFORMED, sentence);
      assertRefused(new byte[] {0, 0, 0, 0}, MALFORMED, sentence);
      assertRefused("{\"deploymentId\":\"a\"}".getBytes(UTF_8), MALFORMED, sentence);
    }

    @Test
    void aSchemaThatNobodyKnows() {
      assertRefused(
          ByteBuffer.wrap(cancel("")).putInt(1, 999).array(),
          UNKNOWN_SCHEMA,
          "Nobody knows the schema id 999. Use one of those that the service lists at /registry/subjects.");
    }

    @Test
    void whatEndsTooEarlyOrTooLate() {
      String sentence =
          "The value is cut off, or is not a DeploymentCommand in Avro's binary form.";
      byte[] bytes = cancel("why");
      assertRefused(Arrays.copyOf(bytes, bytes.length - 1), MALFORMED, sentence);
      assertRefused(Arrays.copyOf(bytes, bytes.length + 1), MALFORMED, sentence);
    }

    @Test
    void anIdThatIsNone() {
      byte[] bytes = cancel("why");
      bytes[6] = ' ';

      assertRefused(
          bytes,
          BROKEN_RULE,
          "' hop:42' is not a deployment id. Use 1 to 128 letters, digits, dots, colons, dashes and underscores,"
              + " beginning with a letter or digit.");
    }

    @Test
    void aReasonThatIsTooLong() {
      assertRefused(
          cancel("x".repeat(1001)),
          BROKEN_RULE,
          "The reason has 1001 characters. Give at most 1,000.");
    }

    @Test
    void aCommandIdThatIsBlankOrTooLong() {
      assertRefused(
          CODEC.encode(new CommandMessage.Cancel(ID, " ", null, "")),
          BROKEN_RULE,
          "The command id is blank. Leave it out, or give one.");
      assertRefused(
          CODEC.encode(new CommandMessage.Cancel(ID, "x".repeat(129), null, "")),
          BROKEN_RULE,
          "The command id has 129 characters. Give at most 128.");
    }

    @Test
    void tooManyLabels() {
      assertRefused(
          CODEC.encode(
              deploy(
                  IntStream.range(0, 33)
                      .boxed()
                      .collect(Collectors.toMap(i -> "key" + i, i -> "")))),
          BROKEN_RULE,
          "There are 33 labels. Give at most 32.");
    }

    @Test
    void aLabelThatBreaksTheRules() {
      assertRefused(
          CODEC.encode(deploy(Map.of("a b", "x"))),
          BROKEN_RULE,
          "The key of a label is not made of 1 to 64 letters, digits, dots, underscores, slashes and dashes. Rename it.");
      assertRefused(
          CODEC.encode(deploy(Map.of("team", "x".repeat(257)))),
          BROKEN_RULE,
          "The value of the label 'team' has 257 characters. Give at most 256.");
    }
  }

  private static CommandMessage deploy(Map<String, String> labels) {
    return new CommandMessage.Deploy(
        ID,
        null,
        null,
        new DeploymentRequest(
            new TemplateName("lock"),
            null,
            new Config("{}".getBytes(UTF_8), "not yet computed"),
            new Principal("aaaaa-aa"),
            labels,
            null,
            null));
  }

  private static byte[] cancel(String reason) {
    return CODEC.encode(new CommandMessage.Cancel(ID, null, null, reason));
  }

  private static void assertRefused(
      byte @Nullable [] bytes, Undecodable.Reason reason, String sentence) {
    Undecodable undecodable = catchThrowableOfType(Undecodable.class, () -> CODEC.decode(bytes));
    assertThat(undecodable).hasMessage(sentence);
    assertThat(undecodable.reason()).isEqualTo(reason);
  }
}
