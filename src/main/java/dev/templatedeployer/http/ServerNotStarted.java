package dev.templatedeployer.http;

import org.jspecify.annotations.Nullable;

/// The API cannot listen. The message is a sentence for the person who started the service, and
/// says what to do.
public final class ServerNotStarted extends Exception {

  private static final long serialVersionUID = 1;

  ServerNotStarted(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
