package dev.templatedeployer.wire;

import static dev.templatedeployer.wire.Undecodable.Reason.INCOMPATIBLE_SCHEMA;
import static dev.templatedeployer.wire.Undecodable.Reason.MALFORMED;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/// Rewrites what was written in another schema into ours, by Avro's rules of schema resolution.
/// Thread-safe.
///
/// A writer's schema that has branches we do not know is fine, as long as a record uses none of
/// them.
final class Translation {

  private final Schema ours;
  private final boolean isNeeded;
  private final GenericDatumReader<Object> reader;
  private final GenericDatumWriter<Object> writer;

  Translation(Schema written, Schema ours) {
    this.ours = ours;
    this.isNeeded =
        !SchemaNormalization.toParsingForm(written).equals(SchemaNormalization.toParsingForm(ours));
    var generic = new GenericData();
    this.reader = new GenericDatumReader<>(written, ours, generic);
    this.writer = new GenericDatumWriter<>(ours, generic);
  }

  /// Whether the bytes differ at all: another text of the same schema, with other docs or
  /// properties, gives the same bytes.
  boolean isNeeded() {
    return isNeeded;
  }

  /// The bytes of `written` after its first `from`, as our schema has them.
  byte[] translate(byte[] written, int from) throws Undecodable {
    BinaryDecoder in =
        DecoderFactory.get().binaryDecoder(written, from, written.length - from, null);
    try {
      Object datum = reader.read(null, in);
      if (in.isEnd()) {
        return bytesOf(datum);
      }
    } catch (AvroTypeException e) {
      throw new Undecodable(
          INCOMPATIBLE_SCHEMA,
          "The value was written in a schema that cannot be read as a %s."
              .formatted(ours.getName()));
    } catch (IOException | RuntimeException e) {
      throw malformed();
    }
    throw malformed();
  }

  private byte[] bytesOf(Object datum) throws IOException {
    var bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    writer.write(datum, out);
    out.flush();
    return bytes.toByteArray();
  }

  private Undecodable malformed() {
    return new Undecodable(
        MALFORMED, "The value is cut off, or was not written in the schema that it names.");
  }
}
