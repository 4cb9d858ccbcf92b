package dev.templatedeployer.identity;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/// A party: an owner, a beneficiary, a caller, or a canister, as the text that people write.
///
/// The textual form is that of the Internet Computer: CRC-32 and bytes in lower-case base32, in
/// groups of five parted by dashes. Any text makes a `Principal`, since it may come from outside;
/// [#problem] says what is wrong with it, and every boundary asks before it lets one in.
///
/// Source: [Internet Computer interface specification, textual
/// representation](https://internetcomputer.org/docs/references/ic-interface-spec#textual-ids).
public record Principal(String text) implements Comparable<Principal> {

  /// Nobody in particular. May never own, hold or receive anything.
  public static final Principal ANONYMOUS = new Principal("2vxsx-fae");

  /// The most characters any principal may have, whatever its form.
  public static final int MAX_LENGTH = 128;

  /// The most bytes a principal of the textual form stands for.
  public static final int MAX_BYTES = 29;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  /// What a principal has to look like.
  public enum Form {
    /// The textual form, checksum and all.
    TEXTUAL,
    /// Any text that is not blank, for people without the Internet Computer.
    ANY
  }

  /// The principal that `bytes` stand for.
  ///
  /// @param bytes at most 29 of them
  public static Principal of(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "A principal has at most 29 bytes, and these are %d.".formatted(bytes.length));
    }
    byte[] checked = ByteBuffer.allocate(4 + bytes.length).putInt(crc32(bytes)).put(bytes).array();
    return new Principal(grouped(base32(checked)));
  }

  /// What is wrong with this principal as somebody who may own or receive something, as the end of
  /// a sentence that begins with the principal; empty if nothing is.
  public Optional<String> problem(Form form) {
    if (text.isBlank()) {
      return Optional.of("is empty");
    }
    if (text.length() > MAX_LENGTH) {
      return Optional.of("is longer than %d characters".formatted(MAX_LENGTH));
    }
    if (equals(ANONYMOUS)) {
      return Optional.of("is the anonymous principal");
    }
    return form == Form.ANY ? controlCharacters() : textualProblem();
  }

  private Optional<String> controlCharacters() {
    return text.chars().anyMatch(Character::isISOControl)
        ? Optional.of("contains control characters")
        : Optional.empty();
  }

  private Optional<String> textualProblem() {
    Optional<byte[]> decoded = unbase32(text.replace("-", ""));
    if (decoded.isEmpty() || decoded.get().length < 4) {
      return Optional.of("is not a principal: expected groups of five from a-z and 2-7");
    }
    byte[] all = decoded.get();
    byte[] bytes = Arrays.copyOfRange(all, 4, all.length);
    if (bytes.length > MAX_BYTES) {
      return Optional.of("is not a principal: it stands for more than 29 bytes");
    }
    if (ByteBuffer.wrap(all).getInt() != crc32(bytes)) {
      return Optional.of(
          "is not a principal: its checksum does not match, so a character was mistyped");
    }
    if (!of(bytes).equals(this)) {
      return Optional.of("is not in the usual form; write it as '%s'".formatted(of(bytes)));
    }
    return Optional.empty();
  }

  private static int crc32(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static String base32(byte[] bytes) {
    var text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >> bits) & 31));
      }
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
    }
    return text.toString();
  }

  private static Optional<byte[]> unbase32(String text) {
    var bytes = ByteBuffer.allocate(text.length() * 5 / 8);
    int buffer = 0;
    int bits = 0;
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      int value = ALPHABET.indexOf(c);
      if (value < 0) {
        return Optional.empty();
      }
      buffer = (buffer << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >> bits));
      }
    }
    return Optional.of(bytes.array());
  }

  private static String grouped(String text) {
    var grouped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i > 0 && i % 5 == 0) {
        grouped.append('-');
      }
      grouped.append(text.charAt(i));
    }
    return grouped.toString();
  }

  @Override
  public int compareTo(Principal other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
