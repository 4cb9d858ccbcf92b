package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.identity.Principal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/// Replies to canister commands stand for all envelopes here, as theirs is a short schema with all
/// that matters.
class TranslationTest {

  static final int THEIR_ID = 4711;

  static final CanisterReply REPLY =
      new CanisterReply.Accepted(new Principal("aaaaa-aa"), "cmd-1", 7);

  @Test
  void readsASchemaWithOtherDocsAndPropertiesAsItIs() throws Undecodable {
    String theirs =
        ours().replace("\"string\"", "{\"type\":\"string\",\"avro.java.string\":\"String\"}");

    assertThat(decode(theirs, avroBytes(theirs, json("")))).isEqualTo(REPLY);
  }

  @Test
  void readsFieldsInAnotherOrder() throws Undecodable {
    String theirs =
        """
        {"type": "record", "name": "CanisterReply", "namespace": "dev.templatedeployer.wire.avro.v1", "fields": [
          {"name": "payload", "type": [{"type": "record", "name": "CanisterAccepted", "fields": [
            {"name": "version", "type": "int"}]}]},
          {"name": "commandId", "type": ["null", "string"]},
          {"name": "canisterId", "type": "string"}]}
        """;

    assertThat(decode(theirs, avroBytes(theirs, json("")))).isEqualTo(REPLY);
  }

  @Test
  void leavesOutFieldsThatItDoesNotKnow() throws Undecodable {
    String theirs =
        ours()
            .replace(
                "\"fields\":[{\"name\":\"canisterId\"",
                "\"fields\":[{\"name\":\"new\",\"type\":\"string\"},{\"name\":\"canisterId\"");

    assertThat(decode(theirs, avroBytes(theirs, json("\"new\": \"x\",")))).isEqualTo(REPLY);
  }

  @Test
  void givesFieldsThatAreNotThereTheirDefault() throws Undecodable {
    String theirs =
        """
        {"type": "record", "name": "CanisterReply", "namespace": "dev.templatedeployer.wire.avro.v1", "fields": [
          {"name": "canisterId", "type": "string"},
          {"name": "payload", "type": [{"type": "record", "name": "CanisterAccepted", "fields": [
            {"name": "version", "type": "long"}]}]}]}
        """;

    assertThat(
            decode(theirs, avroBytes(theirs, json("").replaceFirst("\"commandId\": [^,]*,", ""))))
        .isEqualTo(new CanisterReply.Accepted(new Principal("aaaaa-aa"), null, 7));
  }

  @Test
  void refusesOnlyTheRecordsThatUseABranchItDoesNotKnow() throws Undecodable {
    String theirs = withANewBranch();

    assertThat(decode(theirs, avroBytes(theirs, json("")))).isEqualTo(REPLY);
    byte[] delayed =
        avroBytes(theirs, json("").replaceFirst("CanisterAccepted", "CanisterDelayed"));
    assertRefused(theirs, delayed, Undecodable.Reason.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void refusesASchemaOfSomethingElse() {
    assertRefused("\"string\"", new byte[] {2, 'x'}, Undecodable.Reason.INCOMPATIBLE_SCHEMA);
    assertRefused(
        """
        {"type": "record", "name": "Pet", "fields": [{"name": "name", "type": "string"}]}
        """,
        new byte[] {2, 'x'},
        Undecodable.Reason.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void refusesBytesThatEndTooEarlyOrTooLate() {
    String theirs = withANewBranch();
    byte[] bytes = avroBytes(theirs, json(""));

    assertRefused(
        theirs, java.util.Arrays.copyOf(bytes, bytes.length - 1), Undecodable.Reason.MALFORMED);
    assertRefused(
        theirs, java.util.Arrays.copyOf(bytes, bytes.length + 1), Undecodable.Reason.MALFORMED);
  }

  private static String ours() {
    return Release.latest(Envelope.CANISTER_REPLY).schema().toString();
  }

  private static String withANewBranch() {
    return ours()
        .replace(
            "\"type\":[{\"type\":\"record\",\"name\":\"CanisterAccepted\"",
            "\"type\":[{\"type\":\"record\",\"name\":\"CanisterDelayed\",\"fields\":[{\"name\":\"version\",\"type\":\"long\"}]},"
                + "{\"type\":\"record\",\"name\":\"CanisterAccepted\"");
  }

  private static String json(String more) {
    return """
    {%s "canisterId": "aaaaa-aa", "commandId": {"string": "cmd-1"},
     "payload": {"dev.templatedeployer.wire.avro.v1.CanisterAccepted": {"version": 7}}}
    """
        .formatted(more);
  }

  private static void assertRefused(String theirs, byte[] bytes, Undecodable.Reason reason) {
    Undecodable undecodable = catchThrowableOfType(Undecodable.class, () -> decode(theirs, bytes));
    assertThat(undecodable.reason()).isEqualTo(reason);
  }

  private static CanisterReply decode(String theirs, byte[] avro) throws Undecodable {
    Schema schema = new Schema.Parser().parse(theirs);
    var codec = new CanisterReplyCodec(knowing(schema));
    return codec.decode(
        ByteBuffer.allocate(5 + avro.length).put((byte) 0).putInt(THEIR_ID).put(avro).array());
  }

  private static SchemaIds knowing(Schema theirs) {
    return new SchemaIds() {
      @Override
      public int idOf(Envelope envelope) {
        return 1;
      }

      @Override
      public Schema schemaOf(int id) {
        assertThat(id).isEqualTo(THEIR_ID);
        return theirs;
      }
    };
  }

  /// What a stranger writes who has the schema `theirs`.
  private static byte[] avroBytes(String theirs, String json) {
    try {
      Schema schema = new Schema.Parser().parse(theirs);
      Object datum =
          new GenericDatumReader<Object>(schema)
              .read(null, DecoderFactory.get().jsonDecoder(schema, json));
      var bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<Object>(schema).write(datum, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(new String(json.getBytes(UTF_8), UTF_8), e);
    }
  }
}
