package dev.templatedeployer.canister.vesting;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.canister.vesting.Schedule.Release;
import dev.templatedeployer.canister.vesting.Schedule.Step;
import dev.templatedeployer.template.Violation;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a schedule has to keep to, whoever uses it.
public final class ScheduleRules {

  /// The longest that anything may stay locked: ten years of 365 days.
  public static final Duration LONGEST = Duration.ofDays(3_650);

  private static final int MOST_STEPS = 100;
  private static final int MOST_EVENTS = 366;

  private final ConfigCheck check = new ConfigCheck();
  private final String field;
  private final ScheduleConfig schedule;
  private final int initialBps;
  private final boolean initialPasses;

  private ScheduleRules(String field, ScheduleConfig schedule, int initialBps) {
    this.field = field;
    this.schedule = schedule;
    this.initialBps = initialBps;
    this.initialPasses = initialBps >= 0 && initialBps <= ConfigCheck.ALL_BPS;
  }

  /// Everything that is wrong with `schedule`.
  ///
  /// @param field JSON Pointer of the schedule
  /// @param initialBps the share that is unlocked at the start, which the caller checks: where it
  ///   is no share, nothing is said about sums with it
  /// @param amount what is to be unlocked, or null where the amounts of a custom schedule need not
  ///   add up to anything
  /// @param start from when it counts, or null if nobody knows, where nothing is said about it
  public static List<Violation> check(
      String field,
      ScheduleConfig schedule,
      int initialBps,
      @Nullable BigInteger amount,
      @Nullable Instant start) {
    var rules = new ScheduleRules(field, schedule, initialBps);
    if (rules.check.present(field + "/kind", schedule.kind())) {
      rules.nothingSuperfluous();
      rules.ofKind(amount, start);
    }
    return rules.check.violations();
  }

  private void nothingSuperfluous() {
    Set<String> meant = fieldsOf(schedule.kind());
    superfluous("duration", schedule.duration(), meant);
    superfluous("cliff", schedule.cliff(), meant);
    superfluous("cliffBps", schedule.cliffBps(), meant);
    superfluous("every", schedule.every(), meant);
    superfluous("everySeconds", schedule.everySeconds(), meant);
    superfluous("steps", schedule.steps(), meant);
    superfluous("events", schedule.events(), meant);
  }

  private static Set<String> fieldsOf(ScheduleConfig.Kind kind) {
    return switch (kind) {
      case INSTANT -> Set.of();
      case SINGLE -> Set.of("duration");
      case LINEAR -> Set.of("duration", "every", "everySeconds");
      case CLIFF -> Set.of("cliff", "cliffBps", "duration", "every", "everySeconds");
      case STEPPED -> Set.of("steps");
      case CUSTOM -> Set.of("events");
    };
  }

  private void superfluous(String name, @Nullable Object value, Set<String> meant) {
    check.that(
        value == null || meant.contains(name),
        field + "/" + name,
        "SUPERFLUOUS",
        "'%s' has no meaning in a schedule of the kind %s. Leave it out, or choose another kind."
            .formatted(name, schedule.kind()));
  }

  private void ofKind(@Nullable BigInteger amount, @Nullable Instant start) {
    switch (schedule.kind()) {
      case INSTANT -> {}
      case SINGLE -> check.duration(field + "/duration", schedule.duration(), LONGEST);
      case LINEAR -> linear();
      case CLIFF -> cliff();
      case STEPPED -> steps();
      case CUSTOM -> events(amount, start);
    }
  }

  private void linear() {
    boolean passes = check.duration(field + "/duration", schedule.duration(), LONGEST);
    every(passes ? schedule.duration() : null);
  }

  private void cliff() {
    boolean cliffPasses = check.duration(field + "/cliff", schedule.cliff(), LONGEST);
    boolean durationPasses = check.duration(field + "/duration", schedule.duration(), LONGEST);
    Duration cliff = cliffPasses ? schedule.cliff() : null;
    Duration duration = durationPasses ? schedule.duration() : null;
    if (cliff != null && duration != null) {
      check.that(
          cliff.plus(duration).compareTo(LONGEST) <= 0,
          field + "/duration",
          "TOO_LONG",
          "'cliff' and 'duration' together must be at most %d days; they are '%s'."
              .formatted(LONGEST.toDays(), cliff.plus(duration)));
    }
    every(duration);
    cliffBps();
  }

  private void cliffBps() {
    Integer cliffBps = schedule.cliffBps();
    boolean passes = check.bps(field + "/cliffBps", cliffBps, 0, ConfigCheck.ALL_BPS);
    if (passes && cliffBps != null && initialPasses) {
      check.that(
          initialBps + cliffBps <= ConfigCheck.ALL_BPS,
          field + "/cliffBps",
          "SUM_TOO_LARGE",
          "'initialBps' and 'cliffBps' together must be at most 10000; they are '%d'."
              .formatted(initialBps + cliffBps));
    }
  }

  /// @param duration what it must not be longer than, or null if nobody knows
  private void every(@Nullable Duration duration) {
    boolean isCustom = schedule.every() == Frequency.CUSTOM;
    String everySeconds = field + "/everySeconds";
    if (isCustom) {
      check.present(everySeconds, schedule.everySeconds());
    } else {
      check.that(
          schedule.everySeconds() == null,
          everySeconds,
          "SUPERFLUOUS",
          "'everySeconds' has a meaning only where 'every' is CUSTOM. Leave it out, or say so.");
    }
    Duration period = schedule.period();
    if (period == null) {
      return;
    }
    boolean passes =
        check.that(
            period.isPositive(),
            everySeconds,
            "MUST_BE_POSITIVE",
            "'everySeconds' must be greater than 0; it is '%s'."
                .formatted(schedule.everySeconds()));
    if (passes && duration != null) {
      check.that(
          period.compareTo(duration) <= 0,
          isCustom ? everySeconds : field + "/every",
          "TOO_LONG",
          "A part is released every '%s', which is longer than the duration '%s'. Release more often."
              .formatted(period, duration));
    }
  }

  private void steps() {
    String place = field + "/steps";
    if (!check.present(place, schedule.steps()) || schedule.steps() == null) {
      return;
    }
    List<Step> steps = schedule.steps();
    if (!size(place, steps.size(), MOST_STEPS)) {
      return;
    }
    boolean sharesPass = true;
    for (int i = 0; i < steps.size(); i++) {
      String step = place + "/" + i;
      check.duration(step + "/after", steps.get(i).after(), LONGEST);
      sharesPass &= check.bps(step + "/bps", steps.get(i).bps(), 1, ConfigCheck.ALL_BPS);
    }
    increasing(place, "after", steps.stream().map(Step::after).toList());
    int sum = initialBps + steps.stream().mapToInt(Step::bps).sum();
    if (sharesPass && initialPasses) {
      check.that(
          sum == ConfigCheck.ALL_BPS,
          place,
          "SUM_MISMATCH",
          "'initialBps' and the bps of all steps must add up to 10000; they add up to '%d'."
              .formatted(sum));
    }
  }

  private void events(@Nullable BigInteger amount, @Nullable Instant start) {
    String place = field + "/events";
    if (!check.present(place, schedule.events()) || schedule.events() == null) {
      return;
    }
    List<Release> events = schedule.events();
    if (!size(place, events.size(), MOST_EVENTS)) {
      return;
    }
    boolean amountsPass = true;
    for (int i = 0; i < events.size(); i++) {
      String event = place + "/" + i;
      amountsPass &= check.amount(event + "/amount", events.get(i).amount());
      if (check.present(event + "/at", events.get(i).at()) && start != null) {
        within(event + "/at", events.get(i).at(), start);
      }
    }
    increasing(place, "at", events.stream().map(Release::at).toList());
    if (amountsPass && initialPasses && amount != null) {
      sum(place, events, amount);
    }
  }

  private void within(String place, Instant at, Instant start) {
    check.that(
        !at.isBefore(start),
        place,
        "TOO_EARLY",
        "'at' must not be before the start, %s; it is '%s'.".formatted(start, at));
    check.that(
        !at.isAfter(start.plus(LONGEST)),
        place,
        "TOO_LATE",
        "'at' must be within %d days of the start; it is '%s'.".formatted(LONGEST.toDays(), at));
  }

  private void sum(String place, List<Release> events, BigInteger amount) {
    BigInteger sum = events.stream().map(Release::amount).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger rest = amount.subtract(UnlockPlan.share(amount, initialBps));
    check.that(
        sum.equals(rest),
        place,
        "SUM_MISMATCH",
        "The amounts of all events must add up to '%s', the amount without its initial unlock; they add up to '%s'."
            .formatted(rest, sum));
  }

  private boolean size(String place, int size, int most) {
    return check.that(
        size >= 1 && size <= most,
        place,
        "WRONG_SIZE",
        "There must be 1 to %d of them; there are '%d'.".formatted(most, size));
  }

  /// What is missing among `values` has been reported where it is missing.
  private <T extends Comparable<T>> void increasing(String place, String name, List<T> values) {
    for (int i = 1; i < values.size(); i++) {
      T before = values.get(i - 1);
      T value = values.get(i);
      check.that(
          before == null || value == null || before.compareTo(value) < 0,
          "%s/%d/%s".formatted(place, i, name),
          "NOT_INCREASING",
          "'%s' must be later than in the entry before, '%s'; it is '%s'."
              .formatted(name, before, value));
    }
  }
}
