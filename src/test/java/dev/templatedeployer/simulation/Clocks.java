package dev.templatedeployer.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The time as it really is, and as each machine has it.
final class Clocks {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final String SERVICE = "service";
  static final String BROKER = "broker";

  private final Map<String, Long> errors = new HashMap<>();
  private long now = NOON.toEpochMilli();

  /// The true time in milliseconds since the epoch.
  long now() {
    return now;
  }

  /// The hour as `machine` has it.
  long of(String machine) {
    return now + errors.getOrDefault(machine, 0L);
  }

  /// A clock of any machine that never jumps.
  long nanos() {
    return (now - NOON.toEpochMilli() + 1_000) * 1_000_000;
  }

  void pass(long millis) {
    now += millis;
  }

  /// Sets the clock of `machine` wrong by `millis`.
  void set(String machine, long millis) {
    errors.put(machine, millis);
  }
}
