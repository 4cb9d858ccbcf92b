package dev.templatedeployer.canister.vesting;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/// An amount that is released evenly: a part each time that `every` has passed, and all of it when
/// `duration` has.
///
/// @param after how long after the start of the plan it begins
/// @param duration whole seconds, at least one
/// @param every whole seconds, at least one
/// @param amount more than nothing
record Ramp(Duration after, Duration duration, Duration every, BigInteger amount) {

  /// What has been released when `elapsed` has passed since the start of the plan.
  BigInteger released(Duration elapsed) {
    long passed = elapsed.minus(after).toSeconds(); // rounds down, below nothing too
    if (passed < 0) {
      return BigInteger.ZERO;
    }
    if (passed >= duration.toSeconds()) {
      return amount;
    }
    long counted = passed - passed % every.toSeconds();
    return amount.multiply(BigInteger.valueOf(counted)).divide(seconds(duration));
  }

  /// The first time after `elapsed` at which more has been released, both since the start of the
  /// plan.
  Optional<Duration> next(Duration elapsed) {
    BigInteger released = released(elapsed);
    if (released.equals(amount)) {
      return Optional.empty();
    }
    BigInteger oneMore = released.add(BigInteger.ONE);
    BigInteger wait = ceiling(oneMore.multiply(seconds(duration)), amount);
    BigInteger counted = ceiling(wait, seconds(every)).multiply(seconds(every));
    return Optional.of(after.plusSeconds(counted.min(seconds(duration)).longValueExact()));
  }

  /// When all has been released, since the start of the plan.
  Duration end() {
    return after.plus(duration);
  }

  private static BigInteger seconds(Duration duration) {
    return BigInteger.valueOf(duration.toSeconds());
  }

  private static BigInteger ceiling(BigInteger dividend, BigInteger divisor) {
    return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }
}
