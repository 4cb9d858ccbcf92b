package dev.templatedeployer.wire;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/// Reads values in Avro's binary form, one after the other in the order of the schema. The
/// counterpart of [AvroOutput].
///
/// Every method throws [IOException] if the bytes end too early or are not such a value.
final class AvroInput {

  /// How one sort of value is read.
  @FunctionalInterface
  interface Form<T> {
    /// The next value.
    ///
    /// @throws IllegalArgumentException with a sentence for the sender, if a value breaks a rule
    T read(AvroInput in) throws IOException;
  }

  private final BinaryDecoder in;

  AvroInput(BinaryDecoder in) {
    this.in = in;
  }

  String text() throws IOException {
    return in.readString();
  }

  @Nullable String optionalText() throws IOException {
    return isPresent() ? in.readString() : null;
  }

  byte[] bytes() throws IOException {
    return in.readBytes(null).array();
  }

  byte[] fixed(int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFixed(bytes);
    return bytes;
  }

  boolean flag() throws IOException {
    return in.readBoolean();
  }

  int int32() throws IOException {
    return in.readInt();
  }

  long int64() throws IOException {
    return in.readLong();
  }

  double float64() throws IOException {
    return in.readDouble();
  }

  @Nullable Long optionalInt64() throws IOException {
    return isPresent() ? in.readLong() : null;
  }

  Instant instant() throws IOException {
    long micros = in.readLong();
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  @Nullable Instant optionalInstant() throws IOException {
    return isPresent() ? instant() : null;
  }

  Duration millis() throws IOException {
    return Duration.ofMillis(in.readLong());
  }

  Map<String, String> texts() throws IOException {
    long count = in.readMapStart();
    if (count == 0) {
      return Map.of();
    }
    var map = new HashMap<String, String>();
    for (; count > 0; count = in.mapNext()) {
      for (long i = 0; i < count; i++) {
        map.put(in.readString(), in.readString());
      }
    }
    return map;
  }

  <T> List<T> list(Form<T> form) throws IOException {
    var list = new ArrayList<T>();
    for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
      for (long i = 0; i < count; i++) {
        list.add(form.read(this));
      }
    }
    return list;
  }

  <T> @Nullable T optional(Form<T> form) throws IOException {
    return isPresent() ? form.read(this) : null;
  }

  void skipText() throws IOException {
    in.skipString();
  }

  void skipOptionalText() throws IOException {
    if (isPresent()) {
      in.skipString();
    }
  }

  void skipBytes() throws IOException {
    in.skipBytes();
  }

  void skipFixed(int length) throws IOException {
    in.skipFixed(length);
  }

  void skipInt32() throws IOException {
    in.readInt();
  }

  void skipInt64() throws IOException {
    in.readLong();
  }

  void skipOptionalInt64() throws IOException {
    if (isPresent()) {
      in.readLong();
    }
  }

  void skipTexts() throws IOException {
    for (long count = in.skipMap(); count > 0; count = in.skipMap()) {
      for (long i = 0; i < count; i++) {
        in.skipString();
        in.skipString();
      }
    }
  }

  /// Which branch of a union of `count` follows.
  int branch(int count) throws IOException {
    return checked(in.readIndex(), count, "branch");
  }

  /// Which symbol of an enum of `count`.
  int symbol(int count) throws IOException {
    return checked(in.readEnum(), count, "symbol");
  }

  boolean isAtEnd() throws IOException {
    return in.isEnd();
  }

  private boolean isPresent() throws IOException {
    return branch(2) == 1;
  }

  private static int checked(int index, int count, String what) throws IOException {
    if (index < 0 || index >= count) {
      throw new IOException("There is no %s %d among %d.".formatted(what, index, count));
    }
    return index;
  }
}
