package dev.templatedeployer.bench;

import java.util.concurrent.atomic.AtomicLong;

/// A clock that goes a millisecond on whenever somebody looks at it, and jumps when somebody waits.
final class SteppingClock implements NanoClock {

  private final AtomicLong now = new AtomicLong();

  @Override
  public long now() {
    return now.addAndGet(1_000_000);
  }

  @Override
  public void waitUntil(long time) {
    now.accumulateAndGet(time, Math::max);
  }
}
