package dev.templatedeployer.canister.vesting;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a schedule makes of one amount: how much of it is unlocked at any time.
///
/// Every schedule is a few lumps and at most one ramp:
///
/// ```text
/// amount |                 ____   <- exactly the amount
///        |             __/
///        |         __/            <- ramp: a part each time that `every` has passed
///        |  ______|               <- lump: the cliff
///        | |                      <- lump: the initial unlock
///        +-+------+----------> time
///        start
/// ```
///
/// It never falls, never exceeds the amount, and ends at exactly the amount.
public final class UnlockPlan {

  private static final BigInteger ALL_BPS = BigInteger.valueOf(10_000);

  private final Instant start;
  private final List<Lump> lumps;
  private final Optional<Ramp> ramp;

  /// An amount that is unlocked at once.
  ///
  /// @param after how long after the start; not negative
  private record Lump(Duration after, BigInteger amount) {}

  private UnlockPlan(Instant start, List<Lump> lumps, Optional<Ramp> ramp) {
    this.start = start;
    this.lumps = lumps.stream().filter(lump -> lump.amount().signum() > 0).toList();
    this.ramp = ramp.filter(r -> r.amount().signum() > 0);
  }

  /// The plan of `schedule` for `amount`.
  ///
  /// @param initialBps the share that is unlocked at the start
  public static UnlockPlan of(Schedule schedule, int initialBps, BigInteger amount, Instant start) {
    BigInteger initial = share(amount, initialBps);
    BigInteger rest = amount.subtract(initial);
    var first = new Lump(Duration.ZERO, initial);
    return switch (schedule) {
      case Schedule.AtOnce _ ->
          new UnlockPlan(start, List.of(new Lump(Duration.ZERO, amount)), Optional.empty());
      case Schedule.Single(var duration) ->
          new UnlockPlan(start, List.of(first, new Lump(duration, rest)), Optional.empty());
      case Schedule.Linear(var duration, var every) ->
          new UnlockPlan(
              start, List.of(first), Optional.of(new Ramp(Duration.ZERO, duration, every, rest)));
      case Schedule.Cliff(var cliff, var cliffBps, var duration, var every) -> {
        var atCliff = new Lump(cliff, share(amount, cliffBps));
        BigInteger remaining = rest.subtract(atCliff.amount());
        yield new UnlockPlan(
            start,
            List.of(first, atCliff),
            Optional.of(new Ramp(cliff, duration, every, remaining)));
      }
      case Schedule.Stepped(var steps) ->
          new UnlockPlan(start, stepped(first, steps, amount, rest), Optional.empty());
      case Schedule.Custom(var events) ->
          new UnlockPlan(start, custom(first, events, rest, start), Optional.empty());
    };
  }

  /// How much is unlocked at `t`.
  public BigInteger unlocked(Instant t) {
    if (t.isBefore(start)) {
      return BigInteger.ZERO;
    }
    Duration elapsed = Duration.between(start, t);
    return lumps.stream()
        .filter(lump -> lump.after().compareTo(elapsed) <= 0)
        .map(Lump::amount)
        .reduce(BigInteger.ZERO, BigInteger::add)
        .add(ramp.map(r -> r.released(elapsed)).orElse(BigInteger.ZERO));
  }

  /// The first time after `t` at which more is unlocked; empty if everything is by then.
  public Optional<Instant> nextUnlock(Instant t) {
    if (t.isBefore(start) && unlocked(start).signum() > 0) {
      return Optional.of(start);
    }
    Duration elapsed = t.isBefore(start) ? Duration.ZERO : Duration.between(start, t);
    Stream<Duration> ofLumps =
        lumps.stream().map(Lump::after).filter(after -> after.compareTo(elapsed) > 0);
    Stream<Duration> ofRamp = ramp.flatMap(r -> r.next(elapsed)).stream();
    return Stream.concat(ofLumps, ofRamp).min(Comparator.naturalOrder()).map(start::plus);
  }

  /// From when on everything is unlocked.
  public Instant end() {
    Stream<Duration> ofLumps = lumps.stream().map(Lump::after);
    Stream<Duration> ofRamp = ramp.map(Ramp::end).stream();
    return Stream.concat(ofLumps, ofRamp)
        .max(Comparator.naturalOrder())
        .map(start::plus)
        .orElse(start);
  }

  /// The last step takes what rounding left over.
  private static List<Lump> stepped(
      Lump first, List<Schedule.Step> steps, BigInteger amount, BigInteger rest) {
    var lumps = new ArrayList<Lump>(List.of(first));
    BigInteger left = rest;
    for (int i = 0; i < steps.size(); i++) {
      boolean isLast = i == steps.size() - 1;
      BigInteger part = isLast ? left : share(amount, steps.get(i).bps()).min(left);
      lumps.add(new Lump(steps.get(i).after(), part));
      left = left.subtract(part);
    }
    return lumps;
  }

  /// Each event takes its share of `rest`, which is its own amount if the events add up to `rest`.
  private static List<Lump> custom(
      Lump first, List<Schedule.Release> events, BigInteger rest, Instant start) {
    var lumps = new ArrayList<Lump>(List.of(first));
    BigInteger whole =
        events.stream().map(Schedule.Release::amount).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger counted = BigInteger.ZERO;
    BigInteger before = BigInteger.ZERO;
    for (Schedule.Release event : events) {
      counted = counted.add(event.amount());
      BigInteger upTo = rest.multiply(counted).divide(whole);
      Instant at = event.at().isBefore(start) ? start : event.at();
      lumps.add(new Lump(Duration.between(start, at), upTo.subtract(before)));
      before = upTo;
    }
    return lumps;
  }

  static BigInteger share(BigInteger amount, int bps) {
    return amount.multiply(BigInteger.valueOf(bps)).divide(ALL_BPS);
  }
}
