package dev.templatedeployer.wire;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/// Writes values in Avro's binary form, one after the other in the order of the schema. The
/// counterpart of [AvroInput].
///
/// An optional value is a union with null first.
final class AvroOutput {

  /// How one sort of value is written.
  @FunctionalInterface
  interface Form<T> {
    void write(T value, AvroOutput out) throws IOException;
  }

  private final Encoder out;

  AvroOutput(Encoder out) {
    this.out = out;
  }

  void text(String value) throws IOException {
    out.writeString(value);
  }

  void optionalText(@Nullable String value) throws IOException {
    out.writeIndex(value == null ? 0 : 1);
    if (value != null) {
      out.writeString(value);
    }
  }

  void bytes(byte[] value) throws IOException {
    out.writeBytes(value, 0, value.length);
  }

  void fixed(byte[] value) throws IOException {
    out.writeFixed(value, 0, value.length);
  }

  void flag(boolean value) throws IOException {
    out.writeBoolean(value);
  }

  void int32(int value) throws IOException {
    out.writeInt(value);
  }

  void int64(long value) throws IOException {
    out.writeLong(value);
  }

  void float64(double value) throws IOException {
    out.writeDouble(value);
  }

  void optionalInt64(@Nullable Long value) throws IOException {
    out.writeIndex(value == null ? 0 : 1);
    if (value != null) {
      out.writeLong(value);
    }
  }

  /// In microseconds since 1970, cut off below.
  void instant(Instant value) throws IOException {
    long micros = Math.multiplyExact(value.getEpochSecond(), 1_000_000L);
    out.writeLong(Math.addExact(micros, value.getNano() / 1000));
  }

  void optionalInstant(@Nullable Instant value) throws IOException {
    out.writeIndex(value == null ? 0 : 1);
    if (value != null) {
      instant(value);
    }
  }

  /// In milliseconds, cut off below.
  void millis(Duration value) throws IOException {
    out.writeLong(value.toMillis());
  }

  /// A map, in the order of its keys, so that equal maps give equal bytes.
  void texts(Map<String, String> map) throws IOException {
    out.writeMapStart();
    out.setItemCount(map.size());
    for (String key : sortedKeys(map)) {
      out.startItem();
      out.writeString(key);
      out.writeString(map.getOrDefault(key, ""));
    }
    out.writeMapEnd();
  }

  <T> void list(List<T> values, Form<T> form) throws IOException {
    out.writeArrayStart();
    out.setItemCount(values.size());
    for (T value : values) {
      out.startItem();
      form.write(value, this);
    }
    out.writeArrayEnd();
  }

  <T> void optional(@Nullable T value, Form<T> form) throws IOException {
    out.writeIndex(value == null ? 0 : 1);
    if (value != null) {
      form.write(value, this);
    }
  }

  /// Which branch of a union follows.
  void branch(int index) throws IOException {
    out.writeIndex(index);
  }

  /// Which symbol of an enum.
  void symbol(int index) throws IOException {
    out.writeEnum(index);
  }

  private static String[] sortedKeys(Map<String, String> map) {
    String[] keys = map.keySet().toArray(String[]::new);
    Arrays.sort(keys);
    return keys;
  }
}
