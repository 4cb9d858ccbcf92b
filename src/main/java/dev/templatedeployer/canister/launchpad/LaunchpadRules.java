package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Project;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.SaleToken;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Window;
import dev.templatedeployer.canister.vesting.ScheduleRules;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the config of a launchpad has to keep to.
final class LaunchpadRules {

  private static final Pattern LINK = Pattern.compile("https?://[^\\s/?#]+([/?#]\\S*)?");
  private static final int LONGEST_LINK = 200;
  private static final int MOST_DECIMALS = 18;
  private static final int MOST_CONTACTS = 10;
  private static final int HIGHEST_PLATFORM_FEE = 1_000;
  private static final int HIGHEST_SUCCESS_FEE = 500;
  private static final Duration FARTHEST_START = Duration.ofDays(36_500);
  private static final Duration SHORTEST_SALE = Duration.ofHours(1);
  private static final Duration LONGEST_SALE = Duration.ofDays(90);

  private final ConfigCheck check = new ConfigCheck();
  private final LaunchpadConfig config;
  private final Instant now;

  private LaunchpadRules(LaunchpadConfig config, Instant now) {
    this.config = config;
    this.now = now;
  }

  /// Everything that is wrong with `config`.
  ///
  /// @param now when the command was taken in
  static List<Violation> check(LaunchpadConfig config, Instant now) {
    var rules = new LaunchpadRules(config, now);
    rules.project();
    boolean tokenPasses = rules.saleToken();
    rules.purchaseToken();
    new AmountRules(rules.check, config).check(tokenPasses);
    boolean startPasses = rules.start();
    boolean timesPass = rules.times(startPasses);
    rules.whitelistWindow(startPasses);
    rules.lists();
    new CategoryRules(rules.check, config).check(tokenPasses, timesPass);
    rules.check.bps("/platformFeeBps", config.platformFeeBps(), 0, HIGHEST_PLATFORM_FEE);
    rules.check.bps("/successFeeBps", config.successFeeBps(), 0, HIGHEST_SUCCESS_FEE);
    rules.principals("/emergencyContacts", config.emergencyContacts(), MOST_CONTACTS);
    return rules.check.violations();
  }

  private void project() {
    Project project = config.project();
    if (!check.present("/project", project)) {
      return;
    }
    check.text("/project/name", project.name(), 3, 100);
    check.text("/project/description", project.description(), 10, 2_000);
    String website = project.website();
    if (website != null) {
      check.that(
          website.length() <= LONGEST_LINK && LINK.matcher(website).matches(),
          "/project/website",
          "NOT_A_LINK",
          "'website' must be a link of at most %d characters that begins with http:// or https://."
              .formatted(LONGEST_LINK));
    }
  }

  private boolean saleToken() {
    SaleToken token = config.saleToken();
    if (!check.present("/saleToken", token)) {
      return false;
    }
    check.text("/saleToken/symbol", token.symbol(), 1, 10);
    check.text("/saleToken/name", token.name(), 1, 50);
    boolean decimalsPass =
        check.that(
            token.decimals() >= 0 && token.decimals() <= MOST_DECIMALS,
            "/saleToken/decimals",
            "OUT_OF_RANGE",
            "'decimals' must be from 0 to %d; it is '%d'."
                .formatted(MOST_DECIMALS, token.decimals()));
    boolean supplyPasses = check.amount("/saleToken/supply", token.supply());
    if (token.tokenId() != null) {
      check.principal("/saleToken/tokenId", token.tokenId());
    }
    return decimalsPass && supplyPasses;
  }

  private void purchaseToken() {
    boolean passes = check.principal("/purchaseTokenId", config.purchaseTokenId());
    if (passes && config.saleToken() != null) {
      check.that(
          !config.purchaseTokenId().equals(config.saleToken().tokenId()),
          "/purchaseTokenId",
          "SAME_TOKEN",
          "The token that is paid and the token that is sold must differ; both are '%s'."
              .formatted(config.purchaseTokenId()));
    }
  }

  private boolean start() {
    Instant start = config.saleStart();
    return check.present("/saleStart", start)
        && check.that(
            start.isAfter(now),
            "/saleStart",
            "NOT_IN_FUTURE",
            "'saleStart' must be in the future; it is '%s', and now is '%s'.".formatted(start, now))
        && check.that(
            !start.isAfter(now.plus(FARTHEST_START)),
            "/saleStart",
            "TOO_LATE",
            "'saleStart' must be within %d days from now; it is '%s'."
                .formatted(FARTHEST_START.toDays(), start));
  }

  /// Answers whether the times make sense.
  private boolean times(boolean startPasses) {
    boolean endPasses = check.present("/saleEnd", config.saleEnd());
    boolean claimPasses = check.present("/claimStart", config.claimStart());
    if (startPasses && endPasses) {
      endPasses = end(Duration.between(config.saleStart(), config.saleEnd()));
    }
    if (endPasses && claimPasses) {
      claimPasses =
          check.that(
              config.claimStart().isAfter(config.saleEnd()),
              "/claimStart",
              "NOT_AFTER_SALE",
              "'claimStart' must be after 'saleEnd', '%s'; it is '%s'."
                  .formatted(config.saleEnd(), config.claimStart()));
    }
    return startPasses && endPasses && claimPasses && claimIsNotTooLate();
  }

  private boolean end(Duration length) {
    return check.that(
            length.compareTo(SHORTEST_SALE) >= 0,
            "/saleEnd",
            "TOO_SOON",
            "'saleEnd' must be at least %d hour after 'saleStart', '%s'; it is '%s'."
                .formatted(SHORTEST_SALE.toHours(), config.saleStart(), config.saleEnd()))
        && check.that(
            length.compareTo(LONGEST_SALE) <= 0,
            "/saleEnd",
            "TOO_LATE",
            "'saleEnd' must be at most %d days after 'saleStart', '%s'; it is '%s'."
                .formatted(LONGEST_SALE.toDays(), config.saleStart(), config.saleEnd()));
  }

  private boolean claimIsNotTooLate() {
    return check.that(
        !config.claimStart().isAfter(config.saleEnd().plus(ScheduleRules.LONGEST)),
        "/claimStart",
        "TOO_LATE",
        "'claimStart' must be at most %d days after 'saleEnd', '%s'; it is '%s'."
            .formatted(ScheduleRules.LONGEST.toDays(), config.saleEnd(), config.claimStart()));
  }

  private void whitelistWindow(boolean startPasses) {
    Window window = config.whitelistWindow();
    if (window == null) {
      return;
    }
    boolean fromPasses = check.present("/whitelistWindow/from", window.from());
    boolean toPasses =
        check.present("/whitelistWindow/to", window.to())
            && check.that(
                window.to().isAfter(now),
                "/whitelistWindow/to",
                "NOT_IN_FUTURE",
                "'to' must be in the future; it is '%s', and now is '%s'."
                    .formatted(window.to(), now));
    if (toPasses && startPasses) {
      check.that(
          !window.to().isAfter(config.saleStart()),
          "/whitelistWindow/to",
          "NOT_BEFORE_SALE",
          "The whitelist window must end before the sale, which begins at '%s'; it ends at '%s'."
              .formatted(config.saleStart(), window.to()));
    }
    if (fromPasses && toPasses) {
      check.that(
          window.from().isBefore(window.to()),
          "/whitelistWindow/from",
          "NOT_BEFORE_END",
          "'from' must be before 'to', '%s'; it is '%s'.".formatted(window.to(), window.from()));
    }
  }

  private void lists() {
    principals("/whitelist", config.whitelist(), LaunchpadConfig.MOST_LISTED);
    principals("/blacklist", config.blacklist(), LaunchpadConfig.MOST_LISTED);
    Set<Principal> whitelisted = new HashSet<>(config.whitelist());
    for (int i = 0; i < config.blacklist().size(); i++) {
      Principal principal = config.blacklist().get(i);
      check.that(
          !whitelisted.contains(principal),
          "/blacklist/" + i,
          "ALSO_WHITELISTED",
          "'%s' is on both lists. Take it off one of them.".formatted(principal));
    }
    check.that(
        config.saleType() != SaleType.PRIVATE_SALE
            || config.whitelistWindow() != null
            || !config.whitelist().isEmpty(),
        "/whitelist",
        "REQUIRED",
        "A private sale is for those on its whitelist, and there is nobody on it. Name them, or give the owner a whitelistWindow to add them.");
  }

  /// At most `most` of them, none twice, and none that may not hold anything.
  private void principals(String field, List<Principal> principals, int most) {
    String label = field.substring(1);
    boolean sizePasses =
        check.that(
            principals.size() <= most,
            field,
            "WRONG_SIZE",
            "'%s' must have at most %d principals; there are '%d'."
                .formatted(label, most, principals.size()));
    if (!sizePasses) {
      return;
    }
    Set<Principal> seen = new HashSet<>();
    for (int i = 0; i < principals.size(); i++) {
      String place = field + "/" + i;
      Principal principal = principals.get(i);
      Optional<String> problem = principal.problem(Principal.Form.ANY);
      if (check.that(
          problem.isEmpty(),
          place,
          "NOT_A_PRINCIPAL",
          "'%s' names somebody who %s.".formatted(label, problem.orElse("")))) {
        check.that(
            seen.add(principal),
            place,
            "DUPLICATE",
            "'%s' names '%s' twice. Name everybody once.".formatted(label, principal));
      }
    }
  }
}
