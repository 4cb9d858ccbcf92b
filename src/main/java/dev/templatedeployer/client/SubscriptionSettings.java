package dev.templatedeployer.client;

import java.time.Duration;

/// How a subscription begins, and what it does when its handler fails.
///
/// @param begin where a group begins that has never read before
/// @param mostTries how often the handler is called for an outcome that it fails on
/// @param backoff the wait before the second call; doubled for each after it
/// @param longestBackoff the longest wait
/// @param then what happens after the last try
/// @param remembered outcomes of which it is remembered that they were handled, so that they are
///   not handled again when they are delivered again to this process
/// @param toClose how long closing waits for the handler before it interrupts it
public record SubscriptionSettings(
    Begin begin,
    int mostTries,
    Duration backoff,
    Duration longestBackoff,
    Then then,
    int remembered,
    Duration toClose) {

  /// From the first outcome ever; eight tries over about two minutes; then it stops.
  public static final SubscriptionSettings STANDARD =
      new SubscriptionSettings(
          Begin.WITH_THE_FIRST,
          8,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Then.STOP,
          10_000,
          Duration.ofSeconds(10));

  /// Where a new group begins.
  public enum Begin {
    /// With the first outcome that was ever written.
    WITH_THE_FIRST,
    /// With the first that is written from now on.
    WITH_THE_NEXT
  }

  /// What happens to an outcome on which the handler failed for the last time.
  public enum Then {
    /// The subscription ends and says so; another may go on at that outcome.
    STOP,
    /// It is logged and passed over.
    SKIP
  }

  public SubscriptionSettings {
    if (mostTries < 1 || remembered < 0) {
      throw new IllegalArgumentException(
          "A subscription tries at least once and remembers no fewer than 0 outcomes, and was given %d and %d."
              .formatted(mostTries, remembered));
    }
    if (backoff.isNegative() || longestBackoff.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "The waits between tries grow from %s to %s, which is no way to grow."
              .formatted(backoff, longestBackoff));
    }
  }

  /// The same from here on.
  public SubscriptionSettings begin(Begin newBegin) {
    return new SubscriptionSettings(
        newBegin, mostTries, backoff, longestBackoff, then, remembered, toClose);
  }

  /// The same with these tries, and this after them.
  public SubscriptionSettings tries(int most, Duration firstBackoff, Then afterwards) {
    Duration longest = longestBackoff.compareTo(firstBackoff) < 0 ? firstBackoff : longestBackoff;
    return new SubscriptionSettings(
        begin, most, firstBackoff, longest, afterwards, remembered, toClose);
  }

  /// The wait after try number `tries`, which failed.
  Duration after(int tries) {
    int doublings = Math.min(tries - 1, 30);
    Duration wait = backoff.multipliedBy(1L << doublings);
    return wait.compareTo(longestBackoff) < 0 ? wait : longestBackoff;
  }
}
