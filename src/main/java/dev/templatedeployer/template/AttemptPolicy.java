package dev.templatedeployer.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a template would like to be driven. What it leaves out is as the service has it; what the
/// operator sets under `templates.<template>.` goes before all of it.
///
/// ```java
/// AttemptPolicy.STANDARD.withMaxAttempts(5).withAttemptTimeout(Duration.ofMinutes(1))
/// ```
///
/// @param parallelism runs at once in one process, at least 1; null for the standard
/// @param maxAttempts attempts of one run of a deployment, from 1 to 100; null for the standard
/// @param backoff wait before the second attempt, doubled for each after it; null for the standard
/// @param maxBackoff longest wait between attempts; null for the standard
/// @param attemptTimeout how long one attempt may take; null for the standard
public record AttemptPolicy(
    @Nullable Integer parallelism,
    @Nullable Integer maxAttempts,
    @Nullable Duration backoff,
    @Nullable Duration maxBackoff,
    @Nullable Duration attemptTimeout) {

  /// No wishes.
  public static final AttemptPolicy STANDARD = new AttemptPolicy(null, null, null, null, null);

  private static final int MOST_ATTEMPTS = 100;

  /// @throws IllegalArgumentException if a number is out of bounds or a duration not positive
  public AttemptPolicy {
    between("parallelism", parallelism, Integer.MAX_VALUE);
    between("maxAttempts", maxAttempts, MOST_ATTEMPTS);
    positive("backoff", backoff);
    positive("maxBackoff", maxBackoff);
    positive("attemptTimeout", attemptTimeout);
  }

  /// The same with this many runs at once in one process.
  public AttemptPolicy withParallelism(int runs) {
    return new AttemptPolicy(runs, maxAttempts, backoff, maxBackoff, attemptTimeout);
  }

  /// The same with this many attempts.
  public AttemptPolicy withMaxAttempts(int attempts) {
    return new AttemptPolicy(parallelism, attempts, backoff, maxBackoff, attemptTimeout);
  }

  /// The same with this wait before the second attempt.
  public AttemptPolicy withBackoff(Duration wait) {
    return new AttemptPolicy(parallelism, maxAttempts, wait, maxBackoff, attemptTimeout);
  }

  /// The same with this longest wait.
  public AttemptPolicy withMaxBackoff(Duration wait) {
    return new AttemptPolicy(parallelism, maxAttempts, backoff, wait, attemptTimeout);
  }

  /// The same with this time for an attempt.
  public AttemptPolicy withAttemptTimeout(Duration timeout) {
    return new AttemptPolicy(parallelism, maxAttempts, backoff, maxBackoff, timeout);
  }

  private static void between(String name, @Nullable Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      throw new IllegalArgumentException(
          "%s has to be from 1 to %d, and is %d.".formatted(name, most, value));
    }
  }

  private static void positive(String name, @Nullable Duration value) {
    if (value != null && !value.isPositive()) {
      throw new IllegalArgumentException(
          "%s has to be longer than zero, and is %s.".formatted(name, value));
    }
  }
}
