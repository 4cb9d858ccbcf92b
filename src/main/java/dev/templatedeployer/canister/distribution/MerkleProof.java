package dev.templatedeployer.canister.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Shows that a recipient is on a list of which only the Merkle root is known.
///
/// ```text
/// leaf = SHA-256(0x00 | UTF-8 of principal, ':', amount in digits)
/// node = SHA-256(0x01 | the smaller child | the larger child)
/// ```
///
/// The first byte keeps leaves and nodes apart, as in [RFC
/// 6962](https://www.rfc-editor.org/rfc/rfc6962#section-2.1), so that no node can pass for a
/// recipient. Since children are put in order, compared as unsigned bytes, a path needs no sides,
/// and a tree may have any shape. All digests are written in lower-case hexadecimal.
final class MerkleProof {

  /// The most steps of a path: enough for any tree with so many recipients.
  static final int MOST_STEPS = 32;

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};
  private static final HexFormat HEX = HexFormat.of();

  private MerkleProof() {}

  /// Whether `text` is a digest as it has to be written.
  static boolean isDigest(String text) {
    return text.length() == 64 && text.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
  }

  /// Whether `path` leads from a recipient to `root`.
  ///
  /// @param path the siblings on the way up, the lowest first
  static boolean leadsTo(String root, Principal principal, BigInteger amount, List<String> path) {
    if (path.size() > MOST_STEPS || !path.stream().allMatch(MerkleProof::isDigest)) {
      return false;
    }
    String reached = leaf(principal, amount);
    for (String sibling : path) {
      reached = node(reached, sibling);
    }
    return reached.equals(root);
  }

  /// The leaf of a recipient.
  static String leaf(Principal principal, BigInteger amount) {
    return sha256(LEAF, "%s:%s".formatted(principal.text(), amount).getBytes(UTF_8));
  }

  /// The node above two others, in whatever order they are named.
  static String node(String one, String other) {
    byte[] a = HEX.parseHex(one);
    byte[] b = HEX.parseHex(other);
    return Arrays.compareUnsigned(a, b) <= 0 ? sha256(NODE, a, b) : sha256(NODE, b, a);
  }

  private static String sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HEX.formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256, and this one has not.", e);
    }
  }
}
