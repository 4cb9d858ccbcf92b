package dev.templatedeployer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/// A place in a list that is newest first: after the item `id`, which was created at `createdAt`.
///
/// It names no row number and no build of the read model, so it stays good while rows come in,
/// after a rebuild, and at every instance of the service.
///
/// @param createdAt milliseconds since 1970
record Cursor(long createdAt, String id) {

  private static final byte FORM = 1;
  private static final int FIXED_BYTES = 1 + Long.BYTES + Integer.BYTES;
  private static final int MOST_SHOWN = 40;

  /// What stands before every item of a list.
  static final Cursor NEWEST = new Cursor(Long.MAX_VALUE, "");

  /// @throws UnanswerableQuestion if [#text] never wrote `text`
  static Cursor parse(String text) {
    byte[] bytes = bytes(text);
    if (bytes.length <= FIXED_BYTES || bytes[0] != FORM) {
      throw unknown(text);
    }
    var buffer = ByteBuffer.wrap(bytes);
    byte[] id = new byte[bytes.length - FIXED_BYTES];
    long createdAt = buffer.position(1).getLong();
    int checksum = buffer.get(id).getInt();
    if (checksum != checksum(bytes)) {
      throw unknown(text);
    }
    return new Cursor(createdAt, new String(id, UTF_8));
  }

  /// The cursor as it is given out. People are not meant to read anything into it.
  String text() {
    byte[] utf8 = id.getBytes(UTF_8);
    var buffer = ByteBuffer.allocate(FIXED_BYTES + utf8.length);
    buffer.put(FORM).putLong(createdAt).put(utf8);
    buffer.putInt(checksum(buffer.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /// Of everything before the checksum itself.
  private static int checksum(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes, 0, bytes.length - Integer.BYTES);
    return (int) crc.getValue();
  }

  static UnanswerableQuestion unknown(String text) {
    return new UnanswerableQuestion(
        "cursor",
        "'%s' is not a cursor that this service gave out. Pass on the cursor of the last page unchanged, or none to begin anew."
            .formatted(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text));
  }
}
