package dev.templatedeployer.execute;

import java.time.Duration;
import java.time.Instant;

/// A time that passes only when a test says so.
final class ManualTime implements Time {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now = NOON;
  private long nanos = 1_000_000_000;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  synchronized void pass(Duration duration) {
    now = now.plus(duration);
    nanos += duration.toNanos();
  }
}
