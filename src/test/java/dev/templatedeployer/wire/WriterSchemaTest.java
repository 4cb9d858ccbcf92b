package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.templatedeployer.wire.Undecodable.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class WriterSchemaTest {

  private static final Schema OURS = Release.latest(Envelope.DEPLOYMENT_COMMAND).schema();

  @Test
  void takesAllThatTheServiceWrites() {
    for (Release release : Release.all()) {
      assertThat(WriterSchema.isBounded(WriterSchema.parsed(release.schema().toString()))).isTrue();
    }
  }

  @Test
  void refusesATextThatIsNestedDeep() {
    String text = "{\"type\":\"array\",\"items\":".repeat(400) + "\"int\"" + "}".repeat(400);
    assertThatThrownBy(() -> WriterSchema.parsed(text)).isInstanceOf(SchemaParseException.class);
  }

  @Test
  void refusesATypeThatHoldsItself() {
    assertIncompatible(
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"DeploymentCommand","fields":[
                  {"name":"next","type":["null","DeploymentCommand"]}]}
                """));
  }

  @Test
  void refusesTypesThatDouble() {
    var text = new StringBuilder("{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
    for (int i = 1; i <= 30; i++) {
      String inner = text.toString();
      text.setLength(0);
      text.append(
          "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":%s},{\"name\":\"b\",\"type\":\"R%d\"}]}"
              .formatted(i, inner, i - 1));
    }
    assertIncompatible(new Schema.Parser().parse(text.toString()));
  }

  @Test
  void refusesAValueOfMillionsOfPartsThatTakeNoByte() throws Exception {
    String nulls = "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}";
    Schema theirs =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"DeploymentCommand\",\"fields\":[{\"name\":\"x\",\"type\":%s}]}"
                    .formatted(nulls));
    Translation translation = Translation.between(theirs, OURS);
    byte[] bomb = bomb();
    Undecodable refused =
        catchThrowableOfType(Undecodable.class, () -> translation.translate(bomb, 0));
    assertThat(refused.reason()).isEqualTo(Reason.MALFORMED);
  }

  private static byte[] bomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    out.writeArrayStart();
    out.setItemCount(9_000);
    for (int i = 0; i < 9_000; i++) {
      out.startItem();
      out.writeArrayStart();
      out.setItemCount(9_000);
      out.writeArrayEnd();
    }
    out.writeArrayEnd();
    out.flush();
    return bytes.toByteArray();
  }

  private static void assertIncompatible(Schema theirs) {
    Undecodable refused =
        catchThrowableOfType(Undecodable.class, () -> Translation.between(theirs, OURS));
    assertThat(refused.reason()).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
  }
}
