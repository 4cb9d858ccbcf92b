package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.wire.Undecodable.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/// Work that one release wrote and another reads, as while they run side by side.
class WorkOfAnotherReleaseTest {

  static final int NEWER_ID = 4711;
  static final Schema RELEASED = Release.of(Envelope.WORK).getFirst().schema();

  static final Work.Start START = (Work.Start) GoldenValues.work();
  static final Work STOP =
      new Work.Stop(START.id(), START.template(), Token.FIRST, "Cancelled: a mistake");

  /// Ours with one field more in a start, and one branch more.
  static final Schema NEWER =
      new Schema.Parser()
          .parse(
              RELEASED
                  .toString()
                  .replace(
                      "{\"name\":\"timeLimitMillis\"",
                      "{\"name\":\"region\",\"type\":[\"null\",\"string\"],\"default\":null},{\"name\":\"timeLimitMillis\"")
                  .replace(
                      "{\"type\":\"record\",\"name\":\"StopAttempt\"",
                      "{\"type\":\"record\",\"name\":\"PauseAttempt\",\"fields\":[{\"name\":\"reason\",\"type\":\"string\"}]},{\"type\":\"record\",\"name\":\"StopAttempt\""));

  @Test
  void isReadByTheFirstReleaseWhateverThisOneWrites() throws Exception {
    var codec = new WorkCodec(new BuiltInSchemaIds());
    for (Work work : new Work[] {START.withLease(java.time.Duration.ofSeconds(5)), STOP}) {
      ByteBuffer value = ByteBuffer.wrap(codec.encode(work));

      assertThat(value.get()).isZero();
      assertThat(value.getInt()).isEqualTo(Release.of(Envelope.WORK).getFirst().id());
      GenericRecord read = read(RELEASED, value);
      assertThat(String.valueOf(read.get("deploymentId"))).isEqualTo(work.id().value());
    }
  }

  @Test
  void isReadHereWhateverTheFirstReleaseWrote() throws Exception {
    var codec = new WorkCodec(new BuiltInSchemaIds());

    assertThat(codec.decode(codec.encode(START), new RecordHeaders())).isEqualTo(START);
    assertThat(codec.decode(codec.encode(STOP), new RecordHeaders())).isEqualTo(STOP);
  }

  @Test
  void isReadHereIfANewerReleaseOnlySaysMore() throws Exception {
    var codec = new WorkCodec(knowing(NEWER));

    assertThat(codec.decode(asNewer(START), new RecordHeaders())).isEqualTo(START);
    assertThat(codec.decode(asNewer(STOP), new RecordHeaders())).isEqualTo(STOP);
  }

  @Test
  void isToldFromGarbageIfANewerReleaseSaysWhatIsNotKnownHere() {
    var codec = new WorkCodec(knowing(NEWER));

    Undecodable undecodable =
        catchThrowableOfType(Undecodable.class, () -> codec.decode(ofANewBranch()));
    assertThat(undecodable.reason()).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void isToldFromGarbageIfNobodyTellsOfItsSchema() {
    var codec = new WorkCodec(new BuiltInSchemaIds());

    Undecodable undecodable =
        catchThrowableOfType(Undecodable.class, () -> codec.decode(asNewer(START)));
    assertThat(undecodable.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA);
  }

  private static SchemaIds knowing(Schema newer) {
    var builtIn = new BuiltInSchemaIds();
    return new SchemaIds() {
      @Override
      public int idOf(Envelope envelope) {
        return builtIn.idOf(envelope);
      }

      @Override
      public Schema schemaOf(int id) throws Undecodable {
        return id == NEWER_ID ? newer : builtIn.schemaOf(id);
      }
    };
  }

  private static byte[] asNewer(Work work) throws IOException {
    ByteBuffer value = ByteBuffer.wrap(new WorkCodec(new BuiltInSchemaIds()).encode(work));
    value.position(5);
    byte[] ours = new byte[value.remaining()];
    value.get(ours);
    var reader = new GenericDatumReader<GenericRecord>(RELEASED, NEWER);
    return written(reader.read(null, DecoderFactory.get().binaryDecoder(ours, null)));
  }

  private static byte[] ofANewBranch() throws IOException {
    Schema branch =
        NEWER.getField("payload").schema().getTypes().stream()
            .filter(type -> type.getName().equals("PauseAttempt"))
            .findFirst()
            .orElseThrow();
    var payload = new GenericData.Record(branch);
    payload.put("reason", "a wish");
    var work = new GenericData.Record(NEWER);
    work.put("deploymentId", START.id().value());
    work.put("template", START.template().value());
    work.put("attempt", 1);
    work.put("drive", 1);
    work.put("payload", payload);
    return written(work);
  }

  private static byte[] written(GenericRecord work) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(NEWER_ID).array());
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(NEWER).write(work, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static GenericRecord read(Schema schema, ByteBuffer value) throws IOException {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    var in = DecoderFactory.get().binaryDecoder(bytes, null);
    GenericRecord read = new GenericDatumReader<GenericRecord>(schema).read(null, in);
    assertThat(in.isEnd()).isTrue();
    return read;
  }
}
