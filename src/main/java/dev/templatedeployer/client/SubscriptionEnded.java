package dev.templatedeployer.client;

/// A subscription ended by itself, since its handler kept failing. The outcome it failed on is not
/// counted as handled: the next subscription of the group begins with it.
public final class SubscriptionEnded extends Exception {

  private static final long serialVersionUID = 1;

  SubscriptionEnded(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
