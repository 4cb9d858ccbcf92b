package dev.templatedeployer.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How fast each of many may come: a bucket of tokens for each, which fills again by and by. Of
/// those who come, the last ten thousand are remembered. Safe for use by several threads.
final class Rates {

  private static final int MOST_REMEMBERED = 10_000;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /// @param left tokens at `at`
  /// @param at in nanoseconds of the clock
  private record Bucket(double left, long at) {}

  /// @param perSecond how many may come in the long run
  /// @param burst how many at once
  /// @param nanos a clock that only goes forward
  Rates(int perSecond, int burst, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
  }

  /// Lets `name` come once, or says how long it has to wait until it may.
  synchronized Optional<Duration> take(String name) {
    double left = left(name);
    if (left >= 1) {
      buckets.put(name, new Bucket(left - 1, nanos.getAsLong()));
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) / perSecond * 1000)));
  }

  private double left(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      return burst;
    }
    double seconds = (nanos.getAsLong() - bucket.at()) / 1e9;
    return Math.min(burst, bucket.left() + seconds * perSecond);
  }
}
