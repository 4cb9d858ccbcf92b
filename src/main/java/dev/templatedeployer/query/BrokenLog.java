package dev.templatedeployer.query;

import org.jspecify.annotations.Nullable;

/// A log that cannot be followed any further. The message says where, why, and what to do.
final class BrokenLog extends Exception {

  private static final long serialVersionUID = 1;

  BrokenLog(String sentence) {
    this(sentence, null);
  }

  BrokenLog(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
