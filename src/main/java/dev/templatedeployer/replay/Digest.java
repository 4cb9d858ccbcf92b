package dev.templatedeployer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The digest of a frozen list, by which somebody says which list they have seen.
///
/// SHA-256 over one line for each item, in order: the deployment id, a space, the version in
/// decimal digits, a line feed. So anybody can compute it from the receipt.
public final class Digest {

  private Digest() {}

  /// The digest of `items`, in 64 hexadecimal digits.
  public static String of(List<Item> items) {
    MessageDigest sha256 = sha256();
    for (Item item : items) {
      sha256.update((item.id().value() + " " + item.version() + "\n").getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }
}
