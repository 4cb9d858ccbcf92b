package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentId;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes ids for those who bring none: UUIDs of version 7, which sort by the time they were made.
///
/// Source: [RFC 9562, section 5.7](https://www.rfc-editor.org/rfc/rfc9562#section-5.7), with the
/// counter of section 6.2 in the 12 bits behind the milliseconds.
public final class DeploymentIds {

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int COUNTER_BITS = 12;

  private final InstantSource clock;
  private final RandomGenerator random;

  /// Milliseconds and counter of the last id. Never falls, even if the clock does.
  private long last;

  /// Ids by the clock of this machine.
  public DeploymentIds() {
    this(InstantSource.system(), new SecureRandom());
  }

  DeploymentIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// An id that nobody has, greater than all that this made before.
  public DeploymentId next() {
    long time = nextTime();
    long high = (time >>> COUNTER_BITS) << 16 | VERSION_7 | (time & ((1L << COUNTER_BITS) - 1));
    long low = VARIANT | random.nextLong() >>> 2;
    return new DeploymentId(new UUID(high, low).toString());
  }

  private synchronized long nextTime() {
    last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
    return last;
  }
}
