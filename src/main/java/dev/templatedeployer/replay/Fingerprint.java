package dev.templatedeployer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// What failures of one cause have in common: a short digest of the code and of the message without
/// what differs from one deployment to the next, such as names in quotes and numbers.
public final class Fingerprint {

  private static final Pattern VARIABLE =
      Pattern.compile(
          "'[^']{0,200}'|\"[^\"]{0,200}\"|\\b[0-9a-f]{8,}(-[0-9a-f]{2,})*\\b|\\d+([.,:]\\d+)*");
  private static final int DIGITS = 12;

  private Fingerprint() {}

  /// The fingerprint of a failure: 12 hexadecimal digits.
  public static String of(String code, String message) {
    String shape = VARIABLE.matcher(message.toLowerCase(Locale.ROOT)).replaceAll("#");
    byte[] digest = Digest.sha256().digest((code + "\n" + shape).getBytes(UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, DIGITS);
  }
}
