package dev.templatedeployer.wire;

import static dev.templatedeployer.wire.Undecodable.Reason.INCOMPATIBLE_SCHEMA;
import static dev.templatedeployer.wire.Undecodable.Reason.MALFORMED;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
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
  private final Schema theirs;
  private final GenericData generic = new GenericData();
  private final GenericDatumWriter<Object> writer;

  /// How to read as `ours` what was written as `written`.
  ///
  /// @throws Undecodable if nothing can be made of the schema `written` at all
  static Translation between(Schema written, Schema ours) throws Undecodable {
    if (!WriterSchema.isBounded(written)) {
      throw incompatible(ours);
    }
    try {
      return new Translation(written, ours);
    } catch (RuntimeException | StackOverflowError e) {
      throw incompatible(ours);
    }
  }

  private Translation(Schema written, Schema ours) {
    this.ours = ours;
    this.isNeeded =
        !SchemaNormalization.toParsingForm(written).equals(SchemaNormalization.toParsingForm(ours));
    this.theirs = written;
    this.writer = new GenericDatumWriter<>(ours, generic);
  }

  /// Whether the bytes differ at all: another text of the same schema, with other docs or
  /// properties, gives the same bytes.
  boolean isNeeded() {
    return isNeeded;
  }

  /// The bytes of `written` after its first `from`, as our schema has them.
  byte[] translate(byte[] written, int from) throws Undecodable {
    try {
      if (!KnownBranches.areAllOf(read(theirs, written, from), ours)) {
        throw incompatible(ours);
      }
      return bytesOf(read(ours, written, from));
    } catch (AvroTypeException e) {
      throw incompatible(ours);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw malformed();
    }
  }

  private Object read(Schema as, byte[] written, int from) throws IOException, Undecodable {
    var reader = new CountedReader(theirs, as, generic);
    BinaryDecoder in =
        DecoderFactory.get().binaryDecoder(written, from, written.length - from, null);
    Object datum = reader.read(null, in);
    if (!in.isEnd()) {
      throw malformed();
    }
    return datum;
  }

  private byte[] bytesOf(Object datum) throws IOException {
    var bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    writer.write(datum, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static Undecodable incompatible(Schema ours) {
    return new Undecodable(
        INCOMPATIBLE_SCHEMA,
        "The value was written in a schema that cannot be read as a %s.".formatted(ours.getName()));
  }

  private static Undecodable malformed() {
    return new Undecodable(
        MALFORMED, "The value is cut off, or was not written in the schema that it names.");
  }
}
