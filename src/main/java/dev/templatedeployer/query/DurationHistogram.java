package dev.templatedeployer.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How often durations of each length occurred, to the millisecond up to 31 ms and to about three
/// percent above that.
///
/// Two of them add up to that of both, which is what percentiles do not. Not safe for use by
/// several threads.
///
/// A bucket holds one length up to 31 ms. From there on each power of two is cut into 16 buckets of
/// the same width.
final class DurationHistogram {

  private static final int PARTS = 16;
  private static final int PART_BITS = 4;
  private static final long MOST_MILLIS = Duration.ofDays(10_000).toMillis();

  private long[] counts = new long[2 * PARTS];
  private long count;

  /// Counts a duration. A negative one counts as zero, since the clocks of two machines differ.
  void add(Duration duration) {
    add(bucket(Math.clamp(duration.toMillis(), 0, MOST_MILLIS)), 1);
  }

  /// Adds all that another one counted.
  void add(DurationHistogram other) {
    for (int bucket = 0; bucket < other.counts.length; bucket++) {
      if (other.counts[bucket] > 0) {
        add(bucket, other.counts[bucket]);
      }
    }
  }

  /// Adds what [#encoded] wrote.
  void add(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    int bucket = 0;
    while (bytes.hasRemaining()) {
      bucket += Math.toIntExact(readNumber(bytes));
      add(bucket, readNumber(bytes));
    }
  }

  /// For each bucket that is not empty the distance from the one before and its count, each as a
  /// number of seven bits a byte, the lowest first.
  byte[] encoded() {
    var bytes = new ByteArrayOutputStream();
    int last = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      if (counts[bucket] > 0) {
        writeNumber(bucket - last, bytes);
        writeNumber(counts[bucket], bytes);
        last = bucket;
      }
    }
    return bytes.toByteArray();
  }

  /// The median, and what nineteen of twenty do not exceed; null if nothing was counted.
  @Nullable Percentiles percentiles() {
    return count == 0 ? null : new Percentiles(quantile(0.5), quantile(0.95));
  }

  /// The shortest length that a share of the durations does not exceed, as far as it is known.
  private Duration quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    int bucket = 0;
    for (long seen = counts[0]; seen < rank; seen += counts[bucket]) {
      bucket++;
    }
    return Duration.ofMillis((lowest(bucket) + lowest(bucket + 1) - 1) / 2);
  }

  private void add(int bucket, long times) {
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, bucket + PARTS);
    }
    counts[bucket] += times;
    count += times;
  }

  private static int bucket(long millis) {
    if (millis < 2 * PARTS) {
      return (int) millis;
    }
    int shift = Long.SIZE - 1 - PART_BITS - Long.numberOfLeadingZeros(millis);
    return PARTS * shift + (int) (millis >> shift);
  }

  private static long lowest(int bucket) {
    if (bucket < 2 * PARTS) {
      return bucket;
    }
    int shift = bucket / PARTS - 1;
    return (long) (bucket - PARTS * shift) << shift;
  }

  private static void writeNumber(long number, ByteArrayOutputStream bytes) {
    long rest = number;
    while (rest > 0x7f) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private static long readNumber(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }
}
