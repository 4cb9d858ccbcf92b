package dev.templatedeployer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/// A place in the answer to a question, as it is given out.
///
/// @param question stands for the question, so that no cursor is used with another
record Cursor(Spot spot, int question) {

  private static final byte FORM = 2;
  private static final int FIXED_BYTES = 1 + Integer.BYTES + Long.BYTES + Integer.BYTES;
  private static final int MOST_SHOWN = 40;

  /// What stands for the question that `text` says.
  static int question(String text) {
    return checksum(text.getBytes(UTF_8), 0);
  }

  /// @param question the question that the cursor is used with
  /// @throws UnanswerableQuestion if [#text] never wrote `text`, or wrote it for another question
  static Cursor parse(String text, int question) {
    byte[] bytes = bytes(text);
    if (bytes.length <= FIXED_BYTES || bytes[0] != FORM) {
      throw unknown(text);
    }
    var buffer = ByteBuffer.wrap(bytes).position(1);
    int asked = buffer.getInt();
    long key = buffer.getLong();
    byte[] id = new byte[bytes.length - FIXED_BYTES];
    int checksum = buffer.get(id).getInt();
    if (checksum != checksum(bytes, Integer.BYTES)) {
      throw unknown(text);
    }
    if (asked != question) {
      throw new UnanswerableQuestion(
          "cursor",
          "The cursor is that of a list with another filter or another order. Pass it on with the same ones, or leave it out to begin anew.");
    }
    return new Cursor(new Spot(key, new String(id, UTF_8)), question);
  }

  /// The cursor as it is given out. People are not meant to read anything into it.
  String text() {
    byte[] utf8 = spot.id().getBytes(UTF_8);
    var buffer = ByteBuffer.allocate(FIXED_BYTES + utf8.length);
    buffer.put(FORM).putInt(question).putLong(spot.key()).put(utf8);
    buffer.putInt(checksum(buffer.array(), Integer.BYTES));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /// Of everything but the last `rest` bytes.
  private static int checksum(byte[] bytes, int rest) {
    var crc = new CRC32();
    crc.update(bytes, 0, bytes.length - rest);
    return (int) crc.getValue();
  }

  static UnanswerableQuestion unknown(String text) {
    return new UnanswerableQuestion(
        "cursor",
        "'%s' is not a cursor that this service gave out. Pass on the cursor of the last page unchanged, or none to begin anew."
            .formatted(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text));
  }
}
