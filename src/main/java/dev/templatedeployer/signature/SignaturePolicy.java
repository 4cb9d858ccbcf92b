package dev.templatedeployer.signature;

import java.time.Duration;

/// What is asked of the signatures of one backend, or of the executors and the service together.
///
/// @param isRequired whether a command without one is refused
/// @param window how long a command may be on its way: Kafka may keep it while nobody is there to
///   read it
public record SignaturePolicy(boolean isRequired, Duration window) {

  /// How far the clocks of sender and broker may be apart.
  public static final Duration SKEW = Duration.ofMinutes(5);

  /// None is needed; those that are there may be a day old.
  public static final SignaturePolicy STANDARD = new SignaturePolicy(false, Duration.ofHours(24));
}
