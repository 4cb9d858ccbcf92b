package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationHistogramTest {

  @Test
  void ofNothingHasNoPercentiles() {
    assertThat(new DurationHistogram().percentiles()).isNull();
    assertThat(new DurationHistogram().encoded()).isEmpty();
  }

  @Test
  void isExactUpTo31Milliseconds() {
    var histogram = histogram(LongStream.rangeClosed(0, 31).boxed().toList());

    assertThat(histogram.percentiles())
        .isEqualTo(new Percentiles(Duration.ofMillis(15), Duration.ofMillis(30)));
  }

  @Test
  void takesAnyLengthThereIs() {
    var histogram = new DurationHistogram();
    histogram.add(Duration.ofMillis(-7));
    assertThat(percentiles(histogram).p50()).isZero();

    var longest = new DurationHistogram();
    longest.add(Duration.ofDays(1_000_000));
    assertThat(percentiles(longest).p50().toDays()).isCloseTo(10_000, Percentage.withPercentage(4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void isWithinFourPercentOfTheTruth(long seed) {
    List<Long> lengths = lengths(new SplittableRandom(seed), 1 + (int) (seed * 97));
    Percentiles found = percentiles(histogram(lengths));

    Collections.sort(lengths);
    assertThat(found.p50().toMillis()).isCloseTo(rank(lengths, 0.5), tolerance(lengths, 0.5));
    assertThat(found.p95().toMillis()).isCloseTo(rank(lengths, 0.95), tolerance(lengths, 0.95));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void ofTwoPartsIsThatOfTheWholeHoweverItTravels(long seed) {
    var random = new SplittableRandom(seed);
    List<Long> some = lengths(random, 300);
    List<Long> others = lengths(random, 200);
    var whole = new ArrayList<>(some);
    whole.addAll(others);

    var sum = new DurationHistogram();
    sum.add(histogram(some).encoded());
    sum.add(histogram(others));

    assertThat(sum.encoded()).isEqualTo(histogram(whole).encoded());
    assertThat(sum.percentiles()).isEqualTo(histogram(whole).percentiles());
  }

  @Test
  void countsBeyondWhatAByteHolds() {
    var histogram = new DurationHistogram();
    for (int i = 0; i < 1_000; i++) {
      histogram.add(Duration.ofSeconds(3));
    }
    histogram.add(Duration.ofMillis(1));

    var copy = new DurationHistogram();
    copy.add(histogram.encoded());
    copy.add(histogram.encoded());
    assertThat(percentiles(copy).p50().toMillis()).isCloseTo(3_000, within(100L));
    assertThat(histogram.encoded()).hasSize(6);
  }

  private static Percentiles percentiles(DurationHistogram histogram) {
    return Objects.requireNonNull(histogram.percentiles());
  }

  private static DurationHistogram histogram(List<Long> lengths) {
    var histogram = new DurationHistogram();
    lengths.forEach(length -> histogram.add(Duration.ofMillis(length)));
    return histogram;
  }

  /// Lengths of every order of magnitude.
  private static List<Long> lengths(SplittableRandom random, int count) {
    var lengths = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      lengths.add(random.nextLong(1L << random.nextInt(1, 33)));
    }
    return lengths;
  }

  private static long rank(List<Long> sorted, double share) {
    return sorted.get((int) Math.max(1, Math.ceil(share * sorted.size())) - 1);
  }

  private static org.assertj.core.data.Offset<Long> tolerance(List<Long> sorted, double share) {
    return within((long) Math.ceil(rank(sorted, share) * 0.04));
  }
}
