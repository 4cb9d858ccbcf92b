package dev.templatedeployer.query;

import org.jspecify.annotations.Nullable;

/// Texts that come from outside, as any database can keep them.
final class PlainText {

  private static final char NUL = '\0';

  /// What stands for a character that cannot be shown.
  private static final char REPLACEMENT = '\ufffd';

  private PlainText() {}

  /// `text` without the character NUL, which PostgreSQL has no room for.
  static @Nullable String of(@Nullable String text) {
    return text == null || text.indexOf(NUL) < 0 ? text : text.replace(NUL, REPLACEMENT);
  }
}
