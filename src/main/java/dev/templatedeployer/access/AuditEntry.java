package dev.templatedeployer.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One privileged action, whether it was done or refused. Senders choose most of its texts, so one
/// that is too long ends in `…`.
///
/// @param by who asked, as far as it is proven
/// @param action what was asked, as a noun and a verb such as `deployment.retry` or
///   `template.pause`
/// @param subject what it was asked of, such as the id of a deployment or the name of a template
/// @param isAccepted whether it was done
/// @param reason why, in the words of whoever asked; null if they gave none
/// @param detail what came of it, or why it was refused, as a sentence; never a secret
public record AuditEntry(
    Instant at,
    String by,
    String action,
    String subject,
    boolean isAccepted,
    @Nullable String reason,
    String detail) {

  /// The most characters of a name: more than any that is accepted.
  public static final int MOST_OF_A_NAME = 256;

  /// The most characters of a sentence: as many as a reason may have.
  public static final int MOST_OF_A_SENTENCE = 1_000;

  private static final String MORE = "…";

  public AuditEntry {
    by = bounded(by, MOST_OF_A_NAME);
    action = bounded(action, MOST_OF_A_NAME);
    subject = bounded(subject, MOST_OF_A_NAME);
    reason = reason == null ? null : bounded(reason, MOST_OF_A_SENTENCE);
    detail = bounded(detail, MOST_OF_A_SENTENCE);
  }

  private static String bounded(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - MORE.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + MORE;
  }
}
