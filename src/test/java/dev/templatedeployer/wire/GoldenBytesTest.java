package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// One record of each envelope, byte for byte, with what Avro itself reads in it. A record that was
/// written once has to be read for ever: when a line here differs, the format has changed, and the
/// change wants a new version of the schema.
class GoldenBytesTest {

  static final Path GOLDEN = Path.of("src/test/resources/wire");

  @TestFactory
  Stream<DynamicTest> areWrittenStill() {
    return Form.all(new BuiltInSchemaIds()).stream()
        .map(form -> dynamicTest(form.toString(), () -> assertWritten(form)));
  }

  @TestFactory
  Stream<DynamicTest> areReadStill() {
    return Form.all(new BuiltInSchemaIds()).stream()
        .map(form -> dynamicTest(form.toString(), () -> assertRead(form)));
  }

  private static <T> void assertWritten(Form<T> form) throws Exception {
    byte[] bytes = form.encoder().apply(form.golden());
    String text = lines(bytes) + "\n" + json(form.envelope(), bytes) + "\n";
    Path file = file(form.envelope());
    if (!Files.exists(file)) {
      Path offer = Path.of("target").resolve(file.getFileName());
      Files.writeString(offer, text);
      throw new AssertionError(
          "There is no %s yet. Look at %s and put it there.".formatted(file, offer));
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  private static <T> void assertRead(Form<T> form) throws Exception {
    String hex = Files.readString(file(form.envelope())).split("\n\n", 2)[0];
    byte[] bytes = HexFormat.of().parseHex(hex.replace("\n", ""));
    assertThat(form.decoder().decode(bytes)).isEqualTo(form.golden());
  }

  private static Path file(Envelope envelope) {
    return GOLDEN.resolve(envelope.schemaName() + ".txt");
  }

  private static String lines(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).replaceAll("(.{64})", "$1\n").stripTrailing() + "\n";
  }

  private static String json(Envelope envelope, byte[] bytes) throws Exception {
    Schema schema = Release.latest(envelope).schema();
    Object datum =
        new GenericDatumReader<Object>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    var json = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, json, true);
    new GenericDatumWriter<Object>(schema).write(datum, encoder);
    encoder.flush();
    return json.toString(UTF_8);
  }
}
