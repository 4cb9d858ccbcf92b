package dev.templatedeployer.wire;

import static dev.templatedeployer.wire.Undecodable.Reason.BROKEN_RULE;
import static dev.templatedeployer.wire.Undecodable.Reason.MALFORMED;
import static dev.templatedeployer.wire.Undecodable.Reason.MISSING;
import static dev.templatedeployer.wire.Undecodable.Reason.TOO_LARGE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/// The bytes of one kind of envelope, in Confluent's wire format.
///
/// ```text
/// 0x00 | id of the writer's schema, 4 bytes big-endian | the record in Avro's binary form
/// ```
///
/// Our own schema is read and written directly, field by field, without Avro's generated or generic
/// records. What was written in another schema is first rewritten into ours by a [Translation]. No
/// class is ever looked up by a name that came from outside. Thread-safe.
final class EnvelopeFormat {

  static {
    AvroLimits.set();
  }

  private static final byte MAGIC = 0;
  private static final int PREFIX_BYTES = 5;

  /// About the size of a record, so that most are written without growing a buffer.
  private static final int USUAL_BYTES = 512;

  private static final EncoderFactory ENCODERS =
      new EncoderFactory().configureBufferSize(USUAL_BYTES);
  private static final DecoderFactory DECODERS = DecoderFactory.get();

  private final Envelope envelope;
  private final SchemaIds ids;
  private final int ownId;
  private final Map<Integer, Translation> translations = new ConcurrentHashMap<>();

  EnvelopeFormat(Envelope envelope, SchemaIds ids) {
    this.envelope = envelope;
    this.ids = ids;
    this.ownId = ids.idOf(envelope);
  }

  <T> byte[] encode(T value, AvroOutput.Form<T> form) {
    var bytes = new ByteArrayOutputStream(USUAL_BYTES);
    writePrefix(bytes);
    BinaryEncoder encoder = ENCODERS.binaryEncoder(bytes, null);
    try {
      form.write(value, new AvroOutput(encoder));
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed, which it cannot.", e);
    }
    return bytes.toByteArray();
  }

  <T> T decode(byte @Nullable [] value, AvroInput.Form<T> form) throws Undecodable {
    return decode(value, form, true);
  }

  /// Like [#decode], of a form that leaves the rest unread.
  <T> T decodeBeginning(byte @Nullable [] value, AvroInput.Form<T> form) throws Undecodable {
    return decode(value, form, false);
  }

  private <T> T decode(byte @Nullable [] value, AvroInput.Form<T> form, boolean isWhole)
      throws Undecodable {
    byte[] bytes = withPrefix(value);
    int id = ByteBuffer.wrap(bytes).getInt(1);
    if (id == ownId) {
      return read(bytes, PREFIX_BYTES, form, isWhole);
    }
    Translation translation = translationFrom(id);
    return translation.isNeeded()
        ? read(translation.translate(bytes, PREFIX_BYTES), 0, form, isWhole)
        : read(bytes, PREFIX_BYTES, form, isWhole);
  }

  private void writePrefix(ByteArrayOutputStream bytes) {
    bytes.write(MAGIC);
    bytes.write(ownId >>> 24);
    bytes.write(ownId >>> 16);
    bytes.write(ownId >>> 8);
    bytes.write(ownId);
  }

  private byte[] withPrefix(byte @Nullable [] value) throws Undecodable {
    if (value == null) {
      throw new Undecodable(
          MISSING, "The record has no value. Send a %s.".formatted(envelope.schemaName()));
    }
    if (value.length > envelope.maxBytes()) {
      throw new Undecodable(
          TOO_LARGE,
          "The value has %d bytes. A %s may have %d."
              .formatted(value.length, envelope.schemaName(), envelope.maxBytes()));
    }
    if (value.length < PREFIX_BYTES || value[0] != MAGIC) {
      throw new Undecodable(
          MALFORMED,
          "The value does not begin with a zero byte and the four bytes of a schema id. Send Avro in the format of"
              + " Confluent's serializers.");
    }
    return value;
  }

  private Translation translationFrom(int id) throws Undecodable {
    Translation known = translations.get(id);
    if (known != null) {
      return known;
    }
    var translation = Translation.between(ids.schemaOf(id), Release.latest(envelope).schema());
    translations.put(id, translation);
    return translation;
  }

  private <T> T read(byte[] bytes, int from, AvroInput.Form<T> form, boolean isWhole)
      throws Undecodable {
    var in = new AvroInput(DECODERS.binaryDecoder(bytes, from, bytes.length - from, null));
    try {
      T value = form.read(in);
      if (!isWhole || in.isAtEnd()) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw new Undecodable(BROKEN_RULE, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      throw malformed();
    }
    throw malformed();
  }

  private Undecodable malformed() {
    return new Undecodable(
        MALFORMED,
        "The value is cut off, or is not a %s in Avro's binary form."
            .formatted(envelope.schemaName()));
  }
}
