package dev.templatedeployer.dev;

/// The embedded broker cannot run. The message is a sentence for the person who started it, and
/// says what to do.
public final class BrokerNotStarted extends RuntimeException {

  BrokerNotStarted(String message) {
    super(message);
  }

  BrokerNotStarted(String message, Throwable cause) {
    super(message, cause);
  }
}
