package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Category;
import dev.templatedeployer.canister.vesting.ScheduleRules;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the categories of a launchpad have to keep to.
final class CategoryRules {

  private final ConfigCheck check;
  private final LaunchpadConfig config;

  CategoryRules(ConfigCheck check, LaunchpadConfig config) {
    this.check = check;
    this.config = config;
  }

  /// Remembers everything that is wrong with them.
  ///
  /// @param tokenPasses whether the sale token makes sense
  /// @param timesPass whether the times of the sale make sense
  void check(boolean tokenPasses, boolean timesPass) {
    List<Category> categories = config.categories();
    boolean sizePasses =
        check.that(
            !categories.isEmpty() && categories.size() <= LaunchpadConfig.MOST_CATEGORIES,
            "/categories",
            "WRONG_SIZE",
            "There must be 1 to %d categories; there are '%d'."
                .formatted(LaunchpadConfig.MOST_CATEGORIES, categories.size()));
    if (!sizePasses) {
      return;
    }
    Set<String> names = new HashSet<>();
    boolean sharesPass = true;
    for (int i = 0; i < categories.size(); i++) {
      sharesPass &= category("/categories/" + i, categories.get(i), names, timesPass);
    }
    if (sharesPass) {
      int sum = categories.stream().mapToInt(Category::bps).sum();
      check.that(
          sum == ConfigCheck.ALL_BPS,
          "/categories",
          "SUM_MISMATCH",
          "The bps of all categories must add up to 10000; they add up to '%d'.".formatted(sum));
    }
    forSale(tokenPasses && sharesPass);
  }

  /// Answers whether its share is one.
  private boolean category(String place, Category category, Set<String> names, boolean timesPass) {
    if (check.text(place + "/name", category.name(), 1, 50)) {
      check.that(
          names.add(category.name().strip().toLowerCase(Locale.ROOT)),
          place + "/name",
          "DUPLICATE",
          "There is another category '%s'. Give each a name of its own."
              .formatted(category.name()));
    }
    boolean sharePasses = check.bps(place + "/bps", category.bps(), 1, ConfigCheck.ALL_BPS);
    boolean initialPasses =
        check.bps(place + "/initialBps", category.initialBps(), 0, ConfigCheck.ALL_BPS);
    if (category.schedule() != null) {
      check.addAll(
          ScheduleRules.check(
              place + "/schedule",
              category.schedule(),
              category.initialBps(),
              null,
              timesPass ? config.claimStart() : null));
    } else if (initialPasses) {
      check.that(
          category.initialBps() == 0,
          place + "/initialBps",
          "SUPERFLUOUS",
          "'initialBps' has no meaning without a schedule: everything is unlocked at once. Leave it out, or give a schedule.");
    }
    return sharePasses;
  }

  /// The share that is for sale has to be there, and to be as large as what is sold of it.
  private void forSale(boolean sharesPass) {
    @Nullable Integer forSale = null;
    for (int i = 0; i < config.categories().size(); i++) {
      if (config.categories().get(i).isForSale()) {
        forSale = i;
      }
    }
    boolean isThere =
        check.that(
            forSale != null,
            "/categories",
            "SALE_CATEGORY_MISSING",
            "One category must be named 'Sale': the one that this launchpad sells, whose schedule participants follow.");
    if (!isThere || forSale == null || !sharesPass || config.totalSaleAmount() == null) {
      return;
    }
    int bps = config.categories().get(forSale).bps();
    BigInteger share = config.saleToken().supply().multiply(BigInteger.valueOf(bps));
    BigInteger sold = config.totalSaleAmount().multiply(BigInteger.valueOf(ConfigCheck.ALL_BPS));
    check.that(
        share.compareTo(sold) >= 0,
        "/categories/%d/bps".formatted(forSale),
        "LESS_THAN_SOLD",
        "'%d' basis points of the supply are less than totalSaleAmount, '%s'. Make the share larger, or sell less."
            .formatted(bps, config.totalSaleAmount()));
  }
}
