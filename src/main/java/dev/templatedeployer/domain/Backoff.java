package dev.templatedeployer.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long to wait between attempts: doubled each time, spread by a fifth to either side so that
/// what failed together does not come back together. What the spread would carry beyond the longest
/// wait comes back as far below it.
///
/// The spread is a hash of id and attempt, not chance, so that the same history always decides the
/// same.
final class Backoff {

  private static final double SPREAD = 0.2;

  private Backoff() {}

  /// The wait after the present attempt of `record`.
  ///
  /// @param retryAfterMillis the wait that the template asked for, in milliseconds, or null; never
  ///   shortened, though never longer than the policy's longest
  static Duration after(DeploymentRecord record, @Nullable Long retryAfterMillis) {
    Policy policy = record.terms().policy();
    long most = policy.maxBackoff().toMillis();
    int doublings = Math.min(record.attemptsOfRun() - 1, 30);
    double base = Math.min((double) policy.backoff().toMillis() * (1L << doublings), (double) most);
    long spread = Math.round(base * (1 + SPREAD * jitter(record)));
    long wait = spread <= most ? spread : most - (spread - most);
    long asked = retryAfterMillis == null ? 0 : Math.min(retryAfterMillis, most);
    return Duration.ofMillis(Math.max(wait, asked));
  }

  /// A number from -1 to 1 that looks random and depends on id and attempt alone.
  private static double jitter(DeploymentRecord record) {
    long seed = 31L * record.id().value().hashCode() + record.token().attempt();
    long mixed = (seed ^ (seed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    mixed ^= mixed >>> 33;
    return (mixed >> 11) / (double) (1L << 52);
  }
}
