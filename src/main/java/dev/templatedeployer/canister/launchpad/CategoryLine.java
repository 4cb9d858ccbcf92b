package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.WholeCanister;
import dev.templatedeployer.canister.launchpad.LaunchpadConfig.Category;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/// A part of the supply, in a line.
///
/// @param amount its share of the supply, in base units, rounded down
/// @param forSale whether it is what the launchpad sells
/// @param unlocks how it is unlocked
/// @param atOnce how much of it is unlocked when claims begin
/// @param unlockedAt from when on all of it is unlocked
public record CategoryLine(
    String name,
    int bps,
    BigInteger amount,
    boolean forSale,
    ScheduleConfig.Kind unlocks,
    BigInteger atOnce,
    Instant unlockedAt) {

  /// The lines of all categories, in the order of the config.
  static List<CategoryLine> all(WholeCanister<Launchpad> canister) {
    return canister
        .rows(Category.TABLE, null, LaunchpadConfig.MOST_CATEGORIES, Category.class)
        .stream()
        .map(Row::value)
        .map(category -> of(category, canister.head().terms()))
        .toList();
  }

  private static CategoryLine of(Category category, LaunchpadTerms terms) {
    BigInteger amount = LaunchpadTerms.share(terms.saleToken().supply(), category.bps());
    Instant start = terms.claimStart();
    var plan = category.plan(amount, start);
    return new CategoryLine(
        category.name(),
        category.bps(),
        amount,
        category.isForSale(),
        category.scheduleOrAtOnce().kind(),
        plan.unlocked(start),
        plan.end());
  }
}
