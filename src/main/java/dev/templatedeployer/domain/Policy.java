package dev.templatedeployer.domain;

import java.time.Duration;

/// How a template's attempts are driven. Settled when a deployment is accepted and kept with it, so
/// that a changed setting never changes what a fold of old events gives.
///
/// @param maxAttempts attempts that one run may take, at least 1
/// @param backoff wait before the second attempt; doubled for each one after it
/// @param maxBackoff the longest such wait
/// @param attemptTimeout how long one attempt may run before it is interrupted
/// @param lease how long a started attempt may be silent before it counts as lost
/// @param startTimeout how long dispatched work may lie unstarted before it is dispatched once more
/// @param maxDrives starts of one attempt, the first included, before its loss counts as a failure
public record Policy(
    int maxAttempts,
    Duration backoff,
    Duration maxBackoff,
    Duration attemptTimeout,
    Duration lease,
    Duration startTimeout,
    int maxDrives) {

  /// What applies where nothing was set.
  public static final Policy STANDARD =
      new Policy(
          3,
          Duration.ofSeconds(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofHours(24),
          3);
}
