package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.ScheduleRules;
import dev.templatedeployer.template.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the config of a distribution has to keep to.
final class DistributionRules {

  private static final int LONGEST_DESCRIPTION = 2_000;
  private static final int MOST_CLAIMS = 10_000;
  private static final Duration FARTHEST_START = ScheduleRules.LONGEST;
  private static final Duration FARTHEST_END = ScheduleRules.LONGEST.multipliedBy(3);
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

  private final ConfigCheck check = new ConfigCheck();
  private final DistributionConfig config;
  private final Instant now;

  private DistributionRules(DistributionConfig config, Instant now) {
    this.config = config;
    this.now = now;
  }

  /// Everything that is wrong with `config`.
  ///
  /// @param now when the command was taken in
  static List<Violation> check(DistributionConfig config, Instant now) {
    var rules = new DistributionRules(config, now);
    rules.all();
    return rules.check.violations();
  }

  private void all() {
    check.text("/title", config.title(), 1, 100);
    if (config.description() != null) {
      check.text("/description", config.description(), 1, LONGEST_DESCRIPTION);
    }
    check.principal("/tokenId", config.tokenId());
    check.present("/campaign", config.campaign());
    boolean totalPasses = check.amount("/totalAmount", config.totalAmount());
    if (check.present("/eligibility", config.eligibility())) {
      check.addAll(
          EligibilityRules.check(
              "/eligibility", config.eligibility(), totalPasses ? config.totalAmount() : null));
    }
    boolean startPasses = start();
    boolean initialPasses = check.bps("/initialBps", config.initialBps(), 0, ConfigCheck.ALL_BPS);
    boolean schedulePasses =
        check.present("/schedule", config.schedule())
            && check.addAll(
                ScheduleRules.check(
                    "/schedule",
                    config.schedule(),
                    config.initialBps(),
                    totalPasses ? config.totalAmount() : null,
                    startPasses ? earliestStart() : null));
    boolean endPasses = end(startPasses);
    if (config.end() != null
        && totalPasses
        && startPasses
        && initialPasses
        && schedulePasses
        && endPasses) {
      everythingIsUnlockedBefore(config.end());
    }
    if (config.eligibility() != null && config.eligibility().registration() != null) {
      registration(
          config.eligibility().registration(), startPasses, endPasses ? config.end() : null);
    }
    if (config.earlyUnlock() != null) {
      check.addAll(EarlyUnlock.check("/earlyUnlock", config.earlyUnlock()));
    }
    if (config.claimLimit() != null) {
      claimLimit(config.claimLimit());
    }
  }

  private boolean start() {
    Instant start = config.start();
    if (start == null) {
      return true;
    }
    return check.that(
            start.isAfter(now),
            "/start",
            "TOO_EARLY",
            "'start' must be in the future, and it is '%s'; it is '%s'. Leave it out to start with the activation."
                .formatted(now, start))
        && check.that(
            !start.isAfter(now.plus(FARTHEST_START)),
            "/start",
            "TOO_LATE",
            "'start' must be within %d days from now; it is '%s'."
                .formatted(FARTHEST_START.toDays(), start));
  }

  /// Before this the schedule will not begin.
  private Instant earliestStart() {
    return config.start() == null ? now : config.start();
  }

  private boolean end(boolean startPasses) {
    Instant end = config.end();
    if (end == null || !startPasses) {
      return end == null;
    }
    return check.that(
            end.isAfter(earliestStart()),
            "/end",
            "TOO_EARLY",
            "'end' must be after the start, '%s' at the earliest; it is '%s'."
                .formatted(earliestStart(), end))
        && farthest("/end", end);
  }

  private boolean farthest(String field, Instant t) {
    return check.that(
        !t.isAfter(now.plus(FARTHEST_END)),
        field,
        "TOO_LATE",
        "'%s' must be within %d days from now; it is '%s'."
            .formatted(field.substring(field.lastIndexOf('/') + 1), FARTHEST_END.toDays(), t));
  }

  private void everythingIsUnlockedBefore(Instant end) {
    Instant unlocked = config.plan(config.totalAmount(), earliestStart()).end();
    check.that(
        !end.isBefore(unlocked),
        "/end",
        "BEFORE_LAST_UNLOCK",
        "'end' must not be before everything is unlocked, '%s' at the earliest; it is '%s'."
            .formatted(unlocked, end));
  }

  /// @param end when the distribution ends, or null if it does not or nobody knows
  private void registration(Registration registration, boolean startPasses, @Nullable Instant end) {
    String place = "/eligibility/registration";
    boolean fromIsThere = check.present(place + "/from", registration.from());
    boolean toIsThere = check.present(place + "/to", registration.to());
    if (fromIsThere && config.start() != null && startPasses) {
      check.that(
          !registration.from().isBefore(config.start()),
          place + "/from",
          "TOO_EARLY",
          "'from' must not be before the start, '%s'; it is '%s'."
              .formatted(config.start(), registration.from()));
    }
    if (toIsThere && fromIsThere) {
      check.that(
          registration.to().isAfter(registration.from()),
          place + "/to",
          "NOT_INCREASING",
          "'to' must be after 'from', '%s'; it is '%s'."
              .formatted(registration.from(), registration.to()));
    }
    if (toIsThere) {
      to(place + "/to", registration.to(), end);
    }
  }

  private void to(String field, Instant to, @Nullable Instant end) {
    boolean boundsPass =
        check.that(
                to.isAfter(now),
                field,
                "TOO_EARLY",
                "'to' must be in the future, and it is '%s'; it is '%s'.".formatted(now, to))
            && farthest(field, to);
    if (boundsPass && end != null) {
      check.that(
          !to.isAfter(end),
          field,
          "TOO_LATE",
          "'to' must not be after the end, '%s'; it is '%s'.".formatted(end, to));
    }
  }

  private void claimLimit(ClaimLimit limit) {
    check.that(
        limit.max() >= 1 && limit.max() <= MOST_CLAIMS,
        "/claimLimit/max",
        "OUT_OF_RANGE",
        "'max' must be from 1 to %d claims; it is '%d'.".formatted(MOST_CLAIMS, limit.max()));
    if (check.duration("/claimLimit/window", limit.window(), LONGEST_WINDOW)) {
      check.that(
          limit.window().compareTo(SHORTEST_WINDOW) >= 0,
          "/claimLimit/window",
          "TOO_SHORT",
          "'window' must be at least %d seconds; it is '%s'."
              .formatted(SHORTEST_WINDOW.toSeconds(), limit.window()));
    }
  }
}
