package dev.templatedeployer.template.engine;

import java.util.Comparator;
import java.util.List;

/// Makes what others wrote fit for a message of ours: short, on one line, and without the secrets
/// that they were given.
final class Excerpt {

  /// The most characters of others in a message.
  static final int MAX = 100;

  private static final String HIDDEN = "(secret)";

  private final List<String> secrets;

  /// @param secrets what must not be seen
  Excerpt(List<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> !secret.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed()) // one may contain another
            .toList();
  }

  /// The beginning of `text`.
  String beginning(String text) {
    String clean = clean(text);
    return clean.length() <= MAX ? clean : clean.substring(0, MAX - 1).strip() + "…";
  }

  /// The end of `text`.
  String end(String text) {
    String clean = clean(text);
    return clean.length() <= MAX ? clean : "…" + clean.substring(clean.length() - MAX + 1).strip();
  }

  private String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return clean.replaceAll("[\\p{Cntrl}\\p{Cf}\\s\\u2028\\u2029]+", " ").strip();
  }
}
