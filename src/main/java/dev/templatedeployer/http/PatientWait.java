package dev.templatedeployer.http;

import java.time.Duration;
import java.util.Optional;

/// Waits for something in small steps, so that a service that stops does not wait for those who
/// wait.
final class PatientWait {

  private static final Duration BETWEEN_LOOKS_AT_THE_STOP_SIGN = Duration.ofMillis(500);

  private final StopSign stopSign;

  PatientWait(StopSign stopSign) {
    this.stopSign = stopSign;
  }

  /// Waits for something for a time.
  @FunctionalInterface
  interface Step<T> {
    Optional<T> await(Duration timeout) throws InterruptedException;
  }

  /// What comes within `timeout`, or empty if nothing does or the service stops.
  <T> Optional<T> await(Duration timeout, Step<T> step) {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      boolean isLast = left.compareTo(BETWEEN_LOOKS_AT_THE_STOP_SIGN) <= 0;
      Optional<T> found = once(isLast ? left : BETWEEN_LOOKS_AT_THE_STOP_SIGN, step);
      if (found.isPresent() || isLast || stopSign.isUp()) {
        return found;
      }
    }
  }

  private static <T> Optional<T> once(Duration timeout, Step<T> step) {
    try {
      return step.await(timeout);
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }
}
