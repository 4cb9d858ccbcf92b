package dev.templatedeployer.query.filter;

import dev.templatedeployer.domain.Failure;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What failures of the same cause have in common: the code, and the message with a placeholder for
/// everything that differs from one deployment to the next.
///
/// | in the message | becomes |
/// |---|---|
/// | `https://node-3.example/x?id=7` | `<url>` |
/// | `"web-17"`, `'web-17'` | `<text>` |
/// | `123e4567-e89b-12d3-a456-426614174000` | `<uuid>` |
/// | `ryjl3-tyaaa-aaaaa-aaaba-cai` | `<principal>` |
/// | `2026-03-01T12:00:00Z` | `<time>` |
/// | `0x1f`, `9f86d081884c7d65` | `<hex>` |
/// | `web-17`, `node_3.example`, `i-0a1b` (letters and digits mixed) | `<id>` |
/// | `17`, `3.5` | `<n>` |
///
/// The id is a hash of both, so it is the same at every instance and after every rebuild.
///
/// @param id 16 hexadecimal digits
/// @param pattern the message with placeholders, at most [#MAX_PATTERN] characters
public record Fingerprint(String id, String code, String pattern) {

  /// The most characters of a pattern; failures that differ only behind them are of one group.
  public static final int MAX_PATTERN = 300;

  private static final int MAX_READ = 1000;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /// In this order: each sees what those before it have left.
  private static final List<Rule> RULES =
      List.of(
          rule("\\b[a-z][a-z0-9+.-]{1,15}://[^\\s\"'<>]+", "<url>"),
          rule(
              "\"[^\"\\n]*\"|`[^`\\n]*`|(?<![\\p{L}\\p{N}])'[^'\\n]*'(?![\\p{L}\\p{N}])", "<text>"),
          rule(
              "\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b",
              "<uuid>"),
          rule("\\b\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d)?", "<time>"),
          rule("\\b(?:[a-z2-7]{5}-){2,12}[a-z2-7]{1,5}\\b", "<principal>"),
          rule("\\b0[xX][0-9a-fA-F]+\\b", "<hex>"),
          rule("\\b(?=[0-9a-fA-F]*\\d)(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{8,}\\b", "<hex>"),
          rule("\\b(?=[\\w.-]*[A-Za-z])(?=[\\w.-]*\\d)\\w[\\w.-]*\\w\\b", "<id>"),
          rule("[-+]?\\b\\d+(?:[.,:]\\d+)*\\b", "<n>"),
          rule("\\s+", " "));

  private record Rule(Pattern pattern, String placeholder) {}

  /// The fingerprint of a failure.
  public static Fingerprint of(Failure failure) {
    String pattern = pattern(failure.message());
    return new Fingerprint(id(failure.code(), pattern), failure.code(), pattern);
  }

  private static String pattern(String message) {
    String pattern = truncated(message, MAX_READ);
    for (Rule rule : RULES) {
      pattern = rule.pattern().matcher(pattern).replaceAll(rule.placeholder());
    }
    return truncated(pattern.strip(), MAX_PATTERN);
  }

  private static String truncated(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private static Rule rule(String regex, String placeholder) {
    return new Rule(Pattern.compile(regex), placeholder);
  }

  /// FNV-1a over the UTF-16 units of both, with a zero between them.
  private static String id(String code, String pattern) {
    long hash = FNV_OFFSET;
    String all = code + '\0' + pattern;
    for (int i = 0; i < all.length(); i++) {
      hash = (hash ^ (all.charAt(i) & 0xff)) * FNV_PRIME;
      hash = (hash ^ (all.charAt(i) >> 8)) * FNV_PRIME;
    }
    return String.format(Locale.ROOT, "%016x", hash);
  }
}
