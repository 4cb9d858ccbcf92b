package dev.templatedeployer.replay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How carefully a replay goes about it.
///
/// @param rate items started in a second, at most
/// @param concurrency items under way at once, at most
/// @param stopAtFailureRatio the share of items that failed again, above 0 and up to 1, at which
///   the replay stops by itself; judged at the end of the canary, and from [#JUDGED_FROM] ended
///   items on
/// @param canary the items that run first and alone; 0 for none
public record Limits(double rate, int concurrency, double stopAtFailureRatio, int canary) {

  /// Ended items without which the failure ratio says nothing.
  public static final int JUDGED_FROM = 20;

  /// The highest rate, in items a second.
  public static final double MAX_RATE = 1000;

  /// The lowest rate, in items a second: one in ten minutes.
  public static final double MIN_RATE = 1.0 / 600;

  /// The most items under way at once.
  public static final int MAX_CONCURRENCY = 1000;

  /// The most items that may be the canary.
  public static final int MAX_CANARY = 1000;

  private static final double USUAL_RATE = 10;
  private static final int USUAL_CONCURRENCY = 50;
  private static final double USUAL_RATIO = 0.5;
  private static final int MOST_USUAL_CANARY = 10;
  private static final int CANARY_OF = 20;

  /// What somebody asked for; null where the usual will do.
  public record Wish(
      @Nullable Double rate,
      @Nullable Integer concurrency,
      @Nullable Double stopAtFailureRatio,
      @Nullable Integer canary) {

    /// The usual limits.
    public static final Wish USUAL = new Wish(null, null, null, null);

    /// The limits for a plan of `count` items.
    public Limits of(int count) {
      return new Limits(
          rate == null ? USUAL_RATE : rate,
          concurrency == null ? USUAL_CONCURRENCY : concurrency,
          stopAtFailureRatio == null ? USUAL_RATIO : stopAtFailureRatio,
          canary == null ? usualCanary(count) : canary);
    }
  }

  /// One thing that is wrong with limits.
  ///
  /// @param field the name of the limit
  public record Problem(String field, String sentence) {}

  /// One in twenty, at least 1 and at most 10.
  public static int usualCanary(int count) {
    return Math.clamp(Math.ceilDiv(count, CANARY_OF), 1, MOST_USUAL_CANARY);
  }

  /// Everything that is out of bounds.
  public List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    if (!(rate >= MIN_RATE && rate <= MAX_RATE)) {
      problems.add(
          new Problem(
              "rate",
              "'rate' has to be from one item in ten minutes (0.00167) to 1000 items a second."));
    }
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      problems.add(
          new Problem(
              "concurrency",
              "'concurrency' has to be from 1 to %d items under way at once."
                  .formatted(MAX_CONCURRENCY)));
    }
    if (!(stopAtFailureRatio > 0 && stopAtFailureRatio <= 1)) {
      problems.add(
          new Problem(
              "stopAtFailureRatio",
              "'stopAtFailureRatio' has to be above 0 and at most 1, such as 0.5 for every second item."));
    }
    if (canary < 0 || canary > MAX_CANARY) {
      problems.add(
          new Problem(
              "canary",
              "'canary' has to be from 0 (none) to %d items that run first and alone."
                  .formatted(MAX_CANARY)));
    }
    return problems;
  }
}
