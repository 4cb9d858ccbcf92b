package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.templatedeployer.domain.Status;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RoundTripTest {

  static final int SAMPLES = 1_000;
  static final long SEED = 20260301;

  @TestFactory
  Stream<DynamicTest> givesBackWhatWasWritten() {
    return ofEachForm(RoundTripTest::assertGivesBackWhatWasWritten);
  }

  /// The codecs write by hand, so Avro's own classes, generated from the same schemas, have to
  /// agree with them.
  @TestFactory
  Stream<DynamicTest> agreesWithTheClassesThatAvroGenerates() {
    return ofEachForm(RoundTripTest::assertAgreesWithAvro);
  }

  @TestFactory
  Stream<DynamicTest> comesUponEveryBranch() {
    return ofEachForm(RoundTripTest::assertComesUponEveryBranch);
  }

  /// The store is gone through with the short way at each start.
  @Test
  void tellsWhoseRecordHasEndedWithoutReadingItWhole() throws Undecodable {
    var samples = new Samples(SEED);
    var codec = new RecordCodec();
    var seen = new HashSet<Status>();
    for (int i = 0; i < SAMPLES; i++) {
      StoredRecord stored = samples.record();
      Status status = stored.record().status();
      assertThat(codec.isTerminal(codec.encode(stored)))
          .as("sample %d of the seed %d", i, SEED)
          .isEqualTo(status.isTerminal());
      seen.add(status);
    }
    assertThat(seen).containsExactlyInAnyOrder(Status.values());
  }

  private static <T> void assertGivesBackWhatWasWritten(Form<T> form) throws Undecodable {
    var samples = new Samples(SEED);
    for (int i = 0; i < SAMPLES; i++) {
      T value = form.sample().apply(samples);
      assertThat(form.decoder().decode(form.encoder().apply(value)))
          .as("sample %d of the seed %d", i, SEED)
          .isEqualTo(value);
    }
  }

  private static <T> void assertAgreesWithAvro(Form<T> form) throws Exception {
    var samples = new Samples(SEED);
    for (int i = 0; i < SAMPLES; i++) {
      T value = form.sample().apply(samples);
      byte[] bytes = form.encoder().apply(value);
      assertThat(form.decoder().decode(written(read(form.envelope(), bytes), bytes)))
          .as("sample %d of the seed %d", i, SEED)
          .isEqualTo(value);
    }
  }

  private static <T> void assertComesUponEveryBranch(Form<T> form) throws Exception {
    var schema = Release.latest(form.envelope()).schema();
    var union =
        schema.getField(form.envelope() == Envelope.DEPLOYMENT_RECORD ? "phase" : "payload");
    if (union == null || !union.schema().isUnion()) {
      return; // an envelope with one content
    }
    Set<String> seen = new HashSet<>();
    var samples = new Samples(SEED);
    for (int i = 0; i < SAMPLES; i++) {
      var datum = (GenericRecord) read(form.envelope(), form.encodedSample(samples));
      seen.add(((GenericRecord) datum.get(union.name())).getSchema().getFullName());
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            union.schema().getTypes().stream().map(type -> type.getFullName()).toList());
  }

  private static SpecificRecord read(Envelope envelope, byte[] bytes) throws Exception {
    var schema =
        SpecificData.get()
            .getSchema(Class.forName("dev.templatedeployer.wire.avro.v1." + envelope.schemaName()));
    var decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
    SpecificRecord datum = new SpecificDatumReader<SpecificRecord>(schema).read(null, decoder);
    assertThat(decoder.isEnd()).isTrue();
    return datum;
  }

  /// The bytes that Avro makes of `datum`, after the prefix of `original`.
  private static byte[] written(SpecificRecord datum, byte[] original) throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.write(original, 0, 5);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<SpecificRecord>(datum.getSchema()).write(datum, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static Stream<DynamicTest> ofEachForm(Claim claim) {
    return Form.all(new BuiltInSchemaIds()).stream()
        .map(form -> dynamicTest(form.toString(), () -> claim.holdsFor(form)));
  }

  @FunctionalInterface
  private interface Claim {
    void holdsFor(Form<?> form) throws Exception;
  }
}
