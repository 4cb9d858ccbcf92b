package dev.templatedeployer.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What holds for a subject from now on, and who said so.
///
/// @param by who changed it
/// @param reason why, in their words; null if they gave none
public record ControlRecord<S extends ControlState>(
    S state, String by, Instant at, @Nullable String reason) {

  /// Who, when and why, to end a sentence with.
  public String words() {
    return reason == null
        ? "by '%s' at %s".formatted(by, at)
        : "by '%s' at %s: %s".formatted(by, at, ended(reason));
  }

  private static String ended(String reason) {
    return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
  }
}
