package dev.templatedeployer.execute;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What acknowledged reports tell of the clock of this process. The broker stamped each between the
/// moments when it was sent and acknowledged; if that cannot be by our clock, the clocks differ,
/// and however late anything is read has no part in it.
///
/// Thread-safe.
final class ClockCheck {

  /// By how much clocks may differ.
  static final Duration MOST = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

  private volatile long aheadMillis;

  /// Takes note of a report that was acknowledged. All in milliseconds since 1970.
  ///
  /// @param appendedAt when it was taken in, by the clock of the broker; 0 or less if that is not
  ///   told
  void acknowledged(long sentAt, long appendedAt, long now) {
    if (appendedAt <= 0) {
      return;
    }
    boolean wasWrong = problem().isPresent();
    aheadMillis = appendedAt < sentAt ? sentAt - appendedAt : Math.min(0, now - appendedAt);
    if (!wasWrong) {
      problem().ifPresent(LOG::warn);
    }
  }

  /// How far the clock of this process is at least ahead of the brokers', in seconds; negative if
  /// it is behind.
  double aheadSeconds() {
    return aheadMillis / 1e3;
  }

  /// What is wrong with the clock, as a sentence; empty if nothing is, as far as is known.
  Optional<String> problem() {
    long ahead = aheadMillis;
    return Math.abs(ahead) <= MOST.toMillis()
        ? Optional.empty()
        : Optional.of(
            "The clock of this machine is %d s %s that of the brokers; %d s are allowed. Set it, and see that it is kept by NTP."
                .formatted(
                    Math.abs(ahead) / 1000, ahead > 0 ? "ahead of" : "behind", MOST.toSeconds()));
  }
}
